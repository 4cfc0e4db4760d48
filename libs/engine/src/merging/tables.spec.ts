import { FOLLOWED_BY_CUSTOMERS } from '@wayfare/customers';
import { testDatabase } from '@wayfare/platform/testing';
import { FOLLOWED_BY_ENGINE } from '../index.js';

const database = await testDatabase();

/** Tables with people in them that follow nobody, and why. */
const STAY: Readonly<Record<string, string>> = {
  customer_values: 'worked out anew from the orders, which say whose they were and are now',
  value_marks: 'whose value is to be worked out anew: orders that move mark both',
  value_changes: 'what became of the customer of old; the kept one has a history of their own',
  customer_segments: 'found anew of the kept one in the next night; who is no more is in none',
  segment_moves: 'what became of the customer of old; the kept one has a history of their own',
  look_alike_people: 'whom a search found by what they were then; who is no more comes onto no list',
  tag_changes: 'what became of the tags of each; read together as long as they are one',
  tag_news: 'what journeys are about to be told, of whoever it was',
  people_changes: 'whom a statement has touched, a merge too',
  merges: 'is the log of it',
  possible_duplicates: 'pairs of whom one is no more are not shown, and count again once they are',
};

const WITH_PEOPLE = `
  SELECT DISTINCT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
    AND (c.column_name ~ 'customer_ids?$' OR c.column_name IN ('kept_id', 'one_id') OR c.table_name = 'customers') ORDER BY 1`;

it('each table with people in it says how it follows when two of them become one', async () => {
  const tables = (await database.query<{ name: string }>(WITH_PEOPLE)).map(({ name }) => name);
  const said = { ...FOLLOWED_BY_CUSTOMERS, ...FOLLOWED_BY_ENGINE, ...STAY };
  expect(tables).toEqual(Object.keys(said).sort());
});
