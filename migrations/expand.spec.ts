import { createLogger, migrate, openDatabase } from '@wayfare/platform';
import { testDatabaseUrl, whenFileEnds } from '@wayfare/platform/testing';
import { ReportCounts1795301400000 } from './1795301400000-report-counts.js';
import { MIGRATIONS } from './index.js';

/*
 * Programs of the last release go on while the database is brought up to date for the next (docs/operations.md), so a migration only adds: what the last release reads is still
 * there and of the same type, and what it writes is still taken.
 */
const LAST_RELEASE = MIGRATIONS.indexOf(ReportCounts1795301400000) + 1;

interface Column {
  readonly name: string;
  readonly type: string;
  /** Whether who leaves it out is refused. */
  readonly wanted: boolean;
}

const COLUMNS = `
  SELECT c.table_name || '.' || c.column_name AS name, c.data_type || coalesce(' of ' || c.udt_name, '') AS type,
    c.is_nullable = 'NO' AND c.column_default IS NULL AND c.is_identity = 'NO' AND c.is_generated = 'NEVER' AS wanted
  FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'`;

const admin = await openDatabase({ url: await testDatabaseUrl(), poolSize: 1 });
whenFileEnds(() => admin.close());

const columnsAfter = async (migrations: typeof MIGRATIONS, name: string): Promise<ReadonlyMap<string, Column>> => {
  await admin.query(`CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(await testDatabaseUrl()), { pathname: `/${name}` }).href;
  await migrate({ url, migrations, logger: createLogger({ level: 'error', name: 'test' }) });
  const database = await openDatabase({ url, poolSize: 1 });
  try {
    return new Map((await database.query<Column>(COLUMNS)).map((column) => [column.name, column]));
  } finally {
    await database.close();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  }
};

it('the migrations since the last release take nothing away that its programs use', async () => {
  const before = await columnsAfter(MIGRATIONS.slice(0, LAST_RELEASE), `expand_before_${process.pid}`);
  const after = await columnsAfter(MIGRATIONS, `expand_after_${process.pid}`);
  expect(before.size).toBeGreaterThan(300);
  expect([...before.values()].filter(({ name, type }) => after.get(name)?.type !== type)).toEqual([]);
  const tables = new Set([...before.keys()].map((name) => name.split('.')[0]));
  const refused = [...after.values()].filter(({ name, wanted }) => wanted && !before.get(name)?.wanted && tables.has(name.split('.')[0]));
  expect(refused).toEqual([]);
}, 120_000);
