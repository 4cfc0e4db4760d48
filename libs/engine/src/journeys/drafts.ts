import type { BodyOf, Journey, routes } from '@wayfare/contracts';
import type { Graph } from '@wayfare/journey';
import type { AuditAction, Clock } from '@wayfare/kernel';
import { conflict, notFound } from '@wayfare/kernel';
import { currentActor, type Database, recordChange, type Tx } from '@wayfare/platform';
import { takeJourney } from './lock.js';
import { readJourney } from './rows.js';
import { readVersion } from './versions.js';

const EMPTY: Graph = { nodes: [], edges: [], settings: {} };

const CREATE = `
  INSERT INTO journeys (name, draft, draft_by, created_by, created_at, updated_at) VALUES ($1, $2, $3, $3, $4, $4) RETURNING id`;
const RENAME = 'UPDATE journeys SET name = $2, updated_at = $3 WHERE id = $1';
const SAVE = 'UPDATE journeys SET draft = $2, draft_revision = draft_revision + 1, draft_by = $3, updated_at = $4 WHERE id = $1';
const PUT_AWAY = 'UPDATE journeys SET archived_at = $2, updated_at = $2 WHERE id = $1';

/** The revision in an `If-Match` header: `"7"`, weak or not, or bare; null where there is none that could be ours. */
export const revisionOf = (ifMatch: string | undefined): number | null => {
  const digits = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch?.trim() ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
};

/** Journeys as people draw them, before and apart from what runs. */
export class Drafts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async create({ name, graph }: BodyOf<typeof routes.createJourney>): Promise<Journey> {
    return this.database.transaction(async (tx) => {
      const draft = JSON.stringify(graph ?? EMPTY);
      const [row] = await tx.query<{ id: string }>(CREATE, [name, draft, currentActor(), this.clock.now()]);
      if (!row) throw new Error('a journey was not made');
      await this.record(tx, 'created', row.id, { after: { name } });
      return readJourney(tx, row.id);
    });
  }

  async rename(id: string, { name }: BodyOf<typeof routes.renameJourney>): Promise<Journey> {
    return this.database.transaction(async (tx) => {
      const before = await this.takeExisting(tx, id);
      await tx.query(RENAME, [id, name, this.clock.now()]);
      await this.record(tx, 'renamed', id, { before: { name: before.name }, after: { name } });
      return readJourney(tx, id);
    });
  }

  /**
   * Saves a draft over the revision that its author had read.
   * @throws AppError 409 `draft_moved` with the journey as it is now, where somebody else has saved since
   */
  async save(id: string, { graph }: BodyOf<typeof routes.saveDraft>, ifMatch: string | undefined): Promise<Journey> {
    return this.database.transaction(async (tx) => {
      const before = await this.takeExisting(tx, id);
      const revision = revisionOf(ifMatch);
      if (ifMatch !== undefined && revision !== before.revision)
        throw conflict('draft_moved', `The draft was changed by ${before.draftBy ?? 'somebody else'} meanwhile.`, { current: before });
      await tx.query(SAVE, [id, JSON.stringify(graph), currentActor(), this.clock.now()]);
      await this.record(tx, 'draft saved', id, { before: { revision: before.revision }, after: { revision: before.revision + 1 } });
      return readJourney(tx, id);
    });
  }

  /** Puts a published version into the draft, over the revision that its author had read. */
  async restore(id: string, number: number, ifMatch: string | undefined): Promise<Journey> {
    const { graph } = await readVersion(this.database, id, number);
    return this.save(id, { graph }, ifMatch);
  }

  /** Puts a journey away that nobody is in; its people's history stays. */
  async delete(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.takeExisting(tx, id);
      if (before.state === 'running' || before.state === 'paused')
        throw conflict('journey_running', `Journey ${id} is ${before.state}: stop it first.`, { state: before.state });
      await tx.query(PUT_AWAY, [id, this.clock.now()]);
      await this.record(tx, 'deleted', id, { before: { name: before.name } });
    });
  }

  private async takeExisting(tx: Tx, id: string): Promise<Journey> {
    if (!(await takeJourney(tx, id))) throw notFound('journey', id);
    return readJourney(tx, id);
  }

  private record(tx: Tx, action: AuditAction, id: string, change: { before?: unknown; after?: unknown }): Promise<void> {
    return recordChange(tx, this.clock, { action, kind: 'journey', id, ...change });
  }
}
