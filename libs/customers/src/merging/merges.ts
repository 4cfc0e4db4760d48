import type { BodyOf, Merge, PossibleDuplicate, QueryOf, ReplyOf, routes } from '@wayfare/contracts';
import { type Clock, conflict, invalid, notFound } from '@wayfare/kernel';
import { currentActor, type Database, recordChange, type Sql } from '@wayfare/platform';
import { readCustomers } from '../profiles/rows.js';
import { again } from './again.js';
import type { MergeFollower } from './follower.js';
import { COUNT_POSSIBLE_DUPLICATES, MERGES, ONE_MERGE, POSSIBLE_DUPLICATES } from './log.sql.js';
import { mergePeople, settleMerges } from './merge.js';
import { KEEP_APART, LIVING } from './merge.sql.js';
import { isBeingWrittenTo, unmerge } from './unmerge.js';

const PAGE = 50;
/** Nobody who looks up a customer takes so long to write what they did. */
const SETTLED_AFTER_SECONDS = 60;

interface MergeRow extends Omit<Merge, 'at' | 'undoneAt'> {
  at: Date;
  undoneAt: Date | null;
}

interface PairRow {
  one: string;
  other: string;
  why: PossibleDuplicate['why'];
  cause: PossibleDuplicate['cause'];
  foundAt: Date;
}

const toMerge = ({ at, undoneAt, ...row }: MergeRow): Merge => ({
  ...row,
  at: at.toISOString(),
  undoneAt: undoneAt?.toISOString() ?? null,
});

const badCursor = () => invalid('The cursor is none.', [{ path: 'cursor', code: 'invalid', message: 'not a cursor' }]);

const CURSOR = /^(\d{1,15})-(\d{1,19})-(\d{1,19})$/;

/** Where a page of pairs begins: the instant and the two ids of the last pair before it. */
const placeOf = (cursor: string | undefined): readonly (Date | string | null)[] => {
  if (cursor === undefined) return [null, null, null];
  const [, at, one, other] = CURSOR.exec(cursor) ?? [];
  if (at === undefined || one === undefined || other === undefined) throw badCursor();
  return [new Date(Number(at)), one, other];
};

export interface MergesDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Who moves what journeys and messages know of people (the engine). */
  readonly follower: MergeFollower;
}

/** Customers who turned out to be one person: the log of that, and what a user decides (decision 023). */
export class Merges {
  constructor(private readonly deps: MergesDeps) {}

  async merges({ cursor, limit = PAGE, customer }: QueryOf<typeof routes.merges>): Promise<ReplyOf<typeof routes.merges>> {
    if (cursor !== undefined && !/^\d{1,19}$/.test(cursor)) throw badCursor();
    const rows = await this.deps.database.query<MergeRow>(MERGES, [cursor ?? null, customer ?? null, limit + 1]);
    return { items: rows.slice(0, limit).map(toMerge), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
  }

  /**
   * Makes one customer of two because somebody says so, whatever the rules would say.
   * @throws AppError `not_found`; 409 `customer_busy` while a message is being handed over to one of them
   */
  async mergeCustomers({ keep, merge }: BodyOf<typeof routes.mergeCustomers>): Promise<Merge> {
    const { database, clock, follower } = this.deps;
    return again(() =>
      database.transaction(async (tx) => {
        const living = new Set((await tx.query<{ id: string }>(LIVING, [[keep, merge]])).map(({ id }) => id));
        const missing = [keep, merge].find((id) => !living.has(id));
        if (missing !== undefined) throw notFound('customer', missing);
        const done = await mergePeople(tx, follower, [{ ids: [keep, merge], keep, rule: 'person', cause: [] }], clock.now());
        const [merged] = done.merged;
        if (!merged)
          throw done.busy.size > 0 ? isBeingWrittenTo() : conflict('merged_meanwhile', 'Somebody else has just merged one of the two.');
        const after = await this.read(tx, merged.mergeId);
        await recordChange(tx, clock, {
          action: 'merged',
          kind: 'customer',
          id: merged.to,
          after: { merge: merged.mergeId, merged: merged.from },
        });
        return after;
      }),
    );
  }

  /** @throws AppError as `unmerge` does */
  async undoMerge(id: string): Promise<Merge> {
    const { database, clock, follower } = this.deps;
    return again(() =>
      database.transaction(async (tx) => {
        const { keptId, mergedId } = await unmerge(tx, follower, id, clock.now());
        await recordChange(tx, clock, { action: 'unmerged', kind: 'customer', id: keptId, after: { merge: id, merged: mergedId } });
        return this.read(tx, id);
      }),
    );
  }

  async possibleDuplicates({
    cursor,
    limit = PAGE,
  }: QueryOf<typeof routes.possibleDuplicates>): Promise<ReplyOf<typeof routes.possibleDuplicates>> {
    const { database } = this.deps;
    const rows = await database.query<PairRow>(POSSIBLE_DUPLICATES, [...placeOf(cursor), limit + 1]);
    const shown = rows.slice(0, limit);
    const people = new Map(
      (await readCustomers(database, [...new Set(shown.flatMap(({ one, other }) => [one, other]))])).map((one) => [one.id, one]),
    );
    const items = shown.flatMap(({ one, other, foundAt, ...pair }) => {
      const [first, second] = [people.get(one), people.get(other)];
      return first && second ? [{ ...pair, one: first, other: second, foundAt: foundAt.toISOString() }] : [];
    });
    const last = shown.at(-1);
    const next = rows.length > limit && last ? `${last.foundAt.getTime()}-${last.one}-${last.other}` : null;
    if (cursor !== undefined) return { items, next };
    const [count] = await database.query<{ total: number }>(COUNT_POSSIBLE_DUPLICATES);
    return { items, next, total: count?.total ?? 0 };
  }

  /** @throws AppError `not_found` */
  async keepApart({ one, other }: BodyOf<typeof routes.keepApart>): Promise<void> {
    const { database, clock } = this.deps;
    await database.transaction(async (tx) => {
      const living = new Set((await tx.query<{ id: string }>(LIVING, [[one, other]])).map(({ id }) => id));
      const missing = [one, other].find((id) => !living.has(id));
      if (missing !== undefined) throw notFound('customer', missing);
      await tx.query(KEEP_APART, [one, other, 'shared', clock.now(), currentActor()]);
      await recordChange(tx, clock, { action: 'kept_apart', kind: 'customer', id: one, after: { from: other } });
    });
  }

  /** Lets what was being written while customers were merged follow them; every few seconds. */
  async settle(): Promise<void> {
    const { database, follower } = this.deps;
    for (let settled = 1; settled > 0; )
      settled = await again(() => database.transaction((tx) => settleMerges(tx, follower, SETTLED_AFTER_SECONDS)));
  }

  private async read(sql: Sql, id: string): Promise<Merge> {
    const [row] = await sql.query<MergeRow>(ONE_MERGE, [id]);
    if (!row) throw notFound('merge', id);
    return toMerge(row);
  }
}
