import { NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { durationOf, SPAN_UNITS, type Span, spanOf } from '../../audiences/condition/span.js';
import styles from './form.module.css';
import { Labeled } from './Labeled.js';

interface DurationFieldProps {
  readonly label: string;
  /** ISO 8601 without a sign; empty where nothing is chosen yet. */
  readonly value: string;
  onChange(duration: string): void;
  readonly error?: string | undefined;
  readonly hint?: string;
  readonly units?: readonly Span['unit'][];
}

/** A number and a unit. What a script wrote and one number can't say (`P1DT2H`) is shown as it stands. */
export const DurationField = ({ label, value, onChange, error, hint, units = SPAN_UNITS }: DurationFieldProps) => {
  const { t } = useTranslation();
  const span = value === '' ? { count: 0, unit: units.includes('days') ? ('days' as const) : (units[0] ?? 'days') } : spanOf(value);
  return (
    <Labeled label={label} error={error} hint={hint}>
      {span === null ? (
        <TextInput aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <div className={styles.amount}>
          <NumberInput
            aria-label={label}
            min={0}
            max={10_000}
            allowDecimal={false}
            allowNegative={false}
            value={span.count === 0 ? '' : span.count}
            onChange={(count) => onChange(typeof count === 'number' && count > 0 ? durationOf({ ...span, count }) : '')}
          />
          <Select
            aria-label={t('nodes.unit.label')}
            data={units.map((unit) => ({ value: unit, label: t(`nodes.unit.${unit}`) }))}
            value={span.unit}
            onChange={(next) => {
              const unit = units.find((each) => each === next);
              if (unit) onChange(durationOf({ count: Math.max(1, span.count), unit }));
            }}
          />
        </div>
      )}
    </Labeled>
  );
};
