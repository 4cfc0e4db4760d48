import { type Condition, conditionSchema, referencedTags } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { resolveSegments } from '../condition/resolve.js';

/** A tag that a condition puts on people, with the meaning that its segments have now. */
export interface TagRule {
  readonly tag: string;
  readonly condition: Condition;
  readonly revision: number;
  /** As this revision it has been worked out for everybody; 0: never. */
  readonly foundRevision: number;
}

const RULES = `
  SELECT name AS tag, condition, revision, found_revision AS "foundRevision" FROM tag_catalogue
  WHERE condition IS NOT NULL AND archived_at IS NULL ORDER BY name`;

/** All rules that stand, in an order in which each comes after those whose tags it asks for. What goes round in a circle is left out. */
export const readTagRules = async (sql: Sql): Promise<readonly TagRule[]> => {
  const rules: TagRule[] = [];
  for (const row of await sql.query<Omit<TagRule, 'condition'> & { condition: unknown }>(RULES))
    rules.push({ ...row, condition: await resolveSegments(sql, conditionSchema.parse(row.condition)) });
  return inOrder(rules);
};

/** Rules in an order in which each comes after those whose tags it asks for; without those that would wait for each other for ever. */
export const inOrder = <Rule extends Pick<TagRule, 'tag' | 'condition'>>(rules: readonly Rule[]): readonly Rule[] => {
  const ordered: Rule[] = [];
  let open = rules;
  for (;;) {
    const waiting = new Set(open.map(({ tag }) => tag));
    const free = open.filter(({ condition }) => !referencedTags(condition).some((tag) => waiting.has(tag)));
    if (free.length === 0) return ordered;
    ordered.push(...free);
    open = open.filter((rule) => !free.includes(rule));
  }
};
