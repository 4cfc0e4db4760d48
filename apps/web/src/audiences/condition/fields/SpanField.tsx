import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from '../condition.module.css';
import { durationOf, SPAN_UNITS, type Span, spanOf } from '../span.js';
import { Pick } from './Pick.js';

/** A duration as a number and a unit. One that this cannot say (written by a script) shows as a day, and stays until it is touched. */
export const SpanField = ({ value, onChange }: { value: string; onChange(duration: string): void }) => {
  const { t } = useTranslation();
  const span: Span = spanOf(value) ?? { count: 1, unit: 'days' };
  return (
    <>
      <NumberInput
        className={styles.count ?? ''}
        aria-label={t('condition.build.number')}
        size="xs"
        min={1}
        max={10_000}
        allowDecimal={false}
        hideControls
        value={span.count}
        onChange={(count) => {
          if (typeof count === 'number' && count > 0) onChange(durationOf({ ...span, count }));
        }}
      />
      <Pick
        className={styles.unit}
        label={t('condition.build.unit')}
        value={span.unit}
        options={SPAN_UNITS.map((unit) => ({ value: unit, label: t(`condition.unit.${unit}`) }))}
        onChange={(unit) => onChange(durationOf({ ...span, unit }))}
      />
    </>
  );
};
