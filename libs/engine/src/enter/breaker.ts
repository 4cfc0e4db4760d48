import type { EntryBreaker } from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';

const FORGET = 'DELETE FROM event_entries WHERE journey_id = $1 AND at <= $2';
const NOTE = 'INSERT INTO event_entries (journey_id, at, people) VALUES ($1, $2, $3)';
const LATELY = 'SELECT coalesce(sum(people), 0)::int AS people FROM event_entries WHERE journey_id = $1';

/** Events have led more people to a journey than its breaker lets in: nobody of them has come in, and what they did waits to be shown again. */
export class BreakerTripped extends Error {
  constructor(
    readonly journeyId: string,
    readonly breaker: EntryBreaker,
    /** Who would have come in within its span, those who had come in before among them. */
    readonly people: number,
  ) {
    super(`events led ${people} people in within ${breaker.within}, and the breaker lets in ${breaker.most}`);
  }
}

/**
 * Counts people whom events have just led in. What had waited for a pause to end is not asked: somebody has seen it and let the journey go on.
 * @throws BreakerTripped, which undoes the transaction in which they came in
 */
export const countEntries = async (
  sql: Sql,
  breaker: EntryBreaker | undefined,
  { journeyId, people, now }: { readonly journeyId: string; readonly people: number; readonly now: Date },
): Promise<void> => {
  if (!breaker || people === 0) return;
  await sql.query(FORGET, [journeyId, addDuration(now, breaker.within, -1)]);
  await sql.query(NOTE, [journeyId, now, people]);
  const [lately] = await sql.query<{ people: number }>(LATELY, [journeyId]);
  if ((lately?.people ?? 0) > breaker.most) throw new BreakerTripped(journeyId, breaker, lately?.people ?? 0);
};

/** Whoever lets the journey go on has seen who came in. */
export const forgetEntries = (sql: Sql, journeyId: string, now: Date): Promise<unknown> => sql.query(FORGET, [journeyId, now]);
