import { NumberInput, TextInput } from '@mantine/core';
import type { SeveralLeaf } from '@wayfare/kernel';
import { useTranslation } from 'react-i18next';
import styles from '../condition.module.css';
import { Pick } from '../fields/Pick.js';
import { SpanField } from '../fields/SpanField.js';
import type { Field } from '../fields.js';
import { countOf, TIMES_MODES, type Times, timesOf } from '../times.js';
import { MeasureFields, TakeField } from './MeasureFields.js';

const WHENS = ['ever', 'inLast', 'between'] as const;
type When = (typeof WHENS)[number];

interface SeveralFieldsProps {
  readonly leaf: SeveralLeaf;
  readonly fields: readonly Field[];
  onChange(leaf: SeveralLeaf): void;
}

/** How often or how much, and since when; the tests on properties stand in lines of their own below. */
export const SeveralFields = ({ leaf, fields, onChange }: SeveralFieldsProps) => {
  const { t } = useTranslation();
  const times = timesOf(leaf.count);
  // nobody asks in how many journeys somebody is
  const isJustInside =
    'enrollments' in leaf && leaf.enrollments === 'inside' && !leaf.measure && times.mode === 'atLeast' && times.low === 1;
  const setTimes = (next: Times): void => onChange({ ...leaf, count: countOf(next) });
  const { within: _within, from: _from, to: _to, ...everSince } = leaf;
  const setWithin = (within: string): void => onChange({ ...everSince, within });
  const when: When = leaf.within !== undefined ? 'inLast' : leaf.from !== undefined || leaf.to !== undefined ? 'between' : 'ever';
  const setWhen = (next: When): void => {
    if (next === 'ever') onChange(everSince);
    else if (next === 'inLast') setWithin(leaf.within ?? 'P30D');
    else onChange({ ...everSince, from: leaf.from ?? '' });
  };
  return (
    <>
      {isJustInside ? null : <TakeField leaf={leaf} fields={fields} onChange={onChange} />}
      {!isJustInside && (leaf.measure === undefined || leaf.count !== undefined) ? <HowOften times={times} onChange={setTimes} /> : null}
      {leaf.measure ? (
        <MeasureFields measure={leaf.measure} fields={fields} onChange={(measure) => onChange({ ...leaf, measure })} />
      ) : null}
      <Pick
        className={styles.when}
        label={t('condition.build.when')}
        value={when}
        options={WHENS.map((value) => ({ value, label: t(`condition.build.${value}`) }))}
        onChange={setWhen}
      />
      {leaf.within === undefined ? null : <SpanField value={leaf.within} onChange={setWithin} />}
      {when === 'between' ? <Between leaf={leaf} onChange={onChange} /> : null}
    </>
  );
};

/** Between two days: from the one, to before the other; either may be left open. */
const Between = ({ leaf, onChange }: Omit<SeveralFieldsProps, 'fields'>) => {
  const { t } = useTranslation();
  const field = (end: 'from' | 'to') => (
    <TextInput
      className={styles.date ?? ''}
      aria-label={t(`condition.build.${end}Day`)}
      size="xs"
      type="date"
      value={(leaf[end] ?? '').slice(0, 10)}
      onChange={(event) => {
        const { [end]: _before, ...rest } = leaf;
        const day = event.currentTarget.value;
        onChange(day === '' && leaf[end === 'from' ? 'to' : 'from'] !== undefined ? rest : { ...rest, [end]: day });
      }}
    />
  );
  return (
    <>
      <span className={styles.word}>{t('condition.build.fromDay')}</span>
      {field('from')}
      <span className={styles.word}>{t('condition.build.toDay')}</span>
      {field('to')}
    </>
  );
};

const HowOften = ({ times, onChange }: { times: Times; onChange(times: Times): void }) => {
  const { t } = useTranslation();
  return (
    <>
      <Pick
        className={styles.operator}
        label={t('condition.build.operator')}
        value={times.mode}
        options={TIMES_MODES.map((mode) => ({ value: mode, label: t(`condition.timesMode.${mode}`) }))}
        onChange={(mode) => onChange({ mode, low: Math.max(1, times.low), high: Math.max(2, times.high) })}
      />
      {times.mode === 'never' ? null : <Numbers times={times} onChange={onChange} />}
    </>
  );
};

const Numbers = ({ times, onChange }: { times: Times; onChange(times: Times): void }) => {
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
