import type { BodyOf, Reads, ReplyOf, routes, Source, SourceConnection } from '@wayfare/contracts';
import { AppError, type Clock, invalid } from '@wayfare/kernel';
import { type Database, recordChange, type SecretsBox, type Tx } from '@wayfare/platform';
import { ambiguousFormats, guessMapping } from '../imports/mapping/guess.js';
import type { SourceDriver } from './driver.js';
import { openDriver } from './drivers/open.js';
import { asSourceProblem } from './problem.js';
import { connectionOf, findSource, openSecret, queryFeeds, type SourceRecord, sealSecret, toSource } from './rows.js';
import { SOURCE_COLUMNS } from './sources.sql.js';

export interface SourcesDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** The machine's own clock: how long a test took. */
  readonly wall: Clock;
  readonly secrets: SecretsBox;
  /** Whether every source may lead into private networks, whatever its own settings say. */
  readonly allowPrivateAddresses: boolean;
}

const PREVIEW_ROWS = 20;
const SAMPLES = 5;
/** Who looks is not kept waiting for as long as a run may read. */
const LOOK_SECONDS = 20;

const INSERT = 'INSERT INTO data_sources (kind, name, settings, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) RETURNING id';
const UPDATE = 'UPDATE data_sources SET name = $2, settings = $3, secret = $4, updated_at = $5 WHERE id = $1';
const CANCEL_RUNS = `
  UPDATE source_runs r SET state = 'cancelled', finished_at = $2 FROM source_feeds f
  WHERE f.id = r.feed_id AND f.source_id = $1 AND r.state IN ('queued', 'reading', 'applying')`;

const audited = ({ kind, name, settings, hasSecret }: Source): object => ({ kind, name, settings, hasSecret });

/** A connection with less patience: for those who wait at a screen. */
const hurried = (connection: SourceConnection): SourceConnection => {
  const timeoutSeconds = Math.min(LOOK_SECONDS, connection.settings.timeoutSeconds);
  return connection.kind === 'http'
    ? { kind: connection.kind, settings: { ...connection.settings, timeoutSeconds } }
    : { kind: connection.kind, settings: { ...connection.settings, timeoutSeconds } };
};

/**
 * Places outside that customers, orders and events are read from. The secret is sealed before it is stored and never leaves again; nothing is ever
 * written to a source.
 */
export class Sources {
  constructor(private readonly deps: SourcesDeps) {}

  async sources(): Promise<ReplyOf<typeof routes.sources>> {
    const { database } = this.deps;
    const rows = await database.query<SourceRecord>(`SELECT ${SOURCE_COLUMNS} FROM data_sources ORDER BY name, id`);
    const feeds = await queryFeeds(database, '', []);
    return {
      items: rows.map((row) =>
        toSource(
          row,
          feeds.filter(({ sourceId }) => sourceId === row.id),
        ),
      ),
      next: null,
    };
  }

  async source(id: string): Promise<Source> {
    const { database } = this.deps;
    return toSource(await findSource(database, id), await queryFeeds(database, 'WHERE source_id = $1', [id]));
  }

  async createSource({ kind, name, settings, secret = '' }: BodyOf<typeof routes.createSource>): Promise<Source> {
    const { database, clock, secrets } = this.deps;
    const id = await database.transaction(async (tx) => {
      const [row] = await tx.query<{ id: string }>(INSERT, [kind, name, JSON.stringify(settings), clock.now()]);
      if (!row) throw new Error('the source was not stored');
      await this.store(tx, { id: row.id, name, settings, secret: sealSecret(secrets, row.id, secret) });
      await recordChange(tx, clock, {
        action: 'created',
        kind: 'source',
        id: row.id,
        after: audited(toSource(await findSource(tx, row.id), [])),
      });
      return row.id;
    });
    return this.source(id);
  }

  /** A secret that is left out stays; an empty one goes. */
  async changeSource(id: string, { kind, name, settings, secret }: BodyOf<typeof routes.changeSource>): Promise<Source> {
    const { database, clock, secrets } = this.deps;
    await database.transaction(async (tx) => {
      const row = await findSource(tx, id, 'FOR UPDATE');
      if (row.kind !== kind)
        throw invalid('A source stays of its kind.', [{ path: 'kind', code: 'invalid', message: `this source is ${row.kind}` }]);
      const before = audited(toSource(row, []));
      await this.store(tx, { id, name, settings, secret: secret === undefined ? row.secret : sealSecret(secrets, id, secret) });
      const after = audited(toSource(await findSource(tx, id), []));
      await recordChange(tx, clock, { action: 'updated', kind: 'source', id, before, after });
    });
    return this.source(id);
  }

  async deleteSource(id: string): Promise<void> {
    const { database, clock } = this.deps;
    await database.transaction(async (tx) => {
      const row = await findSource(tx, id, 'FOR UPDATE');
      await tx.query(CANCEL_RUNS, [id, clock.now()]);
      await tx.query('DELETE FROM data_sources WHERE id = $1', [id]);
      await recordChange(tx, clock, { action: 'deleted', kind: 'source', id, before: audited(toSource(row, [])) });
    });
  }

  /** Has a real conversation; what comes in its way is told, and no error. */
  async trySource({ sourceId, secret, ...given }: BodyOf<typeof routes.trySource>): Promise<ReplyOf<typeof routes.trySource>> {
    const { database, wall, secrets } = this.deps;
    const stored = secret === undefined && sourceId !== undefined ? openSecret(secrets, await findSource(database, sourceId)) : '';
    const began = wall.now().getTime();
    const took = (): number => Math.max(0, Math.round(wall.now().getTime() - began));
    try {
      const says = await this.driver(hurried(given), secret ?? stored).test();
      return { ok: true, says, problem: null, milliseconds: took() };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { ok: false, says: '', problem: asSourceProblem(error), milliseconds: took() };
    }
  }

  async sourceTables(id: string): Promise<ReplyOf<typeof routes.sourceTables>> {
    return { items: [...(await (await this.look(id)).tables())], next: null };
  }

  /** @throws SourceProblem */
  async previewSource(
    id: string,
    { reads, kind }: { reads: Reads; kind: BodyOf<typeof routes.previewSource>['kind'] },
  ): Promise<ReplyOf<typeof routes.previewSource>> {
    const { columns, rows } = await (await this.look(id)).preview(reads, PREVIEW_ROWS);
    const cells = rows.map((row) => row.map((cell) => cell ?? ''));
    const mapping = guessMapping(
      kind,
      columns.map(({ name }) => name),
      cells,
    );
    return {
      rows: rows.length,
      columns: columns.map((column, at) => ({
        ...column,
        target: mapping[column.name] || null,
        samples: cells.slice(0, SAMPLES).map((row) => (row[at] ?? '').slice(0, 200)),
        dateFormats: ambiguousFormats(cells.map((row) => row[at] ?? '')),
      })),
    };
  }

  /** The columns of what would be read. @throws SourceProblem */
  async describe(id: string, reads: Reads) {
    return (await (await this.look(id)).preview(reads, 1)).columns;
  }

  /** For a run, with all its patience. */
  async open(id: string): Promise<{ driver: SourceDriver; mostRows: number; name: string }> {
    const row = await findSource(this.deps.database, id);
    const connection = connectionOf(row);
    return { driver: this.driver(connection, openSecret(this.deps.secrets, row)), mostRows: connection.settings.mostRows, name: row.name };
  }

  private async look(id: string): Promise<SourceDriver> {
    const row = await findSource(this.deps.database, id);
    return this.driver(hurried(connectionOf(row)), openSecret(this.deps.secrets, row));
  }

  private driver(connection: SourceConnection, secret: string): SourceDriver {
    return openDriver(connection, secret, this.deps.allowPrivateAddresses);
  }

  private async store(
    tx: Tx,
    { id, name, settings, secret }: { id: string; name: string; settings: SourceConnection['settings']; secret: string | null },
  ): Promise<void> {
    await tx.query(UPDATE, [id, name, JSON.stringify(settings), secret, this.deps.clock.now()]);
  }
}
