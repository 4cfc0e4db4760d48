import { explainMatch } from '@wayfare/audiences';
import type { WhyDoor } from '@wayfare/contracts';
import type { AudienceStep, EventEntryStep, Reentry } from '@wayfare/journey';
import { addDuration, type Condition, holdsForEvent, type PersonEvent } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { conditionOf } from '../enter/audience.js';
import type { Stay } from '../read/paths.js';
import { AT_THE_DOOR, EVENTS, RUNS, STILL_TO_SHOW } from './why.sql.js';

export interface Asked {
  readonly sql: Sql;
  readonly journeyId: string;
  readonly customerId: string;
  readonly launchedAt: Date;
  readonly now: Date;
  /** Their last stay; undefined where they have never been in. */
  readonly last: Stay | undefined;
}

type Verdict = Pick<WhyDoor, 'verdict' | 'at'>;
const at = (verdict: WhyDoor['verdict'], instant: Date | null = null): Verdict => ({ verdict, at: instant?.toISOString() ?? null });

/** What their last stay has to say; null where it does not stand in the way. */
const barredBy = (last: Stay | undefined, { policy, after }: Reentry, now: Date): Verdict | null => {
  if (!last) return null;
  if (!last.exit) return at('inside');
  if (policy === 'never') return at('been_before');
  const again = addDuration(last.exit.at, policy === 'after' ? (after ?? 'PT0S') : 'PT0S');
  return again > now ? at('too_early', again) : null;
};

/** A segment is explained by what it asks, not by its name. */
const openedUp = async (sql: Sql, condition: Condition): Promise<Condition> => {
  if (!('segment' in condition)) return condition;
  const [segment] = await sql.query<{ condition: Condition }>('SELECT condition FROM segments WHERE id = $1', [condition.segment]);
  return segment?.condition ?? condition;
};

const whenOpened = async ({ sql, journeyId }: Asked, nodeId: string): Promise<Verdict> => {
  const [runs] = await sql.query<{ last: Date | null; next: Date | null }>(RUNS, [journeyId, nodeId]);
  if (runs?.next) return at('will_come', runs.next);
  return runs?.last ? at('not_then', runs.last) : at('matches_now');
};

const audienceDoor = async (step: AudienceStep, asked: Asked): Promise<WhyDoor> => {
  const { sql, journeyId, customerId, now, last } = asked;
  const condition = await openedUp(sql, conditionOf(step.audience));
  const { matches, leaves } = await explainMatch(sql, condition, customerId, now);
  const [waiting] = await sql.query<{ held: boolean; at: Date | null }>(AT_THE_DOOR, [journeyId, step.id, customerId]);
  const barred = barredBy(last, step.reentry, now);
  const door = { nodeId: step.id, name: step.name, condition, leaves };
  if (barred) return { ...door, ...barred };
  if (waiting) return { ...door, ...(waiting.held ? at('held') : at('at_the_door', waiting.at)) };
  return { ...door, ...(matches ? await whenOpened(asked, step.id) : at('not_matching')) };
};

const eventDoor = async (step: EventEntryStep, { sql, journeyId, customerId, launchedAt, now, last }: Asked): Promise<WhyDoor> => {
  const door = { nodeId: step.id, name: step.name, condition: null, leaves: [] };
  const barred = barredBy(last, step.reentry, now);
  if (barred) return { ...door, ...barred };
  const since = last?.exit && last.exit.at > launchedAt ? last.exit.at : launchedAt;
  const events = await sql.query<PersonEvent>(EVENTS, [customerId, step.event, since, now]);
  if (!events.some((event) => holdsForEvent(event, step.where, now))) return { ...door, ...at('no_event') };
  const toShow = await sql.query(STILL_TO_SHOW, [journeyId, customerId]);
  return { ...door, ...at(toShow.length > 0 ? 'waiting' : 'turned_away') };
};

/** Why somebody has come in by an entry, or has not. */
export const doorOf = (step: AudienceStep | EventEntryStep, asked: Asked): Promise<WhyDoor> =>
  step.kind === 'audience' ? audienceDoor(step, asked) : eventDoor(step, asked);
