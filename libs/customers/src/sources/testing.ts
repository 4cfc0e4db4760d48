import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { SourceConnection } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import { createLogger, type Database, type JobHint, listen, openDatabase, SecretsBox } from '@wayfare/platform';
import { TestMysql, testDatabase, testDatabaseUrl, whenFileEnds } from '@wayfare/platform/testing';
import { Imports } from '../imports/imports.js';
import { Feeds } from './feeds.js';
import { SourceRuns } from './runs.js';
import { Sources } from './sources.js';

/** A database of somebody else's: statements go in by its own administrator, and rows come out by a connection as an admin would type it. */
export interface Shop {
  readonly kind: 'postgres' | 'mysql';
  readonly connection: SourceConnection;
  readonly password: string;
  /** How both write a moment with microseconds. */
  readonly momentType: string;
  query(...statements: readonly string[]): Promise<void>;
}

const settingsOf = (address: { host: string; port: number; database: string; user: string }) => ({
  ...address,
  tls: 'off' as const,
  allowPrivate: true,
  timeoutSeconds: 5,
  mostRows: 1_000_000,
});

const postgresShop = async (): Promise<Shop> => {
  const url = new URL(await testDatabaseUrl());
  const database = await openDatabase({ url: url.href, poolSize: 1 });
  whenFileEnds(() => database.close());
  await database.query('CREATE SCHEMA shop');
  const address = { host: url.hostname, port: Number(url.port), database: url.pathname.slice(1), user: url.username };
  return {
    kind: 'postgres',
    connection: { kind: 'postgres', settings: settingsOf(address) },
    password: url.password,
    momentType: 'timestamptz(6)',
    query: async (...statements) => {
      await database.query(['SET LOCAL search_path TO shop', ...statements].join(';\n'));
    },
  };
};

/** The running server of a file, for those who want to kill it. */
export const mysqlShop = async (settings: readonly string[] = []): Promise<Shop & { server: TestMysql }> => {
  const server = await TestMysql.start(settings);
  const { host, port, database, user, password } = server;
  return {
    kind: 'mysql',
    server,
    connection: { kind: 'mysql', settings: settingsOf({ host, port, database, user }) },
    password,
    momentType: 'datetime(6)',
    query: (...statements) => server.query(...statements),
  };
};

export const openShop = (kind: 'postgres' | 'mysql'): Promise<Shop> => (kind === 'postgres' ? postgresShop() : mysqlShop());

/** An HTTP interface of somebody else's. */
export const serve = async (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> => {
  const server = createServer(answer);
  const port = await listen(server, 0, '127.0.0.1');
  whenFileEnds(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${port}`;
};

export const json = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

export const NOW = new Date('2027-03-30T09:00:00.000Z');

/** Everything of the product that a data source needs, on a database of its own. */
export const openWorld = async ({ partRows }: { partRows?: number } = {}) => {
  const database: Database = await testDatabase({ poolSize: 12 });
  const clock = new ManualClock(NOW);
  const jobs: JobHint[] = [];
  const queues = { add: async (_: string, hints: readonly JobHint[]) => void jobs.push(...hints) };
  const secrets = new SecretsBox(Buffer.alloc(32, 7));
  const logger = createLogger({ level: 'silent', name: 'test' });
  const imports = new Imports({ database, queues, clock });
  const sources = new Sources({ database, clock, wall: clock, secrets, allowPrivateAddresses: false });
  const feeds = new Feeds({ database, clock, queues, sources, imports });
  const parts = { database, clock, queues, logger, sources, ...(partRows === undefined ? {} : { partRows }) };
  const runs = new SourceRuns({ ...parts, imports });
  /** A run from its beginning to where it goes by itself. */
  const run = async (feedId: string, from: 'cursor' | 'beginning' = 'cursor') => {
    const { id } = await feeds.runFeed(feedId, { from });
    await runs.run(id);
    return last(feedId);
  };
  const last = async (feedId: string) => {
    const { lastRun } = await feeds.sourceFeed(feedId);
    if (!lastRun) throw new Error('the feed has not run yet');
    return lastRun;
  };
  const people = async () =>
    (
      await database.query<{ externalId: string; city: string | null }>(
        `SELECT external_id AS "externalId", attributes ->> 'city' AS city FROM customers ORDER BY external_id COLLATE "C"`,
      )
    ).map(({ externalId, city }) => `${externalId}${city === null ? '' : ` ${city}`}`);
  return { database, clock, jobs, imports, sources, feeds, runs, run, last, people, parts };
};
