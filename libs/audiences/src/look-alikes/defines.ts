import { type Condition, conditionSchema, type Leaf, leavesOf } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { resolveSegments } from '../condition/resolve.js';
import { readSegment } from '../segments/rows.js';

const READ_LIST = 'SELECT name, origin FROM lists WHERE id = $1';
const MOST_LISTS = 50;

const subjectsOf = (leaf: Leaf): string[] => {
  if ('attribute' in leaf) return [`attribute:${leaf.attribute}`];
  if ('tag' in leaf) return [`tag:${leaf.tag}`];
  if (!('event' in leaf)) return [];
  return [leaf.event, leaf.followedBy?.event, leaf.notFollowedBy?.event].flatMap((name) => (name === undefined ? [] : [`event:${name}`]));
};

interface ListRow {
  readonly name: string;
  readonly origin: Record<string, unknown>;
}

/** The conditions that a list was once made by, directly or through other lists. */
const conditionsOfList = async (sql: Sql, id: string, seen: Set<string>): Promise<Condition[]> => {
  if (seen.has(id) || seen.size >= MOST_LISTS) return [];
  seen.add(id);
  const [list] = await sql.query<ListRow & object>(READ_LIST, [id]);
  if (!list) return [];
  const { condition, segment, lists } = list.origin;
  const own = conditionSchema.safeParse(typeof segment === 'string' ? { segment } : condition);
  const found = own.success ? [own.data] : [];
  if (Array.isArray(lists))
    for (const other of lists) if (typeof other === 'string') found.push(...(await conditionsOfList(sql, other, seen)));
  return found;
};

/** What a segment, or that of which a list was made, asks of people: to find people like them by just that would find them themselves. */
export const definingSubjects = async (sql: Sql, { kind, id }: { kind: 'segment' | 'list'; id: string }): Promise<Set<string>> => {
  const conditions = kind === 'list' ? await conditionsOfList(sql, id, new Set()) : [(await readSegment(sql, id)).condition];
  const subjects = new Set<string>();
  for (const condition of conditions)
    for (const leaf of leavesOf(await resolveSegments(sql, condition))) for (const subject of subjectsOf(leaf)) subjects.add(subject);
  return subjects;
};
