import type { Reading, ReadingName } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';
import type { Body } from '../response/report.js';
import { OF_DAY } from './readings.sql.js';

interface Kept {
  readonly reading: ReadingName;
  readonly takenAt: Date;
  readonly body: Body;
}

/** What a reading said, in short. */
export const readingOf = ({ reading, takenAt, body }: Kept): Reading => ({
  reading,
  takenAt: takenAt.toISOString(),
  sent: body.sent,
  delivered: body.delivered,
  responded: body.responded,
  responseRate: body.responseRate,
  converted: body.converted,
  value: body.value,
  currency: body.currency,
  otherValue: body.otherValue,
  difference: body.lift?.difference ?? null,
  low: body.lift?.low ?? null,
  high: body.lift?.high ?? null,
});

/** The readings of a send day, the first one first. */
export const readingsOfDay = async (sql: Sql, journeyId: string, day: string): Promise<Reading[]> =>
  (await sql.query<Kept>(OF_DAY, [journeyId, day])).map(readingOf);
