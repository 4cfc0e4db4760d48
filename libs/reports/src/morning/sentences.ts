import type { FindingCode, Locale, Report } from '@wayfare/contracts';
import { REASONS } from '@wayfare/kernel';
import { formatFor } from '../language/format.js';
import { type Filled, type Words, wordsOf } from '../language/words.js';

type Finding = Report['findings'][number];

/** Each of the three sentences says the first of these that was found: what happened, against whom, and what to do next. */
const SENTENCES: readonly (readonly FindingCode[])[] = [
  ['nobody_decided', 'delivered'],
  ['sample_ratio_broken', 'lift', 'lift_unclear', 'control_cannot_respond', 'no_control'],
  ['next_fix_reach', 'next_non_responders', 'best_arm'],
];

const SHARES = new Set(['responseRate']);
const POINTS = new Set(['low', 'high', 'minimumDetectable']);

const reasonIn = (words: Words, code: string): string => {
  const reason = REASONS.find((known) => known === code);
  return reason ? words.reasons[reason] : code;
};

/** The values of a finding in the reader's writing: shares as percent or points, counts with separators. */
const told = ({ values }: Finding, locale: Locale, timeZone: string): Filled => {
  const format = formatFor(locale);
  const tell = (name: string, value: string | number): string => {
    if (name === 'reason') return reasonIn(wordsOf(locale), String(value));
    if (name === 'until') return format.dateTime(String(value), timeZone);
    if (typeof value === 'string') return value;
    if (name === 'difference') return format.difference(value);
    return SHARES.has(name) ? format.percent(value) : POINTS.has(name) ? format.points(value) : format.number(value);
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, tell(name, value)]));
};

/** The report in three plain sentences; fewer where there is nothing to say. */
export const sentencesOf = ({ findings, timeZone }: Pick<Report, 'findings' | 'timeZone'>, locale: Locale): string[] =>
  SENTENCES.flatMap((codes) => {
    const found = codes.flatMap((code) => findings.filter((finding) => finding.code === code)).slice(0, 1);
    return found.map((finding) => wordsOf(locale).findings[finding.code](told(finding, locale, timeZone)));
  });
