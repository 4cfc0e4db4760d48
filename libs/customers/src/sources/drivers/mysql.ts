import { connect as connectSocket, type Socket } from 'node:net';
import type { Reads, SourceColumn } from '@wayfare/contracts';
import { resolveAddress } from '@wayfare/platform';
import mysql2, { type Connection, createConnection, type FieldPacket } from 'mysql2';
import { z } from 'zod';
import type { ReadRequest, SourceDriver, SourcePreview, SourceRow, SourceTable } from '../driver.js';
import { codeOf, netProblem, SourceProblem, said } from '../problem.js';
import { DatabaseDriver } from './database.js';
import { type Dialect, relationOf, selectionOf } from './statement.js';

const CONNECT_MS = 10_000;
const BATCH = 1000;
const MOST_TABLES = 5000;

const TABLES = `
  SELECT table_schema AS source_schema, table_name AS source_name, table_type AS source_type FROM information_schema.tables
  WHERE table_schema NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys') ORDER BY 1, 2 LIMIT ${MOST_TABLES}`;

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
const rowSchema = z.array(z.string().nullable());
type Row = z.infer<typeof rowSchema>;

const NUMBERS = new Set(['decimal', 'tiny', 'short', 'long', 'float', 'double', 'longlong', 'int24', 'year', 'newdecimal', 'bit']);
const INSTANTS = new Set(['timestamp', 'timestamp2', 'date', 'datetime', 'datetime2', 'newdate']);
/** The names of its types can't be imported by name: the package adds them to its exports while it runs. */
const TYPE_NAMES = new Map(Object.entries(mysql2.Types).map(([name, number]) => [number, name.toLowerCase()]));
const typeOf = ({ columnType, type }: FieldPacket): string => TYPE_NAMES.get(columnType ?? type ?? -1) ?? 'text';
const columnOf = (field: FieldPacket): SourceColumn => {
  const type = typeOf(field);
  return { name: field.name, type, family: NUMBERS.has(type) ? 'number' : INSTANTS.has(type) ? 'instant' : 'text' };
};

interface Cell {
  readonly type: string;
  string(): string | null;
  buffer(): Buffer | null;
}

/** Everything arrives as the text that the server writes; the session's zone is UTC, so that a TIMESTAMP is one, and days that are none are empty. */
const cellOf = (cell: Cell): string | null => {
  if (cell.type === 'BIT') {
    const bits = cell.buffer();
    return bits && String(BigInt(`0x${bits.toString('hex') || '0'}`));
  }
  const text = cell.string();
  if (text?.startsWith('0000-00-00') && INSTANTS.has(cell.type.toLowerCase())) return null;
  return text !== null && cell.type.startsWith('TIMESTAMP') ? `${text.replace(' ', 'T')}Z` : text;
};

/** MySQL and MariaDB. Reads in a transaction that can't write; rows stream, and the server waits while we do. */
export class MysqlDriver extends DatabaseDriver<Connection> implements SourceDriver {
  test(): Promise<string> {
    return this.inReading(async (connection) => {
      const { rows } = await ask(connection, 'SELECT version()');
      const version = rows[0]?.[0] ?? '';
      return /maria/i.test(version) ? `MariaDB ${version}` : `MySQL ${version}`;
    });
  }

  tables(): Promise<readonly SourceTable[]> {
    return this.inReading(async (connection) =>
      (await ask(connection, TABLES)).rows.map(([schema, name, type]) => ({
        schema: schema ?? '',
        name: name ?? '',
        isView: /VIEW/.test(type ?? ''),
      })),
    );
  }

  preview(reads: Reads, rows: number): Promise<SourcePreview> {
    return this.inReading(async (connection) => {
      const answer = await ask(connection, `SELECT * FROM ${relationOf(reads, quote)} f LIMIT ${rows}`);
      return { columns: answer.fields.map(columnOf), rows: answer.rows };
    });
  }

  async *read({ reads, columns, cursor }: ReadRequest): AsyncGenerator<readonly SourceRow[]> {
    const { text, values } = selectionOf(relationOf(reads, quote), columns, cursor, DIALECT);
    yield* this.portions(async function* (connection) {
      const rows = connection
        .query({ sql: text, values: [...values], rowsAsArray: true, typeCast: cellOf })
        .stream({ highWaterMark: BATCH });
      // that the server has gone is told to the connection, and not to whoever waits for rows
      connection.on('error', (error) => rows.destroy(error));
      let batch: SourceRow[] = [];
      for await (const found of rows) {
        const row = rowSchema.parse(found);
        batch.push({ cells: row.slice(0, columns.length), cursor: cursor ? (row[columns.length] ?? null) : null });
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    });
  }

  protected async open(): Promise<Connection> {
    const { host, port, database, user, tls, ca, timeoutSeconds } = this.settings;
    try {
      const address = await resolveAddress(host, { allowPrivate: this.allowPrivate });
      const connection = createConnection({
        ...{ host, port, database, user, password: this.password, connectTimeout: CONNECT_MS, charset: 'utf8mb4' },
        stream: () => socketTo(address, port, (timeoutSeconds + 60) * 1000),
        ...(tls === 'off'
          ? {}
          : { ssl: { rejectUnauthorized: tls === 'verified', verifyIdentity: tls === 'verified', ...(ca ? { ca } : {}) } }),
        // the server is never given a file of this machine
        flags: ['-LOCAL_FILES'],
        multipleStatements: false,
      });
      connection.on('error', () => undefined);
      try {
        await new Promise<void>((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())));
        await this.prepare(connection);
      } catch (error) {
        connection.destroy();
        throw error;
      }
      return connection;
    } catch (error) {
      throw this.problem(error);
    }
  }

  protected close(connection: Connection): void {
    connection.destroy();
  }

  private async prepare(connection: Connection): Promise<void> {
    const { timeoutSeconds } = this.settings;
    const { rows } = await ask(connection, 'SELECT version()');
    const limit = /maria/i.test(rows[0]?.[0] ?? '')
      ? `max_statement_time = ${timeoutSeconds}`
      : `max_execution_time = ${timeoutSeconds * 1000}`;
    await ask(connection, `SET SESSION time_zone = '+00:00', ${limit}, net_write_timeout = 600`);
    await ask(connection, 'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    await ask(connection, 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
  }

  protected problem(error: unknown): Error {
    const { host, port, database, user, timeoutSeconds } = this.settings;
    const [code, why] = [codeOf(error), said(error)];
    if (error instanceof SourceProblem) return error;
    if (code === 'ER_ACCESS_DENIED_ERROR' || code === 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR' || code === 'ER_HOST_NOT_PRIVILEGED')
      return new SourceProblem('source_login', `${host} does not let ${user} in: ${why}`, { host, user, why });
    if (code === 'ER_BAD_DB_ERROR')
      return new SourceProblem('source_no_database', `${host} has no database ${database}.`, { host, database });
    if (/DENIED/.test(code)) return new SourceProblem('source_not_permitted', `${user} may not do this there: ${why}`, { user, why });
    if (code === 'ER_NO_SUCH_TABLE') return new SourceProblem('source_no_table', `What is to be read is not there: ${why}`, { why });
    if (/TIMEOUT|max_statement_time|maximum statement execution/i.test(`${code} ${why}`) && !/ETIMEDOUT/.test(code))
      return new SourceProblem('source_timeout', `${host} did not finish within ${timeoutSeconds} seconds.`, {
        host,
        seconds: timeoutSeconds,
      });
    if (/SHUTDOWN|CON_COUNT|NEW_ABORTING|ER_CONNECTION_KILLED/.test(code))
      return new SourceProblem('source_interrupted', `The connection to ${host}:${port} broke off: ${why}`, { host, port, why });
    return (
      netProblem(error, { host, port }) ?? new SourceProblem('source_statement', `The database does not carry this out: ${why}`, { why })
    );
  }
}

/** A connection on which nothing is heard for so long is none. */
const socketTo = (host: string, port: number, silentMs: number): Socket => {
  const socket = connectSocket({ host, port, keepAlive: true });
  return socket.setTimeout(silentMs, () => socket.destroy(Object.assign(new Error('nothing is heard any more'), { code: 'ECONNRESET' })));
};

const ask = (connection: Connection, sql: string): Promise<{ rows: Row[]; fields: FieldPacket[] }> =>
  new Promise((resolve, reject) => {
    connection.query({ sql, rowsAsArray: true, typeCast: cellOf }, (error, rows, fields) => {
      if (error) reject(error);
      else resolve({ rows: Array.isArray(rows) ? z.array(rowSchema).parse(rows) : [], fields: fields ?? [] });
    });
  });

/** A number is written out: as a text the server would compare it as a fraction, and lose digits. */
const comparedWith: Dialect['comparedWith'] = ({ column, from, overlapSeconds }) => {
  if (column.family === 'number' && /^-?\d+(\.\d+)?$/.test(from)) return { text: from, values: [] };
  if (column.family !== 'instant') return { text: '?', values: [from] };
  const plain = from.replace('T', ' ').replace(/Z$/, '');
  return {
    text: overlapSeconds > 0 ? `CAST(? AS DATETIME(6)) - INTERVAL ${overlapSeconds} SECOND` : 'CAST(? AS DATETIME(6))',
    values: [plain],
  };
};

const DIALECT: Dialect = { quote, comparedWith, asText: (column) => column };
