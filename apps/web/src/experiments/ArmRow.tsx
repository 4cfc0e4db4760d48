import type { Experiment } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.js';
import styles from './experiments.module.css';
import { likelyWords } from './words.js';

interface ArmRowProps {
  readonly arm: Experiment['arms'][number];
  readonly experiment: Experiment;
}

/** One arm: how likely it is to be best, its rate, how far it is from the reference, and how many people it has and gets. */
export const ArmRow = ({ arm, experiment }: ArmRowProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { number, percent, points, pointInterval } = format;
  const { difference } = arm;
  const isWinner = experiment.decision?.armId === arm.armId;
  return (
    <li className={styles.arm} data-winner={isWinner || undefined}>
      <div className={styles.armHead}>
        <b>{arm.name}</b>
        {arm.armId === experiment.reference ? <span className="faint tiny">{t('experiments.reference')}</span> : null}
        <span className="grow" />
        <span className="small">
          {arm.rate === null ? t('experiments.nobody') : t('experiments.best', { likely: likelyWords(arm.probability, { t, format }) })}
        </span>
      </div>
      <div className={styles.bar} aria-hidden="true">
        <span style={{ width: `${arm.rate === null ? 0 : arm.probability * 100}%` }} />
      </div>
      <p className="small muted">
        {arm.rate === null
          ? null
          : t('experiments.rate', { rate: percent(arm.rate, 2), hits: number(arm.hits), closed: number(arm.closed) })}
        {difference
          ? t('experiments.difference', {
              points: points(difference.difference, 2),
              interval: pointInterval(difference.low, difference.high, 2),
            })
          : null}
      </p>
      <p className="tiny faint">{t('experiments.people', { people: number(arm.people), share: percent(arm.share, 0) })}</p>
    </li>
  );
};
