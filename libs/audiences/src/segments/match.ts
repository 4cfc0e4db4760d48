import { Binder } from '@wayfare/customers';
import { type Condition, isAboutSeveral, type Leaf, notFound } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { askForEveryName, inlineSegments, namesIn, readSegments } from '../condition/resolve.js';
import { severalSeen } from '../condition/several-to-sql.js';
import { attributeColumn, conditionToSql } from '../condition/to-sql.js';

/** One question of a condition, by its place in the tree (`all.0.not`, empty for the whole), its answer, and what it saw. */
export interface LeafAnswer {
  readonly path: string;
  readonly holds: boolean;
  readonly saw: unknown;
}

const leavesOf = (condition: Condition, path = ''): { path: string; leaf: Leaf }[] => {
  const below = (step: string | number): string => (path === '' ? `${step}` : `${path}.${step}`);
  if ('all' in condition) return condition.all.flatMap((child, at) => leavesOf(child, below(`all.${at}`)));
  if ('any' in condition) return condition.any.flatMap((child, at) => leavesOf(child, below(`any.${at}`)));
  if ('not' in condition) return leavesOf(condition.not, below('not'));
  return [{ path, leaf: condition }];
};

/** What a leaf looks at, as jsonb: the value, the number of things that happened or what they come to, the tags, the consent; null where its answer says it all. */
const sawSql = (leaf: Leaf, now: Date, binder: Binder): string => {
  if ('attribute' in leaf) return attributeColumn(leaf.attribute, 'c', binder).json;
  if ('tag' in leaf) return 'to_jsonb(c.tags)';
  if ('consent' in leaf)
    return `(SELECT to_jsonb(k.granted) FROM consents k WHERE k.customer_id = c.id AND k.channel = ${binder.bind(leaf.consent, 'text')})`;
  return isAboutSeveral(leaf) ? severalSeen(leaf, 'c', now, binder) : 'NULL::jsonb';
};

/**
 * Asks one customer a condition and each of its questions, with the SQL that counts people too, so that the explanation can't disagree with the count.
 * @throws AppError `not_found`
 */
export const explainMatch = async (
  sql: Sql,
  condition: Condition,
  customerId: string,
  now: Date,
): Promise<{ matches: boolean; leaves: LeafAnswer[] }> => {
  const segments = await readSegments(sql, condition);
  const names = await namesIn(sql, inlineSegments(condition, segments));
  const leaves = leavesOf(condition);
  const parameters: unknown[] = [customerId];
  const add = (compile: (firstParameter: number) => { text: string; parameters: readonly unknown[] }): string => {
    const fragment = compile(parameters.length + 1);
    parameters.push(...fragment.parameters);
    return fragment.text;
  };
  const holds = (asked: Condition): string =>
    add((firstParameter) =>
      conditionToSql(askForEveryName(inlineSegments(asked, segments), names), { now, firstParameter, customer: 'c' }),
    );
  const saw = (leaf: Leaf): string =>
    add((firstParameter) => {
      const binder = new Binder(firstParameter);
      return { text: sawSql(leaf, now, binder), parameters: binder.parameters };
    });
  const answers = leaves.map(({ leaf }) => `jsonb_build_object('holds', ${holds(leaf)}, 'saw', ${saw(leaf)})`);
  const statement = `SELECT ${holds(condition)} AS matches, ARRAY[${answers.join(', ')}]::jsonb[] AS answers FROM customers c WHERE c.id = $1 AND c.erased_at IS NULL`;
  const [row] = await sql.query<{ matches: boolean; answers: { holds: boolean; saw: unknown }[] }>(statement, parameters);
  if (!row) throw notFound('customer', customerId);
  return {
    matches: row.matches,
    leaves: leaves.flatMap(({ path }, at) => row.answers.slice(at, at + 1).map((answer) => ({ path, ...answer }))),
  };
};
