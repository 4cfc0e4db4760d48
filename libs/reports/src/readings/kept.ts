import type { Reading, ReadingName } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';
import type { Body } from '../response/report.js';
import { IS_ARCHIVED, OF_DAY } from './readings.sql.js';

export interface Kept {
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
export const readingsOfDay = (sql: Sql, journeyId: string, day: string): Promise<Kept[]> => sql.query<Kept>(OF_DAY, [journeyId, day]);

/** The last reading of a day of which some of what came back is not in the database any more: counted anew, the report would say less than it did. */
export const lastWordOn = async (sql: Sql, day: string, readings: readonly Kept[]): Promise<Kept | undefined> => {
  const last = readings.at(-1);
  return last && (await sql.query(IS_ARCHIVED, [day])).length > 0 ? last : undefined;
};
