import type { Sql } from '@wayfare/platform';

/*
 * At one instant comes first what was received, then audiences, then whoever's time is up (decision 002, rule 14); and what was received before an instant
 * comes before it too, however far behind the queues are: nobody gets a message whose goal was received before it was due. What must come before is always
 * finite, so nobody waits for ever, however fast events come in.
 */
const EVENTS = `
  SELECT EXISTS (
    SELECT 1 FROM journey_wakes w JOIN event_batches b ON b.id = w.batch_id WHERE w.journey_id = $1 AND (w.held OR b.received_at <= $2)
  ) OR EXISTS (
    SELECT 1 FROM event_batches WHERE applied_at IS NULL AND received_at <= $2
  ) AS first`;

/** Of those who were inside before it. */
const AUDIENCES = `
  SELECT EXISTS (
    SELECT 1 FROM entry_runs WHERE journey_id = $1 AND state IN ('planned', 'entering') AND planned_at <= $2 AND planned_at > $3
  ) AS first`;

const ENTERING = `
  SELECT EXISTS (SELECT 1 FROM entry_runs WHERE journey_id = $1 AND state = 'entering')
    OR EXISTS (SELECT 1 FROM hand_overs WHERE to_journey_id = $1 AND state = 'entering') AS first`;

const ask = async (sql: Sql, text: string, parameters: readonly unknown[]): Promise<boolean> =>
  (await sql.query<{ first: boolean }>(text, parameters))[0]?.first === true;

/** Whether a journey has still to be told of events that were received by an instant, or while it was paused. */
export const haveEventsFirst = (sql: Sql, journeyId: string, instant: Date): Promise<boolean> => ask(sql, EVENTS, [journeyId, instant]);

/** Whether an audience comes in by an instant, and after those who ask had entered. */
export const haveAudiencesFirst = (sql: Sql, journeyId: string, instant: Date, enteredAt: Date): Promise<boolean> =>
  ask(sql, AUDIENCES, [journeyId, instant, enteredAt]);

/** Whether people are coming in at this moment: events wait, lest one is shown to nobody because its person was still at the door. */
export const isEntering = (sql: Sql, journeyId: string): Promise<boolean> => ask(sql, ENTERING, [journeyId]);
