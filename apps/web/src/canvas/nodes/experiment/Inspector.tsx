import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InspectorProps } from '../inspectors.js';
import { ArmsField } from '../split/ArmsField.js';
import { DecideFields } from './DecideFields.js';

const MOST_ARMS = 8;
const MEASURES = ['response', 'conversion'] as const;
const MODES = ['winner', 'thompson'] as const;

export const Inspector = ({ data, change, fault }: InspectorProps<'experiment'>) => {
  const { t } = useTranslation();
  return (
    <>
      <ArmsField
        arms={data.arms}
        most={MOST_ARMS}
        controlLabel={t('nodes.experiment.control')}
        onChange={(arms, thing) => change({ ...data, arms: [...arms] }, thing)}
        error={fault('arm_without_weight', 'two_controls', 'too_few_arms')}
      />
      <Select
        label={t('nodes.experiment.measure')}
        data={MEASURES.map((value) => ({ value, label: t(`nodes.experiment.measureBy.${value}`) }))}
        value={data.measure.by}
        error={fault('measure_without_goal')}
        onChange={(next) => change({ ...data, measure: { by: next === 'conversion' ? 'conversion' : 'response' } })}
      />
      <Select
        label={t('nodes.experiment.mode')}
        data={MODES.map((value) => ({ value, label: t(`nodes.experiment.modes.${value}`) }))}
        value={data.mode}
        onChange={(next) => change({ ...data, mode: next === 'thompson' ? 'thompson' : 'winner' })}
      />
      <p className="faint tiny">{t(`nodes.experiment.modeHint.${data.mode}`)}</p>
      <DecideFields
        decide={data.decide}
        optional={data.mode === 'thompson'}
        onChange={(decide, thing) => change({ ...data, decide }, thing)}
        fault={fault}
      />
    </>
  );
};
