import { type Condition, conditionSchema, referencedSegments } from '@wayfare/kernel';
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

/** A condition that names no segment any more, with the meaning that its segments have now. */
export const resolveSegments = async (sql: Sql, condition: Condition): Promise<Condition> => {
  if (referencedSegments(condition).length === 0) return condition;
  return inlineSegments(condition, await readSegments(sql, condition));
};
