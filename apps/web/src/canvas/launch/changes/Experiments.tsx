import type { JourneyChanges } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/format.js';
import styles from './changes.module.css';

/** What the next version does to the experiments that people are in: an edit elsewhere leaves them alone. */
export const Experiments = ({ experiments }: Pick<JourneyChanges, 'experiments'>) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (experiments.length === 0) return null;
  return (
    <section>
      <h3>{t('changes.experiments.title')}</h3>
      <ul className={styles.told}>
        {experiments.map(({ nodeId, name, people, does }) => (
          <li key={nodeId}>
            <span aria-hidden>→</span>
            <div>{t(`changes.experiments.${does}`, { name, people: number(people) })}</div>
          </li>
        ))}
      </ul>
    </section>
  );
};
