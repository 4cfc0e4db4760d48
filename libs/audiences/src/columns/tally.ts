import type { Condition } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { conditionToSql } from '../condition/to-sql.js';
import type { Mask } from './mask.js';
import { EMAIL } from './spec.js';

/**
 * How many people each combination of a few conditions holds of: at place 5 (binary 101) stand those of whom the first and the third hold, and the second does not. Beside it how many of them
 * e-mail reaches.
 */
export interface Tally {
  readonly people: number[];
  readonly email: number[];
}

export const emptyTally = (conditions: number): Tally => ({
  people: new Array(2 ** conditions).fill(0),
  email: new Array(2 ** conditions).fill(0),
});

export const addTally = (to: Tally, from: Tally): void => {
  from.people.forEach((people, at) => {
    to.people[at] = (to.people[at] ?? 0) + people;
    to.email[at] = (to.email[at] ?? 0) + (from.email[at] ?? 0);
  });
};

/** Asks the tables. @param ids only these people; everybody where absent */
export const tallyInSql = async (sql: Sql, conditions: readonly Condition[], now: Date, ids?: readonly string[]): Promise<Tally> => {
  const parameters: unknown[] = ids ? [ids] : [];
  const bits = conditions.map((condition, at) => {
    const { text, parameters: own } = conditionToSql(condition, { now, firstParameter: parameters.length + 1, customer: 'c' });
    parameters.push(...own);
    return `(${text})::int * ${2 ** at}`;
  });
  const rows = await sql.query<{ bits: number; people: number; email: number }>(
    `SELECT ${bits.join(' + ')} AS bits, count(*)::int AS people, count(*) FILTER (WHERE ${EMAIL})::int AS email
     FROM customers c WHERE c.erased_at IS NULL ${ids ? 'AND c.id = ANY ($1::bigint[])' : ''} GROUP BY 1`,
    parameters,
  );
  const tally = emptyTally(conditions.length);
  for (const row of rows) {
    tally.people[row.bits] = row.people;
    tally.email[row.bits] = row.email;
  }
  return tally;
};

/** The same of masks. @param present whom to count */
export const tallyOf = (masks: readonly Mask[], email: Mask, present: Mask): Tally => {
  const tally = emptyTally(masks.length);
  const counts = new Float64Array(2 ** (masks.length + 1));
  for (let at = 0; at < present.length; at += 1) {
    if (present[at] === 0) continue;
    let bits = email[at] as number;
    for (let mask = 0; mask < masks.length; mask += 1) bits |= ((masks[mask] as Mask)[at] as number) << (mask + 1);
    counts[bits] = (counts[bits] as number) + 1;
  }
  for (let bits = 0; bits < tally.people.length; bits += 1) {
    tally.email[bits] = counts[2 * bits + 1] as number;
    tally.people[bits] = (counts[2 * bits] as number) + (counts[2 * bits + 1] as number);
  }
  return tally;
};
