import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { AttributeField } from '../../form/AttributeField.js';
import { newId } from '../../sheet/ids.js';
import type { InspectorProps } from '../inspectors.js';
import { ArmFields } from './ArmFields.js';
import { evenWeights, sharesOf } from './shares.js';
import styles from './split.module.css';

const nextName = (count: number): string => String.fromCharCode(65 + (count % 26));

export const Inspector = ({ data, change, fault }: InspectorProps<'split'>) => {
  const { t } = useTranslation();
  const { arms, assignBy } = data;
  const byAttribute = typeof assignBy === 'object';
  const shares = sharesOf(arms);
  const sum = arms.reduce((total, arm) => total + arm.weight, 0);
  const evenOut = (next: typeof arms): typeof arms => {
    const weights = evenWeights(next.length);
    return next.map((arm, at) => ({ ...arm, weight: weights[at] ?? 0 }));
  };
  const add = (): void => change({ ...data, arms: evenOut([...arms, { id: newId('a'), name: nextName(arms.length), weight: 0 }]) });
  return (
    <>
      <Select
        label={t('nodes.split.assignBy')}
        data={(['hash', 'attribute'] as const).map((value) => ({ value, label: t(`nodes.split.by.${value}`) }))}
        value={byAttribute ? 'attribute' : 'hash'}
        onChange={(next) => change({ ...data, assignBy: next === 'attribute' ? { attribute: '' } : 'hash' })}
      />
      {byAttribute ? (
        <AttributeField
          label={t('nodes.split.attribute')}
          value={assignBy.attribute}
          onChange={(attribute) => change({ ...data, assignBy: { attribute } }, 'attribute')}
          error={fault('missing_attribute', 'unknown_attribute')}
        />
      ) : null}
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
            weighted={!byAttribute}
            controlLabel={t('nodes.split.control')}
            onChange={(next, thing) =>
              change({ ...data, arms: arms.map((each) => (each.id === arm.id ? next : each)) }, `${arm.id}.${thing}`)
            }
            onRemove={arms.length > 2 ? () => change({ ...data, arms: arms.filter((each) => each.id !== arm.id) }) : undefined}
          />
        ))}
      </div>
      <div className="row">
        <Button small icon="plus" onClick={add}>
          {t('nodes.split.addArm')}
        </Button>
        {byAttribute ? null : (
          <Button small kind="quiet" onClick={() => change({ ...data, arms: evenOut(arms) })}>
            {t('nodes.split.evenOut')}
          </Button>
        )}
        <span className="grow" />
        {byAttribute ? null : <span className={sum === 100 ? 'faint small' : styles.off}>{t('nodes.split.sum', { sum })}</span>}
      </div>
      {fault('bad_weight', 'weight_sum', 'too_few_arms') ? (
        <p className={styles.error}>{fault('bad_weight', 'weight_sum', 'too_few_arms')}</p>
      ) : null}
      <p className="faint tiny">{t(byAttribute ? 'nodes.split.attributeHint' : 'nodes.split.hint')}</p>
    </>
  );
};
