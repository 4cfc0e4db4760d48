import { conditionToSql, resolveSegments } from '@wayfare/audiences';
import type { Audience } from '@wayfare/journey';
import type { Condition } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';

/** What an audience asks of a person. */
export const conditionOf = (audience: Audience): Condition => {
  if ('segmentId' in audience) return { segment: audience.segmentId };
  return 'listId' in audience ? { list: audience.listId } : audience.condition;
};

/** A query that gives the ids (column `id`) of an audience's customers at an instant; its parameters begin at `firstParameter`. */
export const audienceQuery = async (
  sql: Sql,
  audience: Audience,
  options: { now: Date; firstParameter: number },
): Promise<{ text: string; parameters: readonly unknown[] }> => {
  const { text, parameters } = conditionToSql(await resolveSegments(sql, conditionOf(audience)), { ...options, customer: 'c' });
  return { text: `SELECT c.id FROM customers c WHERE c.erased_at IS NULL AND (${text})`, parameters };
};
