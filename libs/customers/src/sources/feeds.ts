import type { BodyOf, FeedInput, Page, QueryOf, ReplyOf, routes, SourceColumn, SourceFeed, SourceRun } from '@wayfare/contracts';
import { type Clock, conflict, type FieldError, invalid, nextCronTime } from '@wayfare/kernel';
import { currentActor, type Database, JOB, jobId, QUEUE, type Queues, readSettings, recordChange, type Sql } from '@wayfare/platform';
import type { Imports } from '../imports/imports.js';
import { checkMapping } from '../imports/mapping/mapping.js';
import { SourceProblem } from './problem.js';
import { findFeed, findRun, queryRuns, readFeed } from './rows.js';
import type { Sources } from './sources.js';
import { INSERT_FEED, INSERT_RUN, UPDATE_FEED } from './sources.sql.js';

export interface FeedsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly queues: Pick<Queues, 'add'>;
  readonly sources: Pick<Sources, 'describe'>;
  readonly imports: Pick<Imports, 'cancelImport'>;
}

const PAGE = 50;
const OPEN: readonly SourceRun['state'][] = ['queued', 'reading', 'applying'];
const CANCEL = `
  UPDATE source_runs SET state = 'cancelled', finished_at = $2, retry_at = NULL WHERE id = $1 AND state IN ('queued', 'reading', 'applying') RETURNING id`;
const OPEN_IMPORTS = `
  SELECT p.import_id AS id FROM source_parts p JOIN imports i ON i.id = p.import_id WHERE p.run_id = $1 AND i.state IN ('queued', 'running')`;

const audited = ({ name, sourceId, reads, kind, mapping, consent, matching, cursor, cron, paused }: SourceFeed): object => ({
  ...{ name, sourceId, reads, kind, mapping, consent, matching, cron, paused },
  cursor: cursor?.column ?? null,
});

/** What a mapping makes use of. */
export const usedColumns = (columns: readonly SourceColumn[], mapping: Readonly<Record<string, string>>): string[] =>
  columns.map(({ name }) => name).filter((name) => (mapping[name] ?? '').trim() !== '');

/** What is wrong with a feed, given what its source has. */
const judgeFeed = (feed: FeedInput, columns: readonly SourceColumn[]): FieldError[] => {
  const targets = Object.values(feed.mapping).map((target) => target.trim());
  const events =
    feed.kind === 'events' && !targets.includes('id')
      ? [
          {
            path: 'mapping',
            code: 'missing_target',
            message: 'no column goes to id: an event that is read twice could not be told from two',
          },
        ]
      : [];
  const { cursor } = feed;
  if (!cursor) return events;
  const column = columns.find(({ name }) => name === cursor.column);
  if (!column) return [...events, { path: 'cursor.column', code: 'unknown_column', message: `there is no column ${cursor.column}` }];
  return column.family === 'boolean'
    ? [...events, { path: 'cursor.column', code: 'invalid', message: 'a column of yes and no says nothing of what is new' }]
    : events;
};

/** What is read from the sources, what becomes of it, and when. */
export class Feeds {
  constructor(private readonly deps: FeedsDeps) {}

  /** @throws AppError `invalid` naming what does not fit what the source has; SourceProblem where the source can't be asked */
  async createFeed(sourceId: string, body: BodyOf<typeof routes.createFeed>): Promise<ReplyOf<typeof routes.createFeed>> {
    const { database, clock } = this.deps;
    const columns = await this.judged(sourceId, body);
    return database.transaction(async (tx) => {
      const [row] = await tx.query<{ id: string }>(INSERT_FEED, [sourceId, ...(await this.valuesOf(tx, body, columns)), clock.now()]);
      if (!row) throw new Error('the feed was not stored');
      await recordChange(tx, clock, { action: 'created', kind: 'source-feed', id: row.id, after: audited(await readFeed(tx, row.id)) });
      return { id: row.id };
    });
  }

  async sourceFeed(id: string): Promise<SourceFeed> {
    return readFeed(this.deps.database, id);
  }

  async changeFeed(id: string, body: BodyOf<typeof routes.changeFeed>): Promise<SourceFeed> {
    const { sourceId } = await findFeed(this.deps.database, id);
    const columns = await this.judged(sourceId, body);
    return this.change(id, async (tx) => {
      await tx.query(UPDATE_FEED, [id, ...(await this.valuesOf(tx, body, columns))]);
    });
  }

  async pauseFeed(id: string, { paused }: BodyOf<typeof routes.pauseFeed>): Promise<SourceFeed> {
    return this.change(id, async (tx, { cron }) => {
      await tx.query('UPDATE source_feeds SET paused = $2, next_at = $3 WHERE id = $1', [id, paused, await this.nextOf(tx, cron)]);
    });
  }

  async deleteFeed(id: string): Promise<void> {
    const { database, clock } = this.deps;
    const { lastRun } = await readFeed(database, id);
    if (lastRun && OPEN.includes(lastRun.state)) await this.cancelSourceRun(lastRun.id);
    await database.transaction(async (tx) => {
      const before = audited(await readFeed(tx, id));
      await tx.query('DELETE FROM source_feeds WHERE id = $1', [id]);
      await recordChange(tx, clock, { action: 'deleted', kind: 'source-feed', id, before });
    });
  }

  /** @throws AppError `source_run_open` */
  async runFeed(id: string, { from }: BodyOf<typeof routes.runFeed>): Promise<ReplyOf<typeof routes.runFeed>> {
    const { database, clock, queues } = this.deps;
    const run = await database.transaction(async (tx) => {
      const { name } = await findFeed(tx, id, 'FOR UPDATE');
      const [row] = await tx.query<{ id: string }>(INSERT_RUN, [id, 'person', from === 'beginning', currentActor(), clock.now()]);
      if (!row) throw conflict('source_run_open', 'It is being read already.');
      await recordChange(tx, clock, { action: 'started', kind: 'source-feed', id, after: { name, runId: row.id, from } });
      return row;
    });
    await queues.add(QUEUE.sources, [{ name: JOB.source, id: jobId.source(run.id), data: { runId: run.id } }]);
    return { id: run.id };
  }

  async feedRuns(id: string, { cursor, limit = PAGE }: QueryOf<typeof routes.feedRuns>): Promise<Page<SourceRun>> {
    const { database } = this.deps;
    await findFeed(database, id);
    if (cursor !== undefined && !/^\d{1,19}$/.test(cursor))
      throw invalid('The cursor is none.', [{ path: 'cursor', code: 'invalid', message: 'not a cursor' }]);
    const where = 'WHERE r.feed_id = $1 AND ($2::bigint IS NULL OR r.id < $2) ORDER BY r.id DESC LIMIT $3';
    const items = await queryRuns(database, where, [id, cursor ?? null, limit + 1]);
    return { items: items.slice(0, limit), next: items.length > limit ? (items[limit - 1]?.id ?? null) : null };
  }

  /** What was applied stays; what was read and not applied is dropped. @throws AppError `source_run_ended` */
  async cancelSourceRun(id: string): Promise<SourceRun> {
    const { database, clock, imports } = this.deps;
    await database.transaction(async (tx) => {
      const { feedId } = await findRun(tx, id);
      const [cancelled] = await tx.query(CANCEL, [id, clock.now()]);
      if (!cancelled) throw conflict('source_run_ended', 'It has ended already.');
      await recordChange(tx, clock, { action: 'cancelled', kind: 'source-feed', id: feedId, after: { runId: id } });
    });
    for (const part of await database.query<{ id: string }>(OPEN_IMPORTS, [id])) await imports.cancelImport(part.id).catch(unlessEnded);
    return findRun(database, id);
  }

  private async change(id: string, work: (tx: Sql, feed: { cron: string | null }) => Promise<void>): Promise<SourceFeed> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const row = await findFeed(tx, id, 'FOR UPDATE');
      const before = audited(await readFeed(tx, id));
      await work(tx, row);
      const after = await readFeed(tx, id);
      await recordChange(tx, clock, { action: 'updated', kind: 'source-feed', id, before, after: audited(after) });
      return after;
    });
  }

  private async judged(sourceId: string, feed: FeedInput): Promise<readonly SourceColumn[]> {
    const columns = await this.deps.sources.describe(sourceId, feed.reads);
    const names = columns.map(({ name }) => name);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined)
      throw new SourceProblem('source_columns', `Two columns are called ${twice}: give one of them another name in the query.`, {
        column: twice,
      });
    checkMapping(feed.kind, names, feed.mapping, feed.matching);
    const problems = judgeFeed(feed, columns);
    if (problems.length > 0) throw invalid(`This can't be read: ${problems.map(({ message }) => message).join('; ')}.`, problems);
    return columns;
  }

  private async valuesOf(sql: Sql, feed: FeedInput, columns: readonly SourceColumn[]): Promise<unknown[]> {
    const { name, reads, kind, mapping, consent, matching, cursor, cron } = feed;
    return [
      ...[name, JSON.stringify(reads), kind, JSON.stringify(mapping), JSON.stringify(consent), JSON.stringify(columns)],
      ...[cursor?.column ?? null, cursor?.overlapSeconds ?? 0, cron, await this.nextOf(sql, cron), JSON.stringify(matching)],
    ];
  }

  private async nextOf(sql: Sql, cron: string | null): Promise<Date | null> {
    return cron === null ? null : nextCronTime(this.deps.clock.now(), cron, (await readSettings(sql)).timeZone);
  }
}

const unlessEnded = (error: unknown): void => {
  if (!(error instanceof Error && 'code' in error && error.code === 'import_ended')) throw error;
};
