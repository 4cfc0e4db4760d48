import { type Tx, workInAllShards, workInShard } from '@wayfare/platform';
import type { Cohort } from '../cohorts/cohort.js';
import { Ledger, newCohortIds } from '../cohorts/ledger.js';
import { lockForLeaving } from '../cohorts/rows.js';
import { groupBy, groupsBy } from '../group-by.js';
import type { StayRow } from './placing.js';

/** A stay whose customer becomes, or goes back to, one of another shard. */
export interface Crossing extends StayRow {
  readonly toShard: number;
}

/** What those who have left take along: a cohort that knows how they went and when they left, and that nobody takes a step in. */
const stubOf = (cohort: Cohort, id: string, { leftSeq }: StayRow, people: number, now: Date): Cohort => ({
  ...cohort,
  id,
  people,
  state: 'exited',
  dueAt: null,
  arrivedAt: cohort.state === 'exited' ? cohort.arrivedAt : now,
  parent: { id: cohort.id, seq: leftSeq ?? cohort.seq },
});

/**
 * A cohort never crosses a shard (decision 014), so whoever goes on in another one goes on in a cohort there, which stands where theirs stood and knows it as its parent. They are handed from one to
 * the other by two moves, as when a version is followed by the next: out of the journey here and into it there.
 * @returns the cohort of each stay from now on
 */
export const crossShards = async (tx: Tx, crossings: readonly Crossing[], now: Date): Promise<ReadonlyMap<StayRow, string>> => {
  const goesTo = new Map<StayRow, string>();
  for (const [, fromShard] of groupsBy(crossings, ({ shard }) => String(shard))) {
    await workInShard(tx, fromShard[0].shard);
    const cohorts = await lockForLeaving(tx, [...new Set(fromShard.map(({ cohortId }) => cohortId))]);
    const groups = groupBy(fromShard, ({ cohortId, isStanding, leftSeq, toShard }) => `${cohortId} ${isStanding} ${leftSeq} ${toShard}`);
    const ids = await newCohortIds(tx, groups.length * 2);
    const here = new Ledger(now);
    const there = groupsBy(
      groups.map((group, at) => ({ group, cohort: cohorts.get(group[0].cohortId), id: ids[at * 2] ?? '', childId: ids[at * 2 + 1] ?? '' })),
      ({ group }) => String(group[0].toShard),
    );
    const ledgers: { shard: number; ledger: Ledger }[] = [];
    for (const arriving of there.values()) {
      const ledger = new Ledger(now);
      for (const { group, cohort, id, childId } of arriving) {
        if (!cohort) throw new Error(`there is no cohort ${group[0].cohortId}`);
        for (const stay of group) goesTo.set(stay, id);
        if (!group[0].isStanding) ledger.keep(stubOf(cohort, id, group[0], group.length, now));
        else {
          const parent = { id: cohort.id, seq: cohort.seq };
          here.handOut({ ...cohort, id: childId, people: group.length, parent, seq: cohort.seq + 1 });
          ledger.takeIn({ ...cohort, id, people: group.length, parent, seq: cohort.seq + 2 });
        }
      }
      ledgers.push({ shard: arriving[0].group[0].toShard, ledger });
    }
    await here.write(tx);
    for (const { shard, ledger } of ledgers) {
      await workInShard(tx, shard);
      await ledger.write(tx);
    }
  }
  await workInAllShards(tx);
  return goesTo;
};
