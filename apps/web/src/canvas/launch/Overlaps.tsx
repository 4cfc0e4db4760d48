import type { LaunchSheet } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../i18n/format.js';
import styles from './launch.module.css';

/** Other journeys that have some of the same people inside now. */
export const Overlaps = ({ overlaps }: { overlaps: LaunchSheet['overlaps'] }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (overlaps.length === 0) return null;
  return (
    <section>
      <h3>{t('canvas.launchSheet.overlaps')}</h3>
      {overlaps.map((overlap) => (
        <div key={overlap.journeyId} className={styles.line}>
          <Link to={`/journeys/${overlap.journeyId}`}>{overlap.name}</Link>
          <span>{number(overlap.people)}</span>
        </div>
      ))}
    </section>
  );
};
