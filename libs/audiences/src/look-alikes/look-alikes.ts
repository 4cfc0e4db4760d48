import {
  type BodyOf,
  type LookAlike,
  type LookAlikeSummary,
  lookAlikeInputSchema,
  type QueryOf,
  type ReplyOf,
  type routes,
} from '@wayfare/contracts';
import { isPassing, readCustomers } from '@wayfare/customers';
import { type Clock, invalid, type Json, notFound } from '@wayfare/kernel';
import {
  currentActor,
  type Database,
  JOB,
  jobId,
  type Logger,
  QUEUE,
  type Queues,
  recordChange,
  type Sql,
  workInAllShards,
} from '@wayfare/platform';
import { readSegment } from '../segments/rows.js';
import { likenessOf } from './learning/learn.js';
import { BEGIN, DELETE, END, FORGET_PEOPLE, INSERT, LOCK, OPEN, PAGE, PEOPLE, READ, STEP_DONE } from './look-alikes.sql.js';
import { toLikenessPart } from './parts.js';
import { begin, type Refusal, type Search, stepSchema, take, toModel } from './steps.js';

interface LookAlikesDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly queues: Pick<Queues, 'add'>;
  readonly logger: Logger;
}

interface Row extends Omit<LookAlikeSummary, 'seed' | 'createdAt' | 'startedAt' | 'finishedAt' | 'verdict' | 'size'> {
  readonly input: unknown;
  readonly seedKind: 'segment' | 'list';
  readonly seedId: string;
  readonly seedName: string;
  readonly seedPeople: number | null;
  readonly model: unknown;
  readonly quality: LookAlike['quality'];
  readonly curve: LookAlike['curve'];
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

interface Locked {
  readonly id: string;
  readonly input: unknown;
  readonly seedKind: 'segment' | 'list';
  readonly seedId: string;
  readonly steps: Json[] | null;
  readonly stepsDone: number;
  readonly memo: Record<string, Json>;
  readonly model: unknown;
}

interface AlikeRow {
  readonly id: string;
  readonly rank: number;
  readonly score: number;
  readonly reasons: number[];
}

const PAGE_SIZE = 50;
const LIST_NAME = 'SELECT name FROM lists WHERE id = $1';

const toSummary = (row: Row): LookAlikeSummary => ({
  ...{ id: row.id, state: row.state, size: lookAlikeInputSchema.parse(row.input).size, found: row.found },
  seed: { kind: row.seedKind, id: row.seedId, name: row.seedName, people: row.seedPeople },
  ...{ verdict: row.quality?.verdict ?? null, stepsTotal: row.stepsTotal, stepsDone: row.stepsDone, refusal: row.refusal },
  ...{ createdBy: row.createdBy, createdAt: row.createdAt.toISOString() },
  ...{ startedAt: row.startedAt?.toISOString() ?? null, finishedAt: row.finishedAt?.toISOString() ?? null },
});

const toLookAlike = (row: Row): LookAlike => {
  const model = row.model === null ? { parts: [], leftOut: [] } : toModel(row.model);
  return {
    ...toSummary(row),
    ...{ input: lookAlikeInputSchema.parse(row.input), quality: row.quality, curve: row.curve },
    ...{ parts: model.parts.map(toLikenessPart), leftOut: [...model.leftOut] },
  };
};

const readCursor = (cursor: string | undefined): string | null => {
  if (cursor === undefined || /^\d{1,18}$/.test(cursor)) return cursor ?? null;
  throw invalid('The cursor is none.', [{ path: 'cursor', code: 'invalid', message: 'not a cursor' }]);
};

/**
 * Searches for people like others (decision 028). A worker writes down who the others are, learns from a sample by what they can be told from everybody else, and compares everybody, a piece at a time. Each step is one transaction with
 * the count of steps done: a worker that dies leaves a search that the next one goes on with, and one that is called off stops between two. What is kept are the most alike, and why.
 */
export class LookAlikes {
  constructor(private readonly deps: LookAlikesDeps) {}

  async lookAlikes({ cursor, limit = PAGE_SIZE }: QueryOf<typeof routes.lookAlikes>): Promise<ReplyOf<typeof routes.lookAlikes>> {
    const rows = await this.deps.database.query<Row & object>(PAGE, [readCursor(cursor), limit + 1]);
    return { items: rows.slice(0, limit).map(toSummary), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
  }

  async lookAlike(id: string): Promise<LookAlike> {
    return this.read(this.deps.database, id);
  }

  /** @throws AppError `not_found` where there is no such segment or list */
  async createLookAlike(input: BodyOf<typeof routes.createLookAlike>): Promise<LookAlike> {
    const { database, clock } = this.deps;
    const { kind, id } = 'segment' in input.seed ? { kind: 'segment', id: input.seed.segment } : { kind: 'list', id: input.seed.list };
    const made = await database.transaction(async (tx) => {
      const name = kind === 'segment' ? (await readSegment(tx, id)).name : await this.nameOfList(tx, id);
      for (const list of input.excludeLists) await this.nameOfList(tx, list);
      const parameters = [JSON.stringify(input), kind, id, name, currentActor(), clock.now()];
      const [row] = await tx.query<{ id: string }>(INSERT, parameters);
      if (!row) throw new Error('the search was not inserted');
      await recordChange(tx, clock, { action: 'created', kind: 'look_alike', id: row.id, after: input });
      return this.read(tx, row.id);
    });
    await this.hint([made.id]);
    return made;
  }

  /** @throws AppError `not_found` */
  async cancelLookAlike(id: string): Promise<LookAlike> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const ended = await tx.query(END, [id, 'cancelled', null, null, clock.now()]);
      if (ended.length > 0) {
        await tx.query(FORGET_PEOPLE, [id]);
        await recordChange(tx, clock, { action: 'cancelled', kind: 'look_alike', id });
      }
      return this.read(tx, id);
    });
  }

  /** @throws AppError `not_found` */
  async deleteLookAlike(id: string): Promise<void> {
    const { database, clock } = this.deps;
    await database.transaction(async (tx) => {
      const { input } = await this.read(tx, id);
      await tx.query(DELETE, [id]);
      await recordChange(tx, clock, { action: 'deleted', kind: 'look_alike', id, before: input });
    });
  }

  async lookAlikePeople(
    id: string,
    { cursor, limit = PAGE_SIZE }: QueryOf<typeof routes.lookAlikePeople>,
  ): Promise<ReplyOf<typeof routes.lookAlikePeople>> {
    const { database } = this.deps;
    await this.read(database, id);
    const rows = await database.query<AlikeRow & object>(PEOPLE, [id, readCursor(cursor) ?? '0', limit + 1]);
    const shown = rows.slice(0, limit);
    const customers = await readCustomers(
      database,
      shown.map((row) => row.id),
    );
    const items = shown.flatMap(({ id: customerId, rank, score, reasons }) => {
      const customer = customers.find((one) => one.id === customerId);
      const said = reasons.map((reason) => ({ part: Math.floor(reason / 100), bin: reason % 100 }));
      return customer ? [{ rank, likeness: likenessOf(score), customer, reasons: said }] : [];
    });
    return { items, next: rows.length > limit ? String(shown.at(-1)?.rank ?? '') : null };
  }

  /** Adds the jobs of all searches that have not ended: every few seconds. */
  async resume(): Promise<void> {
    await this.hint((await this.deps.database.query<{ id: string }>(OPEN)).map(({ id }) => id));
  }

  /** Handles `JOB.lookAlike`: takes the steps of a search that are left, one after the other. */
  async run(id: string): Promise<void> {
    const { database, logger, clock } = this.deps;
    try {
      while (await this.step(id));
    } catch (error) {
      // what passes is left to the queue, and to the next look
      if (isPassing(error, 'connection') || isPassing(error, 'conflict')) throw error;
      logger.error({ err: error, lookAlikeId: id }, 'a search for people alike failed');
      await database.query(END, [id, 'failed', 'broken', String(error).slice(0, 1000), clock.now()]);
      await database.query(FORGET_PEOPLE, [id]);
    }
  }

  /** One step in one transaction; whether there may be another. */
  private async step(id: string): Promise<boolean> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const [locked] = await tx.query<Locked & object>(LOCK, [id]);
      if (!locked) return false;
      const { steps, memo, stepsDone, model } = locked;
      const input = lookAlikeInputSchema.parse(locked.input);
      const search: Search = { id, seed: { kind: locked.seedKind, id: locked.seedId }, input, memo, now: clock.now() };
      if (steps === null) {
        const begun = await begin(tx, search);
        if (typeof begun === 'string') return this.refuse(tx, id, begun);
        await tx.query(BEGIN, [id, JSON.stringify(begun.steps), begun.steps.length, JSON.stringify(memo), search.now, begun.people]);
        return true;
      }
      const step = steps[stepsDone];
      if (step === undefined) {
        await tx.query(END, [id, 'done', null, null, search.now]);
        return false;
      }
      const refusal = await take(tx, search, stepSchema.parse(step), model);
      await workInAllShards(tx);
      if (refusal !== null) return this.refuse(tx, id, refusal);
      await tx.query(STEP_DONE, [id, JSON.stringify(memo)]);
      return true;
    });
  }

  private async refuse(tx: Sql, id: string, refusal: Refusal): Promise<false> {
    await tx.query(END, [id, 'failed', refusal, null, this.deps.clock.now()]);
    await tx.query(FORGET_PEOPLE, [id]);
    return false;
  }

  private async nameOfList(sql: Sql, id: string): Promise<string> {
    const [list] = await sql.query<{ name: string }>(LIST_NAME, [id]);
    if (!list) throw notFound('list', id);
    return list.name;
  }

  private async read(sql: Sql, id: string): Promise<LookAlike> {
    const [row] = await sql.query<Row & object>(READ, [id]);
    if (!row) throw notFound('look-alike search', id);
    return toLookAlike(row);
  }

  private async hint(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const jobs = ids.map((lookAlikeId) => ({ name: JOB.lookAlike, id: jobId.lookAlike(lookAlikeId), data: { lookAlikeId } }));
    await this.deps.queues.add(QUEUE.computations, jobs);
  }
}
