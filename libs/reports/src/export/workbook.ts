import type { Locale, Report } from '@wayfare/contracts';
import { REASONS } from '@wayfare/kernel';
import { majorOf } from '../language/format.js';
import { type Column, type Words, wordsOf } from '../language/words.js';
import type { Cell, SheetSource } from './xlsx.js';

type Row = readonly Cell[];

const COUNTS = [
  'targeted',
  'heldOut',
  'sent',
  'delivered',
  'bounced',
  'failed',
  'unknown',
  'pending',
  'opened',
  'machineOpened',
  'clicked',
  'unsubscribed',
  'complained',
  'responded',
  'converted',
] as const;

const reasonOf = (words: Words, code: string): string => {
  const reason = REASONS.find((known) => known === code);
  return reason ? words.reasons[reason] : code;
};

/** Amounts in other currencies side by side, never added up: `EUR 12.5; USD 3`. */
export const otherAmounts = (otherValue: Readonly<Record<string, number>>): string =>
  Object.entries(otherValue)
    .map(([currency, minor]) => `${currency} ${majorOf(minor, currency)}`)
    .join('; ');

const suppressedOf = (suppressed: Readonly<Record<string, number>>): number =>
  Object.values(suppressed).reduce((sum, people) => sum + people, 0);

const liftCells = (lift: Report['lift']): Cell[] =>
  [lift?.difference, lift?.low, lift?.high, lift?.minimumDetectable].map((share) => ({ share: share ?? null }));

const summaryRows = (report: Report, words: Words): Row[] => {
  const say = (column: Column, cell: Cell): Row => [words.columns[column], cell];
  const { lift } = report;
  return [
    say('journey', report.journey.name),
    say('day', report.day),
    say('timeZone', report.timeZone),
    say('response', `${report.response.event ?? words.click} · ${report.response.window}`),
    ...(report.goal ? [say('goal', `${report.goal.event} · ${report.goal.window}`)] : []),
    ...COUNTS.map((count) => say(count, report[count])),
    say('suppressed', suppressedOf(report.suppressed)),
    say('responseRate', { share: report.responseRate }),
    say('value', majorOf(report.value, report.currency)),
    say('currency', report.currency),
    ...(Object.keys(report.otherValue).length > 0 ? [say('otherValue', otherAmounts(report.otherValue))] : []),
    ...(lift ? (['difference', 'low', 'high', 'minimumDetectable'] as const).map((figure) => say(figure, { share: lift[figure] })) : []),
  ];
};

const NODE_HEAD = ['node', 'channel', ...COUNTS, 'suppressed', 'responseRate', 'value', 'currency', 'otherValue'] as const;
const nodeRow = (node: Report['byNode'][number], currency: string): Row => [
  node.name,
  node.channel,
  ...COUNTS.map((count) => node[count]),
  suppressedOf(node.suppressed),
  { share: node.responseRate },
  majorOf(node.value, currency),
  currency,
  otherAmounts(node.otherValue),
];

const ARM_HEAD = [
  ...(['arm', 'control', 'people', 'delivered', 'responded', 'responseRate', 'converted', 'conversionRate'] as const),
  ...(['value', 'currency', 'otherValue', 'difference', 'low', 'high', 'minimumDetectable'] as const),
] as const;
const armRow = (arm: Report['byArm'][number], currency: string, words: Words): Row => [
  arm.name,
  arm.control ? words.yes : words.no,
  arm.people,
  arm.delivered,
  arm.responded,
  { share: arm.responseRate },
  arm.converted,
  { share: arm.conversionRate },
  majorOf(arm.value, currency),
  currency,
  otherAmounts(arm.otherValue),
  ...liftCells(arm.lift),
];

const READING_HEAD = [
  ...(['reading', 'takenAt', 'sent', 'delivered', 'responded', 'responseRate', 'converted'] as const),
  ...(['value', 'currency', 'otherValue', 'difference', 'low', 'high'] as const),
] as const;
const readingRow = (reading: Report['readings'][number], words: Words): Row => [
  words.readings[reading.reading],
  reading.takenAt,
  reading.sent,
  reading.delivered,
  reading.responded,
  { share: reading.responseRate },
  reading.converted,
  majorOf(reading.value, reading.currency),
  reading.currency,
  otherAmounts(reading.otherValue),
  { share: reading.difference },
  { share: reading.low },
  { share: reading.high },
];

/** The report as the sheets of a workbook, in the reader's language. Money stands in major units beside its currency. */
export const sheetsOf = (report: Report, locale: Locale): SheetSource[] => {
  const words = wordsOf(locale);
  const heads = (columns: readonly Column[]): string[] => columns.map((column) => words.columns[column]);
  const { currency } = report;
  return [
    { name: words.sheets.summary, head: heads(['measure', 'amount']), rows: summaryRows(report, words) },
    { name: words.sheets.nodes, head: heads(NODE_HEAD), rows: report.byNode.map((node) => nodeRow(node, currency)) },
    { name: words.sheets.arms, head: heads(ARM_HEAD), rows: report.byArm.map((arm) => armRow(arm, currency, words)) },
    {
      name: words.sheets.suppressed,
      head: heads(['reason', 'people']),
      rows: Object.entries(report.suppressed).map(([reason, people]) => [reasonOf(words, reason), people]),
    },
    { name: words.sheets.readings, head: heads(READING_HEAD), rows: report.readings.map((reading) => readingRow(reading, words)) },
  ];
};
