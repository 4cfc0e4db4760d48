import { type Experiment, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../api/hooks.js';
import { Button } from '../ui/Button.js';
import { confirmDestructive } from '../ui/confirm/confirm.js';
import { toastDone } from '../ui/toast.js';
import styles from './experiments.module.css';

/** Deciding by hand, and taking back what was decided. */
export const Choice = ({ journeyId, experiment }: { journeyId: string; experiment: Experiment }) => {
  const { t } = useTranslation();
  const choose = useWrite(routes.chooseArm, { refreshes: ['/journeys'], onDone: () => toastDone(t('experiments.done')) });
  const isDecided = experiment.state === 'decided';
  const decide = async (armId: string, name: string): Promise<void> => {
    const question = {
      title: t('experiments.chooseTitle', { arm: name }),
      affects: t('experiments.chooseAffects', { arm: name }),
      action: t('experiments.choose', { arm: name }),
    };
    if (await confirmDestructive(question)) choose.mutate({ id: journeyId, nodeId: experiment.nodeId, body: { arm: armId } });
  };
  return (
    <div className={styles.choice}>
      {experiment.arms
        .filter(({ armId }) => armId !== experiment.decision?.armId)
        .map(({ armId, name }) => (
          <Button key={armId} small disabled={choose.isPending} onClick={() => void decide(armId, name)}>
            {t('experiments.choose', { arm: name })}
          </Button>
        ))}
      {isDecided ? (
        <Button
          small
          kind="quiet"
          icon="undo"
          busy={choose.isPending}
          onClick={() => choose.mutate({ id: journeyId, nodeId: experiment.nodeId, body: { arm: null } })}
        >
          {t('experiments.undo')}
        </Button>
      ) : null}
    </div>
  );
};
