import type { NodeDataByKind } from '@wayfare/journey';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { newId } from '../../sheet/ids.js';
import { ArmFields } from './ArmFields.js';
import { evenWeights, sharesOf } from './shares.js';
import styles from './split.module.css';

type Arms = NodeDataByKind['split']['arms'];

interface ArmsFieldProps {
  readonly arms: Arms;
  /** Where an attribute says the arm, arms have no weight. */
  readonly weighted?: boolean;
  /** Absent: as many as one likes. */
  readonly most?: number;
  readonly controlLabel: string;
  /** Stands at the end of the row of buttons. */
  readonly aside?: ReactNode;
  onChange(arms: Arms, thing?: string): void;
  readonly error: string | undefined;
}

const nextName = (count: number): string => String.fromCharCode(65 + (count % 26));

const evenOut = (arms: Arms): Arms => {
  const weights = evenWeights(arms.length);
  return arms.map((arm, at) => ({ ...arm, weight: weights[at] ?? 0 }));
};

/** The arms of a split or an experiment with their shares, and which of them are controls. */
export const ArmsField = ({
  arms,
  weighted = true,
  most = Number.POSITIVE_INFINITY,
  controlLabel,
  aside,
  onChange,
  error,
}: ArmsFieldProps) => {
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
            weighted={weighted}
            controlLabel={controlLabel}
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
          disabled={arms.length >= most}
          onClick={() => onChange(evenOut([...arms, { id: newId('a'), name: nextName(arms.length), weight: 0 }]))}
        >
          {t('nodes.split.addArm')}
        </Button>
        {weighted ? (
          <Button small kind="quiet" onClick={() => onChange(evenOut(arms))}>
            {t('nodes.split.evenOut')}
          </Button>
        ) : null}
        {aside}
      </div>
      {error ? <p className={styles.error}>{error}</p> : null}
    </>
  );
};
