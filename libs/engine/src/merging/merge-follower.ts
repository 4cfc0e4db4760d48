import type { Following, MergeFollower } from '@wayfare/customers';
import { type Tx, workInAllShards, workInShard } from '@wayfare/platform';
import { Ledger } from '../cohorts/ledger.js';
import { groupBy, groupsBy } from '../group-by.js';
import { holdJourneys } from '../journeys/lock.js';
import { leave } from '../leave/leaving.js';
import { holdStanding } from '../leave/standing.js';
import type { EngineParts } from '../parts.js';
import { MovedMeanwhile } from '../retry.js';
import { crossShards } from './crossing.js';
import {
  BATCH_ELSEWHERE,
  BATCHES_OF,
  CHUNK_ELSEWHERE,
  CHUNKS_OF,
  HOLD_UNSENT,
  LEFT_BEHIND,
  MOVE_COUPONS,
  MOVE_MESSAGES,
  MOVE_RESPONSES,
  MOVE_STAYS,
  MOVE_TASKS,
  NOTE,
  NOTED,
  REPLACE_IN_BATCH,
  REPLACE_IN_CHUNK,
  SHARDS_OF,
  STAYS,
} from './follow.sql.js';
import { numbersFor, type StayRow, whoLeaves } from './placing.js';

/** A stay on its way to another customer. */
interface Moved {
  readonly mergeId: string;
  readonly stay: StayRow;
  readonly to: string;
  readonly entryNo: number;
}

/** `[journey, number it had, number it got]`, as a merge notes it. */
type Noted = readonly [journeyId: string, was: number, now: number];

/** The tables with people in them that the engine answers for, and how each goes along. A test walks all tables. */
export const FOLLOWED_BY_ENGINE: Readonly<Record<string, string>> = {
  enrollments: 'stays move with their numbers kept in order; of two inside one journey one leaves with `duplicate`',
  messages: 'those of a stay move with it',
  responses: 'those of a message move with it',
  coupon_issues: 'those of a stay move with it',
  tasks: 'those of a stay move with it',
  entry_chunks: 'who waits at a door waits there as the customer who is kept',
  event_batches: 'events that journeys have still to be shown are those of the customer who is kept',
};

/**
 * What journeys know of people goes along when two of them turn out to be one (decision 023). Whoever is merged while inside goes on as the customer who is kept, where they stand; where that one is inside
 * too, one of them leaves with `duplicate`, and what was still to be sent to them is called off, so that nobody gets anything twice. Messages, responses and coupons go where their stay goes.
 */
export class EngineFollower implements MergeFollower {
  constructor(private readonly parts: Pick<EngineParts, 'clock' | 'dispatcher'>) {}

  async busy(tx: Tx, customerIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ id: string; state: string }>(HOLD_UNSENT, [customerIds]);
    return new Set(rows.filter(({ state }) => state === 'sending').map(({ id }) => id));
  }

  async follow(tx: Tx, merges: readonly Following[]): Promise<void> {
    const keptBy = new Map(merges.map((merge) => [merge.from, merge]));
    const coming = await tx.query<StayRow>(STAYS, [[...keptBy.keys()], null]);
    if (coming.length > 0) {
      const journeys = [...new Set(coming.map(({ journeyId }) => journeyId))].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
      await holdJourneys(tx, journeys);
      const people = [...new Set(merges.flatMap(({ from, to }) => [from, to]))];
      await this.leaveTwins(tx, await tx.query<StayRow>(STAYS, [people, journeys]), keptBy, journeys);
      const moved = await this.placed(tx, people, journeys, keptBy);
      await this.move(tx, moved);
      await note(tx, moved);
    }
    await this.followAtDoors(tx, merges);
    const left = await tx.query<{ id: string }>(LEFT_BEHIND, [merges.map(({ from }) => from)]);
    if (left.length > 0) throw new MovedMeanwhile();
  }

  async goBack(tx: Tx, { mergeId, from, to }: Following): Promise<void> {
    const [noted] = await tx.query<{ rows: Noted[] }>(NOTED, [mergeId]);
    if (noted) {
      const before = new Map(noted.rows.map(([journeyId, was, now]) => [`${journeyId} ${now}`, was]));
      const journeys = [...new Set(noted.rows.map(([journeyId]) => journeyId))].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
      await holdJourneys(tx, journeys);
      await this.holdPeople(tx, [from], journeys);
      const stays = await tx.query<StayRow>(STAYS, [[from], journeys]);
      const going = stays.flatMap((stay) => {
        const entryNo = before.get(`${stay.journeyId} ${stay.entryNo}`);
        return entryNo === undefined ? [] : [{ mergeId, stay, to, entryNo }];
      });
      await this.move(tx, going);
    }
  }

  /** Of all who turn out to be one and are inside the same journey, one goes on. */
  private async leaveTwins(
    tx: Tx,
    stays: readonly StayRow[],
    keptBy: ReadonlyMap<string, Following>,
    journeys: readonly string[],
  ): Promise<void> {
    const keptOf = (id: string): string => keptBy.get(id)?.to ?? id;
    const inside = stays.filter(({ isStanding }) => isStanding);
    const leaving = groupBy(inside, ({ customerId, journeyId }) => `${keptOf(customerId)} ${journeyId}`).flatMap((group) =>
      whoLeaves(group, keptOf(group[0].customerId)),
    );
    const gone = new Set(leaving.map(({ customerId, journeyId, entryNo }) => `${customerId} ${journeyId} ${entryNo}`));
    const now = this.parts.clock.now();
    for (const [, people] of groupsBy(inside, ({ shard }) => String(shard))) {
      await workInShard(tx, people[0].shard);
      const ledger = new Ledger(now);
      const standing = await holdStanding(
        tx,
        people.map(({ customerId }) => customerId),
        journeys,
      );
      const leavers = standing.filter(({ customerId, entryNo, cohort }) => gone.has(`${customerId} ${cohort.journeyId} ${entryNo}`));
      await leave(
        tx,
        leavers.map((stay) => ({ ...stay, reason: 'duplicate' })),
        ledger,
      );
      await ledger.write(tx);
    }
    await workInAllShards(tx);
    if (leaving.length > 0) await this.parts.dispatcher.cancelForEnrollments(tx, leaving, 'duplicate');
  }

  /** Holds people where they stand, shard after shard. */
  private async holdPeople(tx: Tx, ids: readonly string[], journeys: readonly string[]): Promise<void> {
    const people = await tx.query<{ id: string; shard: number }>(SHARDS_OF, [ids]);
    for (const [, group] of groupsBy(people, ({ shard }) => String(shard))) {
      await workInShard(tx, group[0].shard);
      await holdStanding(
        tx,
        group.map(({ id }) => id),
        journeys,
      );
    }
    await workInAllShards(tx);
  }

  /** Where each stay of those who are merged goes, with its number there. */
  private async placed(
    tx: Tx,
    people: readonly string[],
    journeys: readonly string[],
    keptBy: ReadonlyMap<string, Following>,
  ): Promise<Moved[]> {
    const stays = groupsBy(await tx.query<StayRow>(STAYS, [people, journeys]), ({ customerId, journeyId }) => `${customerId} ${journeyId}`);
    const there = new Map<string, readonly StayRow[]>(stays);
    const moved: Moved[] = [];
    for (const coming of stays.values()) {
      const merge = keptBy.get(coming[0].customerId);
      if (!merge) continue;
      const key = `${merge.to} ${coming[0].journeyId}`;
      const before = there.get(key) ?? [];
      const numbers = numbersFor(before, coming);
      const arrived = coming.map((stay) => ({ stay, to: merge.to, mergeId: merge.mergeId, entryNo: numbers.get(stay) ?? stay.entryNo }));
      moved.push(...arrived);
      there.set(key, [...before, ...arrived.map(({ stay, entryNo }) => ({ ...stay, entryNo }))]);
    }
    return moved;
  }

  private async move(tx: Tx, moved: readonly Moved[]): Promise<void> {
    if (moved.length === 0) return;
    const shards = new Map(
      (await tx.query<{ id: string; shard: number }>(SHARDS_OF, [[...new Set(moved.map(({ to }) => to))]])).map(({ id, shard }) => [
        id,
        shard,
      ]),
    );
    const crossings = moved.flatMap(({ stay, to }) => {
      const toShard = shards.get(to) ?? stay.shard;
      return toShard === stay.shard ? [] : [{ stay, crossing: { ...stay, toShard } }];
    });
    const goes = await crossShards(
      tx,
      crossings.map(({ crossing }) => crossing),
      this.parts.clock.now(),
    );
    const cohorts = new Map(crossings.map(({ stay, crossing }) => [stay, goes.get(crossing)]));
    const columns = [
      moved.map(({ stay }) => stay.customerId),
      moved.map(({ stay }) => stay.journeyId),
      moved.map(({ stay }) => stay.entryNo),
      moved.map(({ to }) => to),
      moved.map(({ entryNo }) => entryNo),
      moved.map(({ stay }) => cohorts.get(stay) ?? stay.cohortId),
    ];
    for (const statement of [MOVE_STAYS, MOVE_RESPONSES, MOVE_MESSAGES, MOVE_COUPONS, MOVE_TASKS]) await tx.query(statement, columns);
  }

  /** People who wait to come in, and events that journeys have still to be shown. */
  private async followAtDoors(tx: Tx, merges: readonly Following[]): Promise<void> {
    const pairs = [merges.map(({ from }) => from), merges.map(({ to }) => to)];
    for (const { runId, chunkNo, was, now, isHere } of await tx.query<AtDoor>(CHUNKS_OF, pairs)) {
      if (!isHere) await tx.query(CHUNK_ELSEWHERE, [runId, chunkNo, now]);
      await tx.query(REPLACE_IN_CHUNK, [runId, chunkNo, was, isHere ? now : null]);
    }
    for (const { id, was, now, isHere } of await tx.query<InBatch>(BATCHES_OF, pairs))
      await tx.query(isHere ? REPLACE_IN_BATCH : BATCH_ELSEWHERE, [id, was, now]);
  }
}

const note = async (tx: Tx, moved: readonly Moved[]): Promise<void> => {
  const noted = groupBy(moved, ({ mergeId }) => mergeId);
  await tx.query(NOTE, [
    noted.map(([{ mergeId }]) => mergeId),
    noted.map((group) => JSON.stringify(group.map(({ stay, entryNo }): Noted => [stay.journeyId, stay.entryNo, entryNo]))),
  ]);
};

interface AtDoor {
  runId: string;
  chunkNo: number;
  was: string;
  now: string;
  isHere: boolean;
}

interface InBatch {
  id: string;
  was: string;
  now: string;
  isHere: boolean;
}
