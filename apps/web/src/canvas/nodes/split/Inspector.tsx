import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AttributeField } from '../../form/AttributeField.js';
import type { InspectorProps } from '../inspectors.js';
import { ArmsField } from './ArmsField.js';
import styles from './split.module.css';

export const Inspector = ({ data, change, fault }: InspectorProps<'split'>) => {
  const { t } = useTranslation();
  const { arms, assignBy } = data;
  const byAttribute = typeof assignBy === 'object';
  const sum = arms.reduce((total, arm) => total + arm.weight, 0);
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
      <ArmsField
        arms={arms}
        weighted={!byAttribute}
        controlLabel={t('nodes.split.control')}
        onChange={(next, thing) => change({ ...data, arms: next }, thing)}
        error={fault('bad_weight', 'weight_sum', 'too_few_arms')}
        aside={
          byAttribute ? null : (
            <>
              <span className="grow" />
              <span className={sum === 100 ? 'faint small' : styles.off}>{t('nodes.split.sum', { sum })}</span>
            </>
          )
        }
      />
      <p className="faint tiny">{t(byAttribute ? 'nodes.split.attributeHint' : 'nodes.split.hint')}</p>
    </>
  );
};
