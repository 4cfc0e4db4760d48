import type { LaunchSheet } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import styles from './launch.module.css';

/** How many enter now, who of them is left alone, and who is in already. */
export const Audience = ({ sheet }: { sheet: LaunchSheet }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const figures = [
    ['audience', sheet.audience],
    ['heldOut', sheet.heldOut],
    ['alreadyIn', sheet.alreadyIn],
  ] as const;
  return (
    <dl className={styles.figures}>
      {figures.map(([key, value]) => (
        <div key={key}>
          <dd>{number(value)}</dd>
          <dt>{t(`canvas.launchSheet.${key}`)}</dt>
        </div>
      ))}
    </dl>
  );
};
