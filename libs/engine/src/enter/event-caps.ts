import type { PlanSettings } from '@wayfare/journey';
import type { Sql } from '@wayfare/platform';

/** `$1` journey, `$2` now */
const ENTERED = `
  SELECT coalesce(sum(people) FILTER (WHERE at > $2::timestamptz - interval '1 hour'), 0)::int AS hour, coalesce(sum(people), 0)::int AS day
  FROM lately_entered WHERE journey_id = $1 AND at > $2::timestamptz - interval '24 hours'`;

const FORGET = `DELETE FROM lately_entered WHERE at <= $1::timestamptz - interval '24 hours'`;

const REFUSE = `INSERT INTO entry_refusals (journey_id, node_id, at, people) VALUES ($1, $2, $3, $4)`;

export interface Arrivals {
  readonly journeyId: string;
  readonly nodeId: string;
  readonly people: readonly string[];
  readonly now: Date;
}

/** Writes down that so many whom events led to an entry did not come in. */
export const turnAway = async (
  sql: Sql,
  { journeyId, nodeId, now, people }: Omit<Arrivals, 'people'> & { readonly people: number },
): Promise<void> => {
  if (people > 0) await sql.query(REFUSE, [journeyId, nodeId, now, people]);
};

/**
 * Whom the entry caps of an hour and of 24 hours have room for, of those whom events lead in. The others do not come in: what led them here happened now, and would mean
 * something else an hour later. They are written down, so that the canvas can say how many they were.
 */
export const withinCaps = async (
  sql: Sql,
  { entryCap }: PlanSettings,
  { journeyId, nodeId, people, now }: Arrivals,
): Promise<readonly string[]> => {
  if (people.length === 0 || (entryCap?.hour === undefined && entryCap?.day === undefined)) return people;
  const [entered] = await sql.query<{ hour: number; day: number }>(ENTERED, [journeyId, now]);
  const places = [entryCap.hour, entryCap.day].map(
    (cap, at) => (cap ?? Number.POSITIVE_INFINITY) - ((at === 0 ? entered?.hour : entered?.day) ?? 0),
  );
  const admitted = people.slice(0, Math.max(0, Math.min(...places)));
  await turnAway(sql, { journeyId, nodeId, now, people: people.length - admitted.length });
  return admitted;
};

/** Who came in longer ago than any cap looks back is not counted any more. */
export const forgetEntered = (sql: Sql, now: Date): Promise<unknown> => sql.query(FORGET, [now]);
