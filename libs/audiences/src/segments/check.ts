import { AppError, type Condition, messageNodesOf, referencedLists, referencedSegments } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { isId } from '../condition/ids.js';
import { readSegments } from '../condition/resolve.js';

const LISTS = 'SELECT id FROM lists WHERE id = ANY ($1::bigint[])';

/** Whether a condition leads to a segment, directly or through others. */
export const leadsTo = (condition: Condition, segmentId: string, segments: ReadonlyMap<string, Condition>): boolean => {
  const seen = new Set<string>();
  const open = [...referencedSegments(condition)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === segmentId) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    const meaning = segments.get(id);
    if (meaning) open.push(...referencedSegments(meaning));
  }
  return false;
};

const refuse = (code: string, message: string): AppError =>
  new AppError(code, 422, message, { fields: [{ path: 'condition', code, message }] });

/**
 * Whether a condition may be kept as a segment: what it names is there, it does not lead back to itself, and it asks for no messages, which
 * only people inside a journey have.
 * @param segmentId the segment it is to be the meaning of, where that is one already
 * @throws AppError `unknown_segment`, `unknown_list`, `segment_cycle`, `message_outside_journey`
 */
export const checkCondition = async (sql: Sql, condition: Condition, segmentId?: string): Promise<void> => {
  if (messageNodesOf(condition).length > 0)
    throw refuse('message_outside_journey', 'The result of a message can only be asked inside a journey.');
  const segments = await readSegments(sql, condition);
  const gone = referencedSegments(condition).find((id) => !segments.has(id));
  if (gone !== undefined) throw refuse('unknown_segment', `There is no segment ${gone}.`);
  if (segmentId !== undefined && leadsTo(condition, segmentId, segments))
    throw refuse('segment_cycle', 'The segment would lead back to itself.');
  const lists = referencedLists(condition);
  const found = lists.length > 0 ? (await sql.query<{ id: string }>(LISTS, [lists.filter(isId)])).map(({ id }) => id) : [];
  const missing = lists.find((id) => !found.includes(id));
  if (missing !== undefined) throw refuse('unknown_list', `There is no list ${missing}.`);
};
