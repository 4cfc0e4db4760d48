import { routes, type Experiment as Told } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useMay } from '../app/session.js';
import { useFormat } from '../i18n/format.js';
import { tight } from '../i18n/spacing.js';
import { ArmRow } from './ArmRow.js';
import { Choice } from './Choice.js';
import styles from './experiments.module.css';
import { smallestOf, standsWords } from './words.js';

/** How an experiment stands: in a sentence, arm by arm, and what may be believed of it. */
export const Experiment = ({ journeyId, experiment }: { journeyId: string; experiment: Told }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay(routes.chooseArm);
  const smallest = smallestOf(experiment);
  const broken = experiment.sampleRatio?.ok === false ? experiment.sampleRatio : null;
  const counted = experiment.event === null ? t('experiments.click') : t('experiments.event', { event: experiment.event });
  return (
    <div className={styles.experiment}>
      <p className={styles.stands}>{standsWords(experiment, { t, format })}</p>
      {broken ? (
        <p className={styles.broken} role="alert">
          {t('experiments.ratioBroken', { p: broken.p < 0.0001 ? '< 0.0001' : broken.p.toFixed(4) })}
        </p>
      ) : null}
      <ul className={styles.arms}>
        {experiment.arms.map((arm) => (
          <ArmRow key={arm.armId} arm={arm} experiment={experiment} />
        ))}
      </ul>
      {may && experiment.state !== 'waiting' && experiment.state !== 'replaced' ? (
        <Choice journeyId={journeyId} experiment={experiment} />
      ) : null}
      <p className="faint tiny">
        {tight(
          [
            t('experiments.counts', { counted, window: format.duration(experiment.window) }),
            smallest === null ? '' : t('experiments.smallest', { points: format.points(smallest, 2).replace('+', '') }),
          ].join(t('experiments.space')),
        )}
      </p>
    </div>
  );
};
