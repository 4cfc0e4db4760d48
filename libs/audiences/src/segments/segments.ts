import type { BodyOf, QueryOf, ReplyOf, routes, Segment, SegmentDay } from '@wayfare/contracts';
import { pageOfCustomers, readCustomers, type SqlFragment } from '@wayfare/customers';
import { type Condition, localDay } from '@wayfare/kernel';
import { currentActor, readSettings, recordChange, type Tx } from '@wayfare/platform';
import { forgetChanges } from '../columns/changes.js';
import { Counting, type CountingDeps } from '../columns/counting.js';
import { isId } from '../condition/ids.js';
import { resolveSegments } from '../condition/resolve.js';
import { conditionToSql } from '../condition/to-sql.js';
import { pageByName } from '../page.js';
import { checkCondition } from './check.js';
import { readHistorySources } from './history-sources.js';
import { explainMatch } from './match.js';
import { TOLD_DAYS } from './over-time/computation.js';
import { DAYS, MOVED, SINCE } from './over-time/follow.sql.js';
import { asCondition, readSegment, SEGMENT_COLUMNS, type SegmentRow, toSegment } from './rows.js';
import { refuseUsedSegment, usesOfSegment } from './uses.js';

const INSERT = `
  INSERT INTO segments (name, condition, created_by, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) RETURNING ${SEGMENT_COLUMNS}`;
const UPDATE = `UPDATE segments SET name = $2, condition = $3, updated_at = $4 WHERE id = $1 RETURNING ${SEGMENT_COLUMNS}`;
/** Changes of segments happen one after the other, so that two of them can't close a circle between them. */
const LOCK = 'LOCK TABLE segments IN SHARE ROW EXCLUSIVE MODE';
const SAMPLE = 20;
const PAGE = 50;

/** Segments: people by a condition. A segment keeps its condition, never its people; whoever asks gets those of now. */
export class Segments {
  private readonly counting: Counting;

  constructor(private readonly deps: CountingDeps) {
    this.counting = new Counting(deps);
  }

  /** Forgets which people changed long ago, so that what counting keeps account of stays small. */
  async sweep(): Promise<void> {
    await forgetChanges(this.deps.database);
  }

  async historySources(): Promise<ReplyOf<typeof routes.historySources>> {
    return readHistorySources(this.deps.database);
  }

  async segments(query: QueryOf<typeof routes.segments>): Promise<ReplyOf<typeof routes.segments>> {
    return pageByName(this.deps.database, { table: 'segments', columns: SEGMENT_COLUMNS }, query, toSegment);
  }

  async segment(id: string): Promise<ReplyOf<typeof routes.segment>> {
    return readSegment(this.deps.database, id);
  }

  async createSegment(body: BodyOf<typeof routes.createSegment>): Promise<ReplyOf<typeof routes.createSegment>> {
    return this.deps.database.transaction(async (tx) => {
      await tx.query(LOCK);
      await checkCondition(tx, body.condition);
      const parameters = [body.name, JSON.stringify(body.condition), currentActor(), this.deps.clock.now()];
      const after = await this.write(tx, INSERT, parameters);
      await recordChange(tx, this.deps.clock, { action: 'created', kind: 'segment', id: after.id, after });
      return after;
    });
  }

  /** @throws AppError `segment_cycle` where the segment would lead back to itself */
  async changeSegment(id: string, body: BodyOf<typeof routes.changeSegment>): Promise<ReplyOf<typeof routes.changeSegment>> {
    return this.deps.database.transaction(async (tx) => {
      await tx.query(LOCK);
      const before = await readSegment(tx, id);
      await checkCondition(tx, body.condition, id);
      const after = await this.write(tx, UPDATE, [id, body.name, JSON.stringify(body.condition), this.deps.clock.now()]);
      await recordChange(tx, this.deps.clock, { action: 'updated', kind: 'segment', id, before, after });
      return after;
    });
  }

  /** @throws AppError `in_use` where another segment, or a journey under way, names it */
  async deleteSegment(id: string): Promise<void> {
    await this.deps.database.transaction(async (tx) => {
      await tx.query(LOCK);
      const before = await readSegment(tx, id);
      await refuseUsedSegment(tx, id);
      await tx.query('DELETE FROM segments WHERE id = $1', [id]);
      await recordChange(tx, this.deps.clock, { action: 'deleted', kind: 'segment', id, before });
    });
  }

  /** @param signal of who asks: a count that nobody waits for any more ends, in memory and in the database */
  async countSegment(
    { condition }: BodyOf<typeof routes.countSegment>,
    signal?: AbortSignal,
  ): Promise<ReplyOf<typeof routes.countSegment>> {
    const began = performance.now();
    const { people, email } = await this.counting.tally([await resolveSegments(this.deps.database, condition)], signal);
    const [count, reached] = [people[1] ?? 0, email[1] ?? 0];
    // a webhook tells another system and needs no address: it reaches everyone
    return { count, reach: { email: reached, webhook: count }, milliseconds: Math.round(performance.now() - began) };
  }

  /** How many people conditions have in common: an exact number for each combination of them. */
  async overlapSegments(
    { conditions }: BodyOf<typeof routes.overlapSegments>,
    signal?: AbortSignal,
  ): Promise<ReplyOf<typeof routes.overlapSegments>> {
    const began = performance.now();
    const { database } = this.deps;
    const resolved = await Promise.all(conditions.map((condition) => resolveSegments(database, condition)));
    const { people } = await this.counting.tally(resolved, signal);
    const combinations = people
      .map((number, bits) => ({ of: conditions.flatMap((_, at) => ((bits >> at) & 1 ? [at] : [])), people: number }))
      .filter(({ of, people: number }) => of.length > 0 && number > 0)
      .sort((one, other) => other.people - one.people);
    const countOf = (at: number): number => combinations.reduce((sum, { of, people: number }) => sum + (of.includes(at) ? number : 0), 0);
    return { counts: conditions.map((_, at) => countOf(at)), combinations, milliseconds: Math.round(performance.now() - began) };
  }

  /** A few people, the newest. */
  async sampleSegment(
    { condition }: BodyOf<typeof routes.sampleSegment>,
    signal?: AbortSignal,
  ): Promise<ReplyOf<typeof routes.sampleSegment>> {
    const { database } = this.deps;
    const ids = await this.counting.newest(await resolveSegments(database, condition), SAMPLE, signal ? { signal } : {});
    const where = ids ? { text: 'c.id = ANY ($1::bigint[])', parameters: [ids] } : await this.predicate(condition);
    const { items } = await pageOfCustomers(database, { limit: SAMPLE }, where);
    return { items, next: null };
  }

  async matchSegment({ condition, customerId }: BodyOf<typeof routes.matchSegment>): Promise<ReplyOf<typeof routes.matchSegment>> {
    return explainMatch(this.deps.database, condition, customerId, this.deps.clock.now());
  }

  /** The people of a segment, page by page: from columns where they are remembered, so that the tables are asked for one page of people and not for a million answers. */
  async segmentCustomers(id: string, query: QueryOf<typeof routes.segmentCustomers>): Promise<ReplyOf<typeof routes.segmentCustomers>> {
    const { database } = this.deps;
    await readSegment(database, id);
    const { cursor, limit = PAGE } = query;
    // whom a search finds are few, and a cursor that is none is refused below
    const isPaged = !query.query?.trim() && (cursor === undefined || isId(cursor));
    const condition = await resolveSegments(database, asCondition(id));
    const ids = isPaged ? await this.counting.newest(condition, limit + 1, cursor === undefined ? {} : { below: cursor }) : null;
    if (!ids) return pageOfCustomers(database, query, await this.predicate(condition));
    const shown = ids.slice(0, limit);
    return { items: await readCustomers(database, shown), next: ids.length > limit ? (shown.at(-1) ?? null) : null };
  }

  /** How a segment has fared in the last thirty days. */
  async segmentDays(id: string): Promise<ReplyOf<typeof routes.segmentDays>> {
    const { database, clock } = this.deps;
    await readSegment(database, id);
    const today = localDay(clock.now(), (await readSettings(database)).timeZone);
    const [follows] = await database.query<{ since: Date }>(SINCE, [id]);
    return {
      days: await database.query<SegmentDay>(DAYS, [id, today, TOLD_DAYS]),
      since: follows?.since.toISOString() ?? null,
    };
  }

  /** Who came on a day, or went. */
  async segmentMoves(
    id: string,
    { what, day, ...page }: QueryOf<typeof routes.segmentMoves>,
  ): Promise<ReplyOf<typeof routes.segmentMoves>> {
    await readSegment(this.deps.database, id);
    return pageOfCustomers(this.deps.database, page, { text: MOVED, parameters: [id, day, what === 'entered'] });
  }

  async segmentUses(id: string): Promise<ReplyOf<typeof routes.segmentUses>> {
    await readSegment(this.deps.database, id);
    return { uses: await usesOfSegment(this.deps.database, id) };
  }

  private async write(tx: Tx, statement: string, parameters: readonly unknown[]): Promise<Segment> {
    const [row] = await tx.query<SegmentRow>(statement, parameters);
    if (!row) throw new Error('a segment that was locked has gone');
    return toSegment(row);
  }

  private async predicate(condition: Condition): Promise<SqlFragment> {
    const { database, clock } = this.deps;
    return conditionToSql(await resolveSegments(database, condition), { now: clock.now(), firstParameter: 1, customer: 'c' });
  }
}
