import { randomBytes } from 'node:crypto';
import { MIGRATIONS, SHARDED_TABLES } from '@wayfare/migrations';
import pg from 'pg';
import type { Database } from '../database.js';
import { migrate } from '../migrate.js';
import { openDatabase } from '../open-database.js';
import { whenFileEnds } from './dispose.js';

const template = (): URL => {
  const url = process.env.WAYFARE_TEST_TEMPLATE;
  if (!url) throw new Error('There is no template database: run the tests through `node scripts/jest.mjs`, which starts one.');
  return new URL(url);
};

const withPath = (url: URL, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;

const asAdmin = async (url: URL, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: withPath(url, 'postgres') });
  await client.connect();
  await client.query(statement).finally(() => client.end());
};

/**
 * The address of a new database with all tables and no rows, for this test file alone; it is dropped when the file ends.
 * @param shards into how many it is dealt out; `WAYFARE_TEST_SHARDS` where nobody says, so that any test can be run on several
 */
export const testDatabaseUrl = async (shards = Number(process.env.WAYFARE_TEST_SHARDS ?? 1)): Promise<string> => {
  const url = template();
  const name = `wayfare_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(url, `CREATE DATABASE ${name} TEMPLATE ${url.pathname.slice(1)} STRATEGY FILE_COPY`);
  whenFileEnds(() => asAdmin(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  if (shards > 1) await migrate({ url: withPath(url, name), migrations: MIGRATIONS, sharded: SHARDED_TABLES, shards });
  return withPath(url, name);
};

/** A new database (`testDatabaseUrl`), opened. Call it at the top of a file or in a hook: `const database = await testDatabase();`. */
export const testDatabase = async (options: { poolSize?: number; shards?: number | undefined } = {}): Promise<Database> => {
  const database = await openDatabase({
    url: await testDatabaseUrl(options.shards),
    poolSize: options.poolSize ?? 8,
    name: 'wayfare-test',
  });
  whenFileEnds(() => database.close());
  return database;
};
