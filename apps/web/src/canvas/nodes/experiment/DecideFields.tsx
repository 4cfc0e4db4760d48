import { Checkbox, NumberInput, Select } from '@mantine/core';
import type { NodeDataByKind } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { DurationField } from '../../form/DurationField.js';
import type { InspectorProps } from '../inspectors.js';
import styles from '../split/split.module.css';

type Decide = NodeDataByKind['experiment']['decide'];

const USUAL: NonNullable<Decide> = { after: { people: 1000 }, confidence: 0.95, otherwise: 'keep' };
const OTHERWISE = ['keep', 'best'] as const;

interface DecideFieldsProps {
  readonly decide: Decide;
  /** Whether it may go on for ever. */
  readonly optional: boolean;
  onChange(decide: Decide, thing?: string): void;
  readonly fault: InspectorProps<'experiment'>['fault'];
}

/** When an experiment is decided, how sure one wants to be, and what happens where one is not. */
export const DecideFields = ({ decide, optional, onChange, fault }: DecideFieldsProps) => {
  const { t } = useTranslation();
  const rules = decide ?? (optional ? undefined : { ...USUAL, after: {} });
  return (
    <>
      {optional ? (
        <Checkbox
          size="xs"
          label={t('nodes.experiment.ends')}
          checked={decide !== undefined}
          onChange={(event) => onChange(event.currentTarget.checked ? USUAL : undefined)}
        />
      ) : null}
      {rules ? <RuleFields rules={rules} onChange={onChange} fault={fault} /> : null}
      {fault('no_decision') ? <p className={styles.error}>{fault('no_decision')}</p> : null}
    </>
  );
};

const RuleFields = ({
  rules,
  onChange,
  fault,
}: Pick<DecideFieldsProps, 'onChange' | 'fault'> & { readonly rules: NonNullable<Decide> }) => {
  const { t } = useTranslation();
  const { after } = rules;
  return (
    <>
      <NumberInput
        label={t('nodes.experiment.afterPeople')}
        description={t('nodes.experiment.afterPeopleHint')}
        min={2}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=","
        value={after.people ?? ''}
        error={fault('bad_sample')}
        onChange={(people) =>
          onChange({ ...rules, after: { ...after, people: typeof people === 'number' ? people : undefined } }, 'people')
        }
      />
      <DurationField
        label={t('nodes.experiment.afterTime')}
        value={after.duration ?? ''}
        error={fault('bad_duration', 'decides_before_windows_close')}
        onChange={(duration) => onChange({ ...rules, after: { ...after, duration: duration || undefined } }, 'duration')}
      />
      <NumberInput
        label={t('nodes.experiment.confidence')}
        min={50}
        max={99.99}
        decimalScale={2}
        suffix=" %"
        value={Math.round(rules.confidence * 10_000) / 100}
        error={fault('bad_confidence')}
        onChange={(percent) => onChange({ ...rules, confidence: typeof percent === 'number' ? percent / 100 : 0 }, 'confidence')}
      />
      <Select
        label={t('nodes.experiment.otherwise')}
        data={OTHERWISE.map((value) => ({ value, label: t(`nodes.experiment.otherwiseDoes.${value}`) }))}
        value={rules.otherwise}
        onChange={(next) => onChange({ ...rules, otherwise: next === 'best' ? 'best' : 'keep' })}
      />
    </>
  );
};
