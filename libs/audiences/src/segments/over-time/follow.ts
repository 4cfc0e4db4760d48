import { createHash } from 'node:crypto';
import { appendEvents, type SqlFragment, TagNames } from '@wayfare/customers';
import { type Condition, conditionSchema } from '@wayfare/kernel';
import type { Sql, Tx } from '@wayfare/platform';
import { askForEveryName, inlineSegments } from '../../condition/resolve.js';
import { conditionToSql } from '../../condition/to-sql.js';
import { ALL_SEGMENTS, findMembers, LISTENED_SEGMENTS } from './follow.sql.js';

/** A segment as it is asked now. */
export interface Followed {
  readonly id: string;
  readonly name: string;
  /** With the meaning of all segments that it names in their place, and tags by all their names. */
  readonly condition: Condition;
  /** Of that. */
  readonly digest: string;
}

interface Move {
  readonly customerId: string;
  readonly segmentId: string;
  readonly entered: boolean;
}

/** The product's own events, by which journeys begin and wake. */
export const ENTERED = 'customer.segment_entered';
export const LEFT = 'customer.segment_left';

/** All segments with what they mean now. */
export const readFollowed = async (sql: Sql): Promise<Followed[]> => {
  const rows = await sql.query<{ id: string; name: string; condition: unknown }>(ALL_SEGMENTS);
  const meanings = new Map(rows.map(({ id, condition }) => [id, conditionSchema.parse(condition)]));
  const names = await TagNames.read(sql);
  return rows.map(({ id, name }) => {
    const condition = askForEveryName(inlineSegments({ segment: id }, meanings), names);
    return { id, name, condition, digest: createHash('sha256').update(JSON.stringify(condition)).digest('hex') };
  });
};

/** What is looked at in one step. */
export interface Look {
  readonly from: string;
  readonly to: string | null;
  /** The segments that are asked. */
  readonly segments: readonly Followed[];
  /** All there are. */
  readonly allIds: readonly string[];
  /** Of those that are asked the ones whose people were known before: only then has somebody moved. */
  readonly knownIds: readonly string[];
  readonly now: Date;
  readonly day: string;
}

const FIXED = 7;

const statementOf = ({ segments, now }: Look): SqlFragment => {
  const parameters: unknown[] = [];
  const tests = segments.map(({ id, condition }) => {
    const test = conditionToSql(condition, { now, firstParameter: FIXED + parameters.length + 1, customer: 'c' });
    parameters.push(...test.parameters, id);
    return `CASE WHEN ${test.text} THEN $${FIXED + parameters.length}::bigint END`;
  });
  return { text: findMembers(tests), parameters };
};

/** Finds who of some people is in which of the segments, and notes who has moved. Works in their shard; gives the moves. */
export const findMoves = async (tx: Tx, look: Look): Promise<readonly Move[]> => {
  const { text, parameters } = statementOf(look);
  const ids = look.segments.map(({ id }) => id);
  return tx.query<Move & object>(text, [look.from, look.to, ids, look.allIds, look.knownIds, look.now, look.day, ...parameters]);
};

/** Tells of moves as events, where a journey under way listens for the segment; gives the batches. */
export const tellMoves = async (tx: Tx, moves: readonly Move[], { segments, now }: Look, runId: string): Promise<readonly string[]> => {
  if (moves.length === 0) return [];
  const names = new Map(segments.map(({ id, name }) => [id, name]));
  const listened = async (event: string): Promise<Set<string>> =>
    new Set((await tx.query<{ id: string }>(LISTENED_SEGMENTS, [event, [...names.keys()]])).map(({ id }) => id));
  const [toEnter, toLeave] = [await listened(ENTERED), await listened(LEFT)];
  const events = moves
    .filter(({ segmentId, entered }) => (entered ? toEnter : toLeave).has(segmentId))
    .map(({ customerId, segmentId, entered }) => ({
      customerId,
      id: `segment-${segmentId}-${runId}`,
      name: entered ? ENTERED : LEFT,
      occurredAt: now,
      receivedAt: now,
      properties: { segment: segmentId, name: names.get(segmentId) ?? '' },
    }));
  return (await appendEvents(tx, events, now)).batchIds;
};
