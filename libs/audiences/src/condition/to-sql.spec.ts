import { storePerson } from '@wayfare/customers/testing';
import { type Condition, evaluateCondition, type PersonFacts } from '@wayfare/kernel';
import { conditionContext, conditions, people, TEST_NOW } from '@wayfare/kernel/testing';
import type { Sql } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import fc from 'fast-check';
import { conditionToSql } from './to-sql.js';

const LISTS = ['1', '2'];
const RUNS = 400;

const database = await testDatabase();

/** Answers in SQL, for every stored person, in the order of their ids: one row for each person, one column for each condition. */
const askSql = async (sql: Sql, asked: readonly Condition[]): Promise<boolean[][]> => {
  const parameters: unknown[] = [];
  const columns = asked.map((condition, at) => {
    const fragment = conditionToSql(condition, { now: TEST_NOW, firstParameter: parameters.length + 1, customer: 'c' });
    parameters.push(...fragment.parameters);
    return `(${fragment.text}) AS "${at}"`;
  });
  const rows = await sql.query<Record<string, boolean>>(`SELECT ${columns.join(', ')} FROM customers c ORDER BY c.id`, parameters);
  return rows.map((row) => asked.map((_, at) => row[at] as boolean));
};

const rollBack = new Error('roll back');
const inRolledBack = async (work: (sql: Sql) => Promise<void>): Promise<void> => {
  await database
    .transaction(async (tx) => {
      await work(tx);
      throw rollBack;
    })
    .catch((error: unknown) => {
      if (error !== rollBack) throw error;
    });
};

/** As stored: ids in order, external ids unique, no scores (nothing writes any yet), events received by now. */
const storable = (group: readonly PersonFacts[]): PersonFacts[] =>
  group.map((person, at) => ({ ...person, id: String(at + 1), externalId: at === 0 ? person.externalId : null, scores: {} }));

describe('a condition in SQL', () => {
  it('answers as the in-memory evaluation does, for random conditions on random people', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(people({ lists: LISTS }), { minLength: 1, maxLength: 3 }).map(storable),
        fc.array(conditions({ lists: [...LISTS, '3', '007', 'x', '99999999999999999999'] }), { minLength: 4, maxLength: 8 }),
        async (group, asked) => {
          await inRolledBack(async (sql) => {
            for (const person of group) await storePerson(sql, person);
            const expected = group.map((person) => asked.map((condition) => evaluateCondition(condition, person, conditionContext())));
            expect(await askSql(sql, asked)).toEqual(expected);
          });
        },
      ),
      { numRuns: RUNS },
    );
  }, 180_000);
});
