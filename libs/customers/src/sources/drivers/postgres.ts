import { isIP } from 'node:net';
import type { Reads, SourceColumn } from '@wayfare/contracts';
import { resolveAddress } from '@wayfare/platform';
import pg from 'pg';
import type { ReadRequest, SourceDriver, SourcePreview, SourceRow, SourceTable } from '../driver.js';
import { codeOf, netProblem, SourceProblem, said } from '../problem.js';
import { DatabaseDriver } from './database.js';
import { type Dialect, relationOf, selectionOf } from './statement.js';

const CONNECT_MS = 10_000;
const FETCH = 1000;
const MOST_TABLES = 5000;

const TABLES = `
  SELECT n.nspname AS schema, c.relname AS name, c.relkind IN ('v', 'm') AS "isView"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
    AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
  ORDER BY 1, 2 LIMIT ${MOST_TABLES}`;

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const FAMILIES: readonly (readonly [RegExp, SourceColumn['family']])[] = [
  [/^(smallint|integer|bigint|numeric|real|double precision|oid)$/, 'number'],
  [/^boolean$/, 'boolean'],
  [/^(date|timestamp with(out)? time zone)$/, 'instant'],
];
const familyOf = (type: string): SourceColumn['family'] => FAMILIES.find(([pattern]) => pattern.test(type))?.[1] ?? 'text';

const TIMESTAMPTZ = 1184;
const ARRAY = /^\{.*\}$/s;
/** The elements of an array as its text has them: `{a,"b c",NULL}`. */
const elementsOf = (text: string): string[] =>
  [...text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,{}"]+)/gs)].flatMap(([, quoted, bare = 'NULL']) => {
    if (quoted !== undefined) return [quoted.replace(/\\(.)/gs, '$1')];
    return bare === 'NULL' ? [] : [bare];
  });
const asInstant = (text: string): string => text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00');

/** Everything arrives as the text that the server writes; only what the import reads otherwise is written otherwise. */
const cellOf = (value: unknown, type: string, oid: number): string | null => {
  if (value === null || value === undefined) return null;
  const text = String(value);
  if (oid === TIMESTAMPTZ) return asInstant(text);
  if (type.endsWith('[]') && ARRAY.test(text)) return elementsOf(text).join(';');
  return text;
};

/** PostgreSQL, and what speaks as it does. Reads in a transaction that can't write, through a cursor, so that a table of any size passes through a thousand rows at a time. */
export class PostgresDriver extends DatabaseDriver<pg.Client> implements SourceDriver {
  test(): Promise<string> {
    return this.inReading(async (client) => {
      const { rows } = await client.query<{ version: string }>('SELECT version() AS version');
      return (rows[0]?.version ?? 'PostgreSQL').split(' on ')[0] ?? '';
    });
  }

  tables(): Promise<readonly SourceTable[]> {
    return this.inReading(async (client) => (await client.query<SourceTable>(TABLES)).rows);
  }

  preview(reads: Reads, rows: number): Promise<SourcePreview> {
    return this.inReading(async (client) => {
      const answer = await this.select(client, `SELECT * FROM ${relationOf(reads, quote)} f LIMIT ${rows}`, []);
      const columns = await this.columnsOf(client, answer.fields);
      return {
        columns,
        rows: answer.rows.map((row) => row.map((value, at) => cellOf(value, columns[at]?.type ?? '', answer.fields[at]?.dataTypeID ?? 0))),
      };
    });
  }

  async *read({ reads, columns, cursor }: ReadRequest): AsyncGenerator<readonly SourceRow[]> {
    const { text, values } = selectionOf(relationOf(reads, quote), columns, cursor, DIALECT);
    yield* this.portions((client) => this.fetch(client, { text, values, width: columns.length, hasCursor: cursor !== null }));
  }

  private async *fetch(
    client: pg.Client,
    { text, values, width, hasCursor }: { text: string; values: readonly string[]; width: number; hasCursor: boolean },
  ): AsyncGenerator<readonly SourceRow[]> {
    await this.select(client, `DECLARE wayfare_feed NO SCROLL CURSOR FOR ${text}`, values);
    let types: readonly string[] = [];
    for (;;) {
      const { rows, fields } = await this.select(client, `FETCH ${FETCH} FROM wayfare_feed`, []);
      if (rows.length === 0) return;
      if (types.length === 0) types = (await this.columnsOf(client, fields)).map(({ type }) => type);
      yield rows.map((row) => ({
        cells: row.slice(0, width).map((value, at) => cellOf(value, types[at] ?? '', fields[at]?.dataTypeID ?? 0)),
        cursor: hasCursor ? cellOf(row[width], '', 0) : null,
      }));
      if (rows.length < FETCH) return;
    }
  }

  protected async open(): Promise<pg.Client> {
    const { host, port, database, user, tls, ca, timeoutSeconds } = this.settings;
    try {
      const address = await resolveAddress(host, { allowPrivate: this.allowPrivate });
      const client = new pg.Client({
        ...{ host: address, port, database, user, password: this.password, connectionTimeoutMillis: CONNECT_MS, keepAlive: true },
        ssl:
          tls === 'off'
            ? false
            : { rejectUnauthorized: tls === 'verified', ...(isIP(host) ? { host } : { servername: host }), ...(ca ? { ca } : {}) },
        statement_timeout: timeoutSeconds * 1000,
        // where not even the server's own word comes back
        query_timeout: timeoutSeconds * 1000 + CONNECT_MS,
        application_name: 'wayfare',
        options: '-c default_transaction_read_only=on -c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601 -c bytea_output=hex',
      });
      client.on('error', () => undefined);
      await client.connect();
      await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return client;
    } catch (error) {
      throw this.problem(error);
    }
  }

  protected async close(client: pg.Client): Promise<void> {
    await client.end().catch(() => undefined);
  }

  /** One statement and no second one: the extended protocol takes no more. */
  private select(client: pg.Client, text: string, values: readonly unknown[]): Promise<pg.QueryArrayResult<unknown[]>> {
    const query: pg.QueryArrayConfig & { queryMode: 'extended' } = {
      ...{ text, values: [...values], rowMode: 'array', queryMode: 'extended' },
      types: { getTypeParser: () => (value: string) => value },
    };
    return client.query<unknown[]>(query);
  }

  private async columnsOf(client: pg.Client, fields: readonly pg.FieldDef[]): Promise<SourceColumn[]> {
    const oids = [...new Set(fields.map(({ dataTypeID }) => dataTypeID))];
    const { rows } = await client.query<{ oid: number; type: string }>(
      'SELECT oid::int8::int AS oid, format_type(oid, NULL) AS type FROM unnest($1::int8[]) oid',
      [oids],
    );
    const types = new Map(rows.map(({ oid, type }) => [oid, type]));
    return fields.map(({ name, dataTypeID }) => {
      const type = types.get(dataTypeID) ?? 'text';
      return { name, type, family: familyOf(type) };
    });
  }

  protected problem(error: unknown): Error {
    const { host, port, database, user } = this.settings;
    const [code, why] = [codeOf(error), said(error)];
    if (error instanceof SourceProblem) return error;
    if (/^28/.test(code) || code === 'SASL' || /password must be|SCRAM/.test(why))
      return new SourceProblem('source_login', `${host} does not let ${user} in: ${why}`, { host, user, why });
    if (code === '3D000') return new SourceProblem('source_no_database', `${host} has no database ${database}.`, { host, database });
    if (code === '42501') return new SourceProblem('source_not_permitted', `${user} may not do this there: ${why}`, { user, why });
    if (/^42P01|^3F000/.test(code)) return new SourceProblem('source_no_table', `What is to be read is not there: ${why}`, { why });
    if (code === '57014' || /timeout/i.test(why)) return this.timeout(why, code);
    if (/^(53|08|57P|55P)/.test(code))
      return new SourceProblem('source_interrupted', `The connection to ${host}:${port} broke off: ${why}`, { host, port, why });
    const net = netProblem(error, { host, port });
    if (net) return net;
    return new SourceProblem('source_statement', `The database does not carry this out: ${why}`, { why });
  }

  private timeout(why: string, code: string): SourceProblem {
    const { host, port, timeoutSeconds } = this.settings;
    if (code === '57014' || /Query read/i.test(why))
      return new SourceProblem('source_timeout', `${host} did not finish within ${timeoutSeconds} seconds.`, {
        host,
        seconds: timeoutSeconds,
      });
    return new SourceProblem('source_unreachable', `${host}:${port} does not answer: ${why}`, { host, port, why });
  }
}

const comparedWith: Dialect['comparedWith'] = ({ column, from, overlapSeconds }) => ({
  text: `CAST($1::text AS ${column.type})${
    column.family === 'instant' && overlapSeconds > 0 ? ` - make_interval(secs => ${overlapSeconds})` : ''
  }`,
  values: [from],
});
const DIALECT: Dialect = { quote, comparedWith, asText: (column) => `${column}::text` };
