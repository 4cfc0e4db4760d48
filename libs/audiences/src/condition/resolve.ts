import { TagNames } from '@wayfare/customers';
import { type Condition, conditionSchema, referencedSegments, referencedTags } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { isId } from './ids.js';

const READ = 'SELECT id, condition FROM segments WHERE id = ANY ($1::bigint[])';
const NOBODY: Condition = { any: [] };

/** The conditions of all segments that a condition leads to, directly or through others. */
export const readSegments = async (sql: Sql, condition: Condition): Promise<Map<string, Condition>> => {
  const found = new Map<string, Condition>();
  const asked = new Set<string>();
  let wanted = referencedSegments(condition);
  while (wanted.length > 0) {
    for (const id of wanted) asked.add(id);
    const rows = await sql.query<{ id: string; condition: unknown }>(READ, [wanted.filter(isId)]);
    for (const row of rows) found.set(row.id, conditionSchema.parse(row.condition));
    wanted = [...new Set(rows.flatMap((row) => referencedSegments(found.get(row.id) ?? NOBODY)))].filter((id) => !asked.has(id));
  }
  return found;
};

/** Puts each segment's condition in its place; one that is gone, or leads back to itself, holds of no one (decision 002, rule 13). */
export const inlineSegments = (
  condition: Condition,
  segments: ReadonlyMap<string, Condition>,
  above: readonly string[] = [],
): Condition => {
  const inline = (child: Condition): Condition => inlineSegments(child, segments, above);
  if ('all' in condition) return { all: condition.all.map(inline) };
  if ('any' in condition) return { any: condition.any.map(inline) };
  if ('not' in condition) return { not: inline(condition.not) };
  if (!('segment' in condition)) return condition;
  const meaning = above.includes(condition.segment) ? undefined : segments.get(condition.segment);
  return meaning ? inlineSegments(meaning, segments, [...above, condition.segment]) : NOBODY;
};

/** A condition that asks for each tag by all that it is and was called (decision 038), whatever it was called when the condition was written. */
export const askForEveryName = (condition: Condition, names: TagNames): Condition => {
  if (names.isEmpty) return condition;
  const ask = (child: Condition): Condition => askForEveryName(child, names);
  if ('all' in condition) return { all: condition.all.map(ask) };
  if ('any' in condition) return { any: condition.any.map(ask) };
  if ('not' in condition) return { not: ask(condition.not) };
  if (!('tag' in condition)) return condition;
  const [now = condition.tag, ...former] = names.everOf(condition.tag);
  return former.length === 0 ? { tag: now } : { any: [now, ...former].map((tag) => ({ tag })) };
};

/** What the tags of a condition are called; of one that names none nobody asks. */
export const namesIn = async (sql: Sql, condition: Condition): Promise<TagNames> =>
  referencedTags(condition).length === 0 ? new TagNames(new Map()) : TagNames.read(sql);

/** A condition that names no segment any more, with the meaning that its segments have now, and its tags by all their names. */
export const resolveSegments = async (sql: Sql, condition: Condition): Promise<Condition> => {
  const resolved = referencedSegments(condition).length === 0 ? condition : inlineSegments(condition, await readSegments(sql, condition));
  return askForEveryName(resolved, await namesIn(sql, resolved));
};
