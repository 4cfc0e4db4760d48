import {
  driftSchema,
  type Reads,
  type RowMatching,
  readsSchema,
  rowMatchingSchema,
  type Source,
  type SourceColumn,
  type SourceConnection,
  type SourceFeed,
  type SourceRun,
  sourceColumnSchema,
  sourceConnectionSchema,
} from '@wayfare/contracts';
import { notFound } from '@wayfare/kernel';
import type { SecretsBox, Sql } from '@wayfare/platform';
import { z } from 'zod';
import { FEED_COLUMNS, RUNS, SOURCE_COLUMNS } from './sources.sql.js';

export interface SourceRecord {
  id: string;
  kind: string;
  name: string;
  settings: unknown;
  secret: string | null;
  createdAt: Date;
}

type FeedParts = Pick<SourceFeed, 'id' | 'sourceId' | 'name' | 'kind' | 'mapping' | 'consent' | 'cron' | 'paused' | 'error'>;
export interface FeedRow extends FeedParts {
  reads: unknown;
  matching: unknown;
  columns: unknown;
  cursorColumn: string | null;
  overlapSeconds: number;
  cursorValue: string | null;
  seen: string[];
  nextAt: Date | null;
  drift: unknown;
  createdAt: Date;
}

type RunParts = Pick<SourceRun, 'id' | 'feedId' | 'state' | 'cause' | 'cursorFrom' | 'cursorTo' | 'error' | 'attempts' | 'importIds'>;
interface RunRow extends RunParts {
  rows: string;
  inserted: string;
  updated: string;
  rejected: string;
  drift: unknown;
  retryAt: Date | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

const contextOf = (id: string): string => `source:${id}`;
export const sealSecret = (box: SecretsBox, id: string, secret: string): string | null =>
  secret === '' ? null : box.seal(secret, contextOf(id));
export const openSecret = (box: SecretsBox, { id, secret }: Pick<SourceRecord, 'id' | 'secret'>): string =>
  secret === null ? '' : box.open(secret, contextOf(id));

export const connectionOf = ({ kind, settings }: Pick<SourceRecord, 'kind' | 'settings'>): SourceConnection =>
  sourceConnectionSchema.parse({ kind, settings });

export const toSource = (row: SourceRecord, feeds: readonly SourceFeed[]): Source => ({
  ...connectionOf(row),
  id: row.id,
  name: row.name,
  hasSecret: row.secret !== null,
  createdAt: row.createdAt.toISOString(),
  feeds: [...feeds],
});

export const readsOf = (feed: Pick<FeedRow, 'reads'>): Reads => readsSchema.parse(feed.reads);
export const matchingOf = (feed: Pick<FeedRow, 'matching'>): RowMatching => rowMatchingSchema.parse(feed.matching);
export const columnsOf = (feed: Pick<FeedRow, 'columns'>): SourceColumn[] => z.array(sourceColumnSchema).parse(feed.columns);
const driftIn = (drift: unknown) => (drift === null ? null : driftSchema.parse(drift));

const toRun = (row: RunRow): SourceRun => ({
  ...row,
  rows: Number(row.rows),
  inserted: Number(row.inserted),
  updated: Number(row.updated),
  rejected: Number(row.rejected),
  drift: driftIn(row.drift),
  retryAt: row.retryAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

const toFeed = ({ cursorColumn, overlapSeconds, cursorValue, seen: _seen, ...row }: FeedRow, lastRun: SourceRun | null): SourceFeed => ({
  ...row,
  reads: readsOf(row),
  matching: matchingOf(row),
  columns: columnsOf(row),
  cursor: cursorColumn === null ? null : { column: cursorColumn, overlapSeconds, value: cursorValue },
  nextAt: row.nextAt?.toISOString() ?? null,
  drift: driftIn(row.drift),
  lastRun,
  createdAt: row.createdAt.toISOString(),
});

/** @throws AppError `not_found` */
export const findSource = async (sql: Sql, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<SourceRecord> => {
  const [row] = await sql.query<SourceRecord>(`SELECT ${SOURCE_COLUMNS} FROM data_sources WHERE id = $1 ${lock}`, [id]);
  if (!row) throw notFound('source', id);
  return row;
};

/** @throws AppError `not_found` */
export const findFeed = async (sql: Sql, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<FeedRow> => {
  const [row] = await sql.query<FeedRow>(`SELECT ${FEED_COLUMNS} FROM source_feeds WHERE id = $1 ${lock}`, [id]);
  if (!row) throw notFound('source-feed', id);
  return row;
};

export const queryRuns = async (sql: Sql, where: string, parameters: readonly unknown[]): Promise<SourceRun[]> =>
  (await sql.query<RunRow>(`${RUNS} ${where}`, parameters)).map(toRun);

/** @throws AppError `not_found` */
export const findRun = async (sql: Sql, id: string): Promise<SourceRun> => {
  const [run] = await queryRuns(sql, 'WHERE r.id = $1', [id]);
  if (!run) throw notFound('source-run', id);
  return run;
};

const LAST_RUNS = 'WHERE r.id IN (SELECT max(id) FROM source_runs WHERE feed_id = ANY ($1::bigint[]) GROUP BY feed_id)';

/** Feeds with how each went last. */
export const queryFeeds = async (sql: Sql, where: string, parameters: readonly unknown[]): Promise<SourceFeed[]> => {
  const rows = await sql.query<FeedRow>(`SELECT ${FEED_COLUMNS} FROM source_feeds ${where} ORDER BY name, id`, parameters);
  const runs = await queryRuns(sql, LAST_RUNS, [rows.map(({ id }) => id)]);
  return rows.map((row) => toFeed(row, runs.find(({ feedId }) => feedId === row.id) ?? null));
};

/** @throws AppError `not_found` */
export const readFeed = async (sql: Sql, id: string): Promise<SourceFeed> => {
  const [feed] = await queryFeeds(sql, 'WHERE id = $1', [id]);
  if (!feed) throw notFound('source-feed', id);
  return feed;
};
