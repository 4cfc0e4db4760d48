import type { NodeDataByKind } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { newId } from '../../sheet/ids.js';
import { ArmFields } from '../split/ArmFields.js';
import { evenWeights, sharesOf } from '../split/shares.js';
import styles from '../split/split.module.css';

type Arms = NodeDataByKind['experiment']['arms'];

const MOST = 8;

interface ArmsFieldProps {
  readonly arms: Arms;
  onChange(arms: Arms, thing?: string): void;
  readonly error: string | undefined;
}

const nextName = (count: number): string => String.fromCharCode(65 + (count % 26));

const evenOut = (arms: Arms): Arms => {
  const weights = evenWeights(arms.length);
  return arms.map((arm, at) => ({ ...arm, weight: weights[at] ?? 0 }));
};

/** The arms of an experiment with their shares, and which of them the others are compared with. */
export const ArmsField = ({ arms, onChange, error }: ArmsFieldProps) => {
  const { t } = useTranslation();
  const shares = sharesOf(arms);
  return (
    <>
      <div className={styles.bar} aria-hidden="true">
        {arms.map((arm, at) => (
          <span key={arm.id} data-control={arm.control || undefined} style={{ flexGrow: shares[at] ?? 0 }} title={arm.name} />
        ))}
      </div>
      <div className={styles.arms}>
        {arms.map((arm, at) => (
          <ArmFields
            key={arm.id}
            arm={arm}
            share={shares[at] ?? 0}
            weighted
            controlLabel={t('nodes.experiment.control')}
            onChange={(next, thing) =>
              onChange(
                arms.map((each) => (each.id === arm.id ? next : each)),
                `${arm.id}.${thing}`,
              )
            }
            onRemove={arms.length > 2 ? () => onChange(arms.filter((each) => each.id !== arm.id)) : undefined}
          />
        ))}
      </div>
      <div className="row">
        <Button
          small
          icon="plus"
          disabled={arms.length >= MOST}
          onClick={() => onChange(evenOut([...arms, { id: newId('a'), name: nextName(arms.length), weight: 0 }]))}
        >
          {t('nodes.split.addArm')}
        </Button>
        <Button small kind="quiet" onClick={() => onChange(evenOut(arms))}>
          {t('nodes.split.evenOut')}
        </Button>
      </div>
      {error ? <p className={styles.error}>{error}</p> : null}
    </>
  );
};
