import { NumberInput } from '@mantine/core';
import type { EventLeaf } from '@wayfare/kernel';
import { useTranslation } from 'react-i18next';
import styles from '../condition.module.css';
import { Pick } from '../fields/Pick.js';
import { SpanField } from '../fields/SpanField.js';
import { countOf, TIMES_MODES, type Times, timesOf } from '../times.js';

interface EventFieldsProps {
  readonly leaf: EventLeaf;
  onChange(leaf: EventLeaf): void;
}

/** How often, and since when; the tests on properties stand in lines of their own below. */
export const EventFields = ({ leaf, onChange }: EventFieldsProps) => {
  const { t } = useTranslation();
  const times = timesOf(leaf.count);
  const setTimes = (next: Times): void => onChange({ ...leaf, count: countOf(next) });
  const setWithin = (within: string | null): void => {
    const { within: _before, ...rest } = leaf;
    onChange(within === null ? rest : { ...rest, within });
  };
  return (
    <>
      <Pick
        className={styles.operator}
        label={t('condition.build.operator')}
        value={times.mode}
        options={TIMES_MODES.map((mode) => ({ value: mode, label: t(`condition.timesMode.${mode}`) }))}
        onChange={(mode) => setTimes({ mode, low: Math.max(1, times.low), high: Math.max(2, times.high) })}
      />
      {times.mode === 'never' ? null : <HowOften times={times} onChange={setTimes} />}
      <Pick
        className={styles.when}
        label={t('condition.build.when')}
        value={leaf.within === undefined ? 'ever' : 'inLast'}
        options={[
          { value: 'ever', label: t('condition.build.ever') },
          { value: 'inLast', label: t('condition.build.inLast') },
        ]}
        onChange={(when) => setWithin(when === 'ever' ? null : (leaf.within ?? 'P30D'))}
      />
      {leaf.within === undefined ? null : <SpanField value={leaf.within} onChange={setWithin} />}
    </>
  );
};

const HowOften = ({ times, onChange }: { times: Times; onChange(times: Times): void }) => {
  const { t } = useTranslation();
  const field = (label: string, value: number, tell: (value: number) => void) => (
    <NumberInput
      className={styles.count ?? ''}
      aria-label={label}
      size="xs"
      min={0}
      max={1_000_000}
      allowDecimal={false}
      hideControls
      value={value}
      onChange={(next) => {
        if (typeof next === 'number') tell(next);
      }}
    />
  );
  return (
    <>
      {field(t('condition.build.number'), times.low, (low) => onChange({ ...times, low }))}
      {times.mode === 'between' ? (
        <>
          <span className={styles.word}>{t('condition.build.to')}</span>
          {field(t('condition.build.to'), times.high, (high) => onChange({ ...times, high }))}
        </>
      ) : null}
      <span className={styles.word}>{t('condition.build.times')}</span>
    </>
  );
};
