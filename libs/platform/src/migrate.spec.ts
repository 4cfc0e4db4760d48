import { MIGRATIONS } from '@wayfare/migrations';
import { testDatabase, testDatabaseUrl } from '@wayfare/platform/testing';
import { migrate } from './migrate.js';

describe('migrate', () => {
  it('finds nothing to do in a database that is up to date', async () => {
    expect(await migrate({ url: await testDatabaseUrl(), migrations: MIGRATIONS })).toEqual([]);
  });

  it('gives every test file a database of its own, with all tables', async () => {
    const database = await testDatabase();
    await database.query('INSERT INTO customers (external_id, created_at, updated_at) VALUES ($1, $2, $2)', ['a', new Date(0)]);
    const [row] = await database.query<{ count: string }>('SELECT count(*) FROM customers');
    expect(row?.count).toBe('1');
    expect((await database.query('SELECT 1 FROM virtual_clock')).length).toBe(0);
  });
});
