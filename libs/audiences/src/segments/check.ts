import {
  AppError,
  type Condition,
  messageNodesOf,
  referencedJourneys,
  referencedLists,
  referencedSegments,
  referencedTemplates,
} from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { isId } from '../condition/ids.js';
import { readSegments } from '../condition/resolve.js';

const NAMES = 'SELECT id, name FROM segments WHERE id = ANY ($1::bigint[])';
/** What a condition may name by its id besides segments. Journeys and templates that were put away are there. */
const TABLES = ['list', 'journey', 'template'] as const;
type Named = (typeof TABLES)[number];
const FOUND: Readonly<Record<Named, string>> = {
  list: 'SELECT id FROM lists WHERE id = ANY ($1::bigint[])',
  journey: 'SELECT id FROM journeys WHERE id = ANY ($1::bigint[])',
  template: 'SELECT id FROM templates WHERE id = ANY ($1::bigint[])',
};
const NAMED: Readonly<Record<Named, (condition: Condition) => string[]>> = {
  list: referencedLists,
  journey: referencedJourneys,
  template: referencedTemplates,
};

/** The way from a condition to a segment, through others: their ids, the segment last; null where there is none. */
export const wayTo = (condition: Condition, segmentId: string, segments: ReadonlyMap<string, Condition>): string[] | null => {
  const cameFrom = new Map<string, string | null>();
  const open: { id: string; from: string | null }[] = referencedSegments(condition).map((id) => ({ id, from: null }));
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { id, from } = next;
    if (cameFrom.has(id)) continue;
    cameFrom.set(id, from);
    if (id === segmentId) return backFrom(id, cameFrom);
    const meaning = segments.get(id);
    if (meaning) open.push(...referencedSegments(meaning).map((other) => ({ id: other, from: id })));
  }
  return null;
};

const backFrom = (last: string, cameFrom: ReadonlyMap<string, string | null>): string[] => {
  const way: string[] = [];
  for (let id: string | null = last; id !== null; id = cameFrom.get(id) ?? null) way.unshift(id);
  return way;
};

/** The circle in words: `A → B → A`. */
const namesOf = async (sql: Sql, ids: readonly string[]): Promise<string> => {
  const rows = await sql.query<{ id: string; name: string }>(NAMES, [ids]);
  return ids.map((id) => rows.find((row) => row.id === id)?.name ?? id).join(' → ');
};

const refuse = (code: string, message: string, values: Readonly<Record<string, string>> = {}): AppError =>
  new AppError(code, 422, message, { values, fields: [{ path: 'condition', code, message }] });

/**
 * Whether a condition may be kept as a segment: what it names is there, it does not lead back to itself, and it asks for no messages, which
 * only people inside a journey have.
 * @param segmentId the segment it is to be the meaning of, where that is one already
 * @throws AppError `unknown_segment`, `unknown_list`, `unknown_journey`, `unknown_template`, `segment_cycle`, `message_outside_journey`
 */
export const checkCondition = async (sql: Sql, condition: Condition, segmentId?: string): Promise<void> => {
  if (messageNodesOf(condition).length > 0)
    throw refuse('message_outside_journey', 'The result of a message can only be asked inside a journey.');
  const segments = await readSegments(sql, condition);
  const gone = referencedSegments(condition).find((id) => !segments.has(id));
  if (gone !== undefined) throw refuse('unknown_segment', `There is no segment ${gone}.`);
  const circle = segmentId === undefined ? null : wayTo(condition, segmentId, segments);
  if (segmentId !== undefined && circle) {
    const chain = await namesOf(sql, [segmentId, ...circle]);
    throw refuse('segment_cycle', `The segment would lead back to itself: ${chain}.`, { chain });
  }
  for (const kind of TABLES) {
    const named = NAMED[kind](condition);
    const found = named.length > 0 ? (await sql.query<{ id: string }>(FOUND[kind], [named.filter(isId)])).map(({ id }) => id) : [];
    const missing = named.find((id) => !found.includes(id));
    if (missing !== undefined) throw refuse(`unknown_${kind}`, `There is no ${kind} ${missing}.`);
  }
};
