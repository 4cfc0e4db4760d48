import type { Sql } from '../database.js';
import { SHARD_COUNTS, shardSchema } from './names.js';

/** By which column a table is dealt out: a customer's id by its hash, or the number of the shard itself. */
export interface ShardedTable {
  readonly by: string;
  readonly how: 'hash' | 'number';
}
export type ShardedTables = Readonly<Record<string, ShardedTable>>;

interface Index {
  readonly name: string;
  readonly definition: string;
  readonly isUnique: boolean;
  readonly isPrimary: boolean;
  readonly columns: readonly string[];
}

interface Trigger {
  readonly definition: string;
  /** It stands on a row, so that PostgreSQL gives it to each partition by itself. */
  readonly isByRow: boolean;
}

/** Where the tables stand while their successors are made. */
const FORMER = 'wayfare_former';

/** Those of the tables `$1` that are not dealt out yet. */
const WHOLE = `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname = ANY ($1::text[]) ORDER BY relname`;

const OPTIONS = `SELECT coalesce(reloptions, '{}') AS options FROM pg_class WHERE oid = $1::regclass`;

const INDEXES = `
  SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition, i.indisunique AS "isUnique", i.indisprimary AS "isPrimary",
    ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, at)
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum ORDER BY k.at) AS columns
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = $1::regclass ORDER BY c.relname`;

const TRIGGERS = `
  SELECT pg_get_triggerdef(oid) AS definition, tgtype & 1 = 1 AS "isByRow" FROM pg_trigger WHERE tgrelid = $1::regclass AND NOT tgisinternal ORDER BY tgname`;

/** Identity columns of which a partition knows nothing, as of PostgreSQL before 17. */
const IDENTITIES = `
  SELECT a.attname AS name, pg_get_serial_sequence('public.' || $2, a.attname) AS sequence
  FROM pg_attribute a WHERE a.attrelid = ('public.' || $2)::regclass AND a.attidentity <> ''
    AND (SELECT p.attidentity = '' FROM pg_attribute p WHERE p.attrelid = ($1 || '.' || $2)::regclass AND p.attname = a.attname)`;

/** Of a 64-bit sum only the last bits are asked for, so it need not be made: 35 is what PostgreSQL adds to the hash, as far as these bits go. */
const shardFunction = (shards: number): string => `
  CREATE OR REPLACE FUNCTION wayfare_shard(customer_id bigint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ((((hashint8extended(customer_id, 8816678312871386365) & 63) + 35) & ${shards - 1}))::smallint
  $$`;

const rangeOf = ({ how }: ShardedTable, shards: number, shard: number): string =>
  how === 'hash' ? `WITH (MODULUS ${shards}, REMAINDER ${shard})` : `IN (${shard})`;

const onTable = (definition: string, from: string, to: string): string => definition.replace(` ON ${from} `, ` ON ${to} `);

/** An index of the former table on its successor. What is unique but for the column that tells the shard becomes unique with it, or in each shard. */
const makeIndex = async (sql: Sql, table: string, { by, how }: ShardedTable, index: Index, shards: number): Promise<void> => {
  const { name, definition, isPrimary, isUnique, columns } = index;
  const named = columns.includes(by) ? columns : [...columns, by];
  if (isPrimary) await sql.query(`ALTER TABLE public.${table} ADD CONSTRAINT ${name} PRIMARY KEY (${named.join(', ')})`);
  else if (!isUnique || columns.includes(by)) await sql.query(onTable(definition, `${FORMER}.${table}`, `public.${table}`));
  else if (how === 'hash')
    for (let shard = 0; shard < shards; shard += 1)
      await sql.query(onTable(definition, `${FORMER}.${table}`, `${shardSchema(shard)}.${table}`));
  else throw new Error(`${name} is unique over all shards, and ${table} is dealt out by ${by}`);
};

/** A partition under the name of its table, with all that its table can't hand down to it. */
const makePartition = async (
  sql: Sql,
  table: string,
  dealt: ShardedTable,
  shard: number,
  shards: number,
  options: readonly string[],
): Promise<void> => {
  const schema = shardSchema(shard);
  await sql.query(`CREATE TABLE ${schema}.${table} PARTITION OF public.${table} FOR VALUES ${rangeOf(dealt, shards, shard)}`);
  if (options.length > 0) await sql.query(`ALTER TABLE ${schema}.${table} SET (${options.join(', ')})`);
  if (dealt.how === 'number') await sql.query(`ALTER TABLE ${schema}.${table} ALTER COLUMN ${dealt.by} SET DEFAULT ${shard}`);
  for (const { name, sequence } of await sql.query<{ name: string; sequence: string }>(IDENTITIES, [schema, table]))
    await sql.query(`ALTER TABLE ${schema}.${table} ALTER COLUMN ${name} SET DEFAULT nextval('${sequence}')`);
};

const dealOut = async (sql: Sql, table: string, dealt: ShardedTable, shards: number): Promise<void> => {
  const [former] = await sql.query<{ options: string[] }>(OPTIONS, [`public.${table}`]);
  if ((await sql.query(`SELECT 1 FROM public.${table} LIMIT 1`)).length > 0)
    throw new ShardsError(`The table ${table} has rows already: only an empty database can be dealt out to ${shards} shards.`);
  await sql.query(`ALTER TABLE public.${table} SET SCHEMA ${FORMER}`);
  const indexes = await sql.query<Index>(INDEXES, [`${FORMER}.${table}`]);
  const triggers = await sql.query<Trigger>(TRIGGERS, [`${FORMER}.${table}`]);
  const method = dealt.how === 'hash' ? 'HASH' : 'LIST';
  await sql.query(
    `CREATE TABLE public.${table} (LIKE ${FORMER}.${table} INCLUDING ALL EXCLUDING INDEXES) PARTITION BY ${method} (${dealt.by})`,
  );
  // nobody forgets to say which shard, and lands in the first one
  if (dealt.how === 'number') await sql.query(`ALTER TABLE public.${table} ALTER COLUMN ${dealt.by} DROP DEFAULT`);
  for (let shard = 0; shard < shards; shard += 1) await makePartition(sql, table, dealt, shard, shards, former?.options ?? []);
  for (const index of indexes) await makeIndex(sql, table, dealt, index, shards);
  const everywhere = ['public', ...Array.from({ length: shards }, (_, shard) => shardSchema(shard))];
  for (const { definition, isByRow } of triggers)
    for (const schema of isByRow ? ['public'] : everywhere)
      await sql.query(onTable(definition, `${FORMER}.${table}`, `${schema}.${table}`));
  await sql.query(`DROP TABLE ${FORMER}.${table}`);
};

const dealtOf = (tables: ShardedTables, table: string): ShardedTable => {
  const dealt = tables[table];
  if (!dealt) throw new Error(`${table} is not dealt out`);
  return dealt;
};

/** A database that can't be what the configuration wants. */
export class ShardsError extends Error {
  override readonly name = 'ShardsError';
}

/**
 * Deals the tables out to shards, in one transaction: each becomes a partitioned table, and its partition of shard 3 stands in the schema `shard_3` under the table's own name. A
 * table that is dealt out already is left alone, so that this may run at each start and finds the tables of later migrations.
 * @param present the shards that the database has
 * @throws ShardsError where the database has another number of shards, or people
 */
export const dealOutTables = async (sql: Sql, tables: ShardedTables, present: number, shards: number): Promise<void> => {
  if (!SHARD_COUNTS.some((count) => count === shards))
    throw new ShardsError(`A database has ${SHARD_COUNTS.join(', ')} shards, not ${shards}.`);
  if (present > 1 && present !== shards)
    throw new ShardsError(
      `This database has ${present} shards, and WAYFARE_SHARDS says ${shards}. Their number is fixed when a database is made.`,
    );
  if (shards === 1) return;
  const whole = await sql.query<{ name: string }>(WHOLE, [Object.keys(tables)]);
  if (whole.length === 0) return;
  await sql.query(`CREATE SCHEMA ${FORMER}`);
  for (let shard = 0; shard < shards; shard += 1) await sql.query(`CREATE SCHEMA IF NOT EXISTS ${shardSchema(shard)}`);
  await sql.query(shardFunction(shards));
  for (const { name } of whole) await dealOut(sql, name, dealtOf(tables, name), shards);
  await sql.query(`DROP SCHEMA ${FORMER}`);
};
