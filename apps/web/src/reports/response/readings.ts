import { READINGS, type Reading, type ReadingName, type Report } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import type { Format } from '../../i18n/create-format.js';
import { tight } from '../../i18n/spacing.js';

/** What a reading says, or the report as it stands now. */
export type Told = Omit<Reading, 'reading' | 'takenAt'>;

/** A column of the table: a reading that was taken or is still to come (`told` is null), or now (`at` is null). */
export interface ReadingColumn {
  readonly key: ReadingName | 'now';
  readonly at: string | null;
  readonly told: Told | null;
}

const toldNow = (report: Report): Told => ({
  sent: report.sent,
  delivered: report.delivered,
  responded: report.responded,
  responseRate: report.responseRate,
  converted: report.converted,
  value: report.value,
  currency: report.currency,
  otherValue: report.otherValue,
  difference: report.lift?.difference ?? null,
  low: report.lift?.low ?? null,
  high: report.lift?.high ?? null,
});

/** The readings in their order, those to come among them, and last what the report says now. */
export const readingColumns = (report: Report): ReadingColumn[] => [
  ...READINGS.flatMap((key): ReadingColumn[] => {
    const taken = report.readings.find(({ reading }) => reading === key);
    if (taken) return [{ key, at: taken.takenAt, told: taken }];
    const due = report.upcoming.find(({ reading }) => reading === key);
    return due ? [{ key, at: due.dueAt, told: null }] : [];
  }),
  { key: 'now', at: null, told: toldNow(report) },
];

/** What has changed since the first reading, in one sentence; before it, when it will be taken. */
export const changeSentence = (report: Report, t: TFunction, format: Format): string => {
  const [first] = report.readings;
  const [next] = report.upcoming;
  if (!first) return next ? t('reports.readings.before', { at: format.dateTime(next.dueAt) }) : t('reports.readings.never');
  const now = toldNow(report);
  const more = now.responded - first.responded;
  const [was, is] = [first, now].map(({ difference }) => (difference === null ? null : format.points(difference, 2)));
  const isCompared = was != null && is != null;
  if (more === 0 && now.responseRate === first.responseRate)
    return tight(isCompared && was !== is ? t('reports.readings.liftAlone', { from: was, to: is }) : t('reports.readings.same'));
  const rate = (share: number | null): string => (share === null ? '–' : format.percent(share, 2));
  const lift = isCompared ? t('reports.readings.lift', { from: was, to: is }) : '';
  const values = { people: format.number(Math.abs(more)), from: rate(first.responseRate), to: rate(now.responseRate), lift };
  return tight(t(more < 0 ? 'reports.readings.fewer' : 'reports.readings.more', values));
};
