import { storePerson } from '@wayfare/customers/testing';
import { type Condition, evaluateCondition, MESSAGE_RESULTS, type MessageResult, type PersonFacts } from '@wayfare/kernel';
import { conditionContext, conditions, people, profileWith, TEST_NOW } from '@wayfare/kernel/testing';
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
  it.each([
    { about: 'anything', leaves: undefined, runs: RUNS },
    { about: 'what people did and bought, and what it comes to', leaves: ['event', 'order'] as const, runs: RUNS / 2 },
    { about: 'messages and journeys', leaves: ['messages', 'enrollments'] as const, runs: RUNS / 2 },
  ])(
    'answers as the in-memory evaluation does, for random conditions about $about, on random people',
    async ({ leaves, runs }) => {
      const options = { lists: [...LISTS, '3', '007', 'x', '99999999999999999999'], ...(leaves && { leaves }) };
      await fc.assert(
        fc.asyncProperty(
          fc.array(people({ lists: LISTS }), { minLength: 1, maxLength: 3 }).map(storable),
          fc.array(conditions(options), { minLength: 4, maxLength: 8 }),
          async (group, asked) => {
            await inRolledBack(async (sql) => {
              for (const person of group) await storePerson(sql, person);
              const expected = group.map((person) => asked.map((condition) => evaluateCondition(condition, person, conditionContext())));
              expect(await askSql(sql, asked)).toEqual(expected);
            });
          },
        ),
        { numRuns: runs },
      );
    },
    180_000,
  );

  it('asks for the latest message of a node in this stay, and for nobody outside a journey', async () => {
    await inRolledBack(async (sql) => {
      await storePerson(sql, profileWith({ id: '1' }));
      const message = (entryNo: number, pass: number, id: number, state: string) =>
        sql.query(
          `INSERT INTO messages (customer_id, journey_id, entry_no, node_id, pass, id, version_id, cohort_id, connector_id, channel, state, decided_at, not_before)
           VALUES (1, 7, $1, 'n', $2, $3, 1, 1, 1, 'email', $4, $5, $5)`,
          [entryNo, pass, id, state, TEST_NOW],
        );
      const respond = (id: number, kind: string, machine: boolean) =>
        sql.query('INSERT INTO responses (customer_id, message_id, kind, key, journey_id, at, machine) VALUES (1, $1, $2, $3, 7, $4, $5)', [
          id,
          kind,
          String(machine),
          TEST_NOW,
          machine,
        ]);
      const ask = async (result: MessageResult, entryNo: string): Promise<boolean> => {
        const enrollment = { journeyId: '7', entryNo };
        const { text, parameters } = conditionToSql(
          { message: { node: 'n', result } },
          { now: TEST_NOW, firstParameter: 1, customer: 'c', enrollment },
        );
        const [row] = await sql.query<{ holds: boolean }>(`SELECT ${text} AS holds FROM customers c`, parameters);
        return row?.holds ?? false;
      };
      const answers = async (entryNo: string) => {
        const held: MessageResult[] = [];
        for (const result of MESSAGE_RESULTS) if (await ask(result, entryNo)) held.push(result);
        return held;
      };
      await message(1, 1, 1, 'delivered');
      await respond(1, 'open', true);
      expect(await answers('1')).toEqual(['sent', 'delivered']);
      await respond(1, 'click', false);
      expect(await answers('1')).toEqual(['sent', 'delivered', 'opened', 'clicked']);
      await message(1, 2, 2, 'suppressed');
      expect(await answers('1')).toEqual(['suppressed']);
      await message(2, 1, 3, 'bounced');
      expect(await answers('2')).toEqual(['sent', 'bounced']);
      expect(await answers('3')).toEqual([]);
      expect(await askSql(sql, [{ message: { node: 'n', result: 'suppressed' } }])).toEqual([[false]]);
    });
  });
});
