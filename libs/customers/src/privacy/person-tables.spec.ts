import { testDatabase } from '@wayfare/platform/testing';
import { ERASE_TRACES } from '../profiles/erase.sql.js';
import { GIVEN, PERSON_TABLES } from './person-tables.js';

const database = await testDatabase();

const NAMING = `
  SELECT DISTINCT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name ~ '(^|_)customer_ids?$' ORDER BY 1`;

it('each table that names customers says what they are given of it and what becomes of it when they are erased', async () => {
  const naming = (await database.query<{ name: string }>(NAMING)).map(({ name }) => name);
  expect(naming.length).toBeGreaterThan(10);
  expect(naming.filter((name) => !(name in PERSON_TABLES))).toEqual([]);
  expect(Object.keys(PERSON_TABLES).filter((name) => name !== 'customers' && !naming.includes(name))).toEqual([]);
});

it('gives a reason for what it neither gives nor takes away', () => {
  const silent = Object.entries(PERSON_TABLES).filter(([, { given, erased, why }]) => (given === null || erased === 'kept') && !why);
  expect(silent).toEqual([]);
});

it('removes and blanks what it says it does', () => {
  const statements = ERASE_TRACES.join(';');
  for (const [table, { erased }] of Object.entries(PERSON_TABLES)) {
    if (erased === 'removed') expect(statements).toContain(`DELETE FROM ${table} WHERE customer_id = $1`);
    if (erased === 'blanked' && table !== 'customers') expect(statements).toMatch(new RegExp(`UPDATE ${table}\\b`));
    if (erased === 'kept') expect(statements).not.toContain(`DELETE FROM ${table} `);
  }
});

it('asks nothing that the database does not understand', async () => {
  for (const [, query] of GIVEN) expect(await database.query(query, ['1'])).toEqual([]);
});
