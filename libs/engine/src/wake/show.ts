import { conditionToSql, resolveSegments } from '@wayfare/audiences';
import type { PersonEvent } from '@wayfare/kernel';
import type { Tx } from '@wayfare/platform';
import { splitOff } from '../cohorts/cohort.js';
import { type Ledger, newCohortIds } from '../cohorts/ledger.js';
import { admit } from '../enter/admission.js';
import { countEntries } from '../enter/breaker.js';
import { turnAway, withinCaps } from '../enter/event-caps.js';
import { groupBy } from '../group-by.js';
import type { Hints } from '../hints.js';
import type { HeldJourney } from '../journeys/lock.js';
import { leave } from '../leave/leaving.js';
import { holdStanding, type Standing } from '../leave/standing.js';
import { HEARD_DONE } from '../nodes/task/task.sql.js';
import type { DispatcherPort } from '../parts.js';
import type { Version } from '../plans.js';
import { type Effect, effectOf, eventEntriesOf, leadsIn } from './decide.js';
import { GO_OVER } from './wakes.sql.js';

/** What a journey is shown: by customer, the events that were received together. */
export interface Shown {
  readonly journey: HeldJourney;
  readonly versions: ReadonlyMap<string, Version>;
  readonly events: ReadonlyMap<string, readonly PersonEvent[]>;
  /** Those whose events were received while the journey was paused. */
  readonly inPause: ReadonlySet<string>;
  /** Those whose events have waited for a pause to end. */
  readonly held: ReadonlySet<string>;
}

interface Doors {
  readonly hints: Hints;
  readonly dispatcher: Pick<DispatcherPort, 'cancelForEnrollments'>;
}

/** Shows events to one journey: those inside leave or go on, whoever was not inside may come in. */
export const showEvents = async (tx: Tx, shown: Shown, ledger: Ledger, doors: Doors): Promise<void> => {
  const standing = await holdStanding(tx, [...shown.events.keys()], [shown.journey.id]);
  const exits = await whoMeetsExitCondition(tx, shown, standing, ledger.now);
  const effects = standing.map((person) => ({ person, effect: effectIn(shown, person, exits, ledger.now) }));
  const leavers = effects.flatMap(({ person, effect }) => (effect.does === 'leave' ? [{ ...person, reason: effect.reason }] : []));
  const woken = effects.flatMap(({ person, effect }) =>
    effect.does === 'wake' ? [{ ...person, to: effect.to, handle: effect.handle }] : [],
  );
  await leave(tx, leavers, ledger);
  if (leavers.length > 0) {
    const stays = leavers.map(({ customerId, entryNo, cohort }) => ({ customerId, entryNo, journeyId: cohort.journeyId }));
    await doors.dispatcher.cancelForEnrollments(tx, stays, 'exited');
  }
  await wakeUp(tx, woken, ledger, doors.hints);
  await comeIn(tx, shown, new Set(standing.map(({ customerId }) => customerId)), ledger, doors.hints);
};

const planOf = ({ versions }: Shown, versionId: string) => {
  const version = versions.get(versionId);
  if (!version) throw new Error(`there is no version ${versionId}`);
  return version.plan;
};

const effectIn = (shown: Shown, { customerId, cohort }: Standing, exits: ReadonlySet<string>, now: Date): Effect =>
  effectOf(planOf(shown, cohort.versionId), cohort, shown.events.get(customerId) ?? [], exits.has(customerId), now);

/** Those inside for whom the exit condition of their version holds. */
const whoMeetsExitCondition = async (tx: Tx, shown: Shown, standing: readonly Standing[], now: Date): Promise<ReadonlySet<string>> => {
  const found: string[] = [];
  for (const people of groupBy(standing, ({ cohort }) => cohort.versionId)) {
    const { exitWhen } = planOf(shown, people[0].cohort.versionId).settings;
    if (!exitWhen) continue;
    const { text, parameters } = conditionToSql(await resolveSegments(tx, exitWhen), {
      now,
      firstParameter: 3,
      customer: 'c',
      enrollment: { journeyId: shown.journey.id, entryNo: 'p.entry_no' },
    });
    const rows = await tx.query<{ id: string }>(
      `SELECT c.id FROM unnest($1::bigint[], $2::int[]) AS p (customer_id, entry_no) JOIN customers c ON c.id = p.customer_id WHERE ${text}`,
      [people.map(({ customerId }) => customerId), people.map(({ entryNo }) => entryNo), ...parameters],
    );
    found.push(...rows.map(({ id }) => id));
  }
  return new Set(found);
};

type Woken = Standing & Omit<Extract<Effect, { does: 'wake' }>, 'does'>;

/** One cohort for each cohort that people are woken from and each node that they go to. */
const wakeUp = async (tx: Tx, woken: readonly Woken[], ledger: Ledger, hints: Hints): Promise<void> => {
  if (woken.length === 0) return;
  const groups = groupBy(woken, ({ cohort, to }) => `${cohort.id} ${to}`);
  const ids = await newCohortIds(tx, groups.length);
  const going = groups.flatMap((people, at) => people.map((person) => ({ ...person, goesTo: ids[at] ?? '' })));
  await tx.query(GO_OVER, [
    going.map(({ goesTo }) => goesTo),
    going.map(({ customerId }) => customerId),
    going.map(({ entryNo }) => entryNo),
    going[0]?.cohort.journeyId,
  ]);
  for (const [at, people] of groups.entries()) {
    const [{ cohort, to, handle }] = people;
    if (handle === 'done') {
      const customers = people.map(({ customerId }) => customerId);
      await tx.query(HEARD_DONE, [cohort.journeyId, cohort.nodeId, ledger.now, customers]);
    }
    hints.cohort(ledger.go(splitOff(cohort, ids[at] ?? '', people.length), to, handle, 'wake'));
  }
};

/** Whoever was not inside before comes in by the first entry that one of their events leads in by. */
const comeIn = async (tx: Tx, shown: Shown, inside: ReadonlySet<string>, ledger: Ledger, hints: Hints): Promise<void> => {
  const { versionId, launchedAt, id: journeyId } = shown.journey;
  if (versionId === null || launchedAt === null) return;
  const { settings } = planOf(shown, versionId);
  let unseen = 0;
  for (const step of eventEntriesOf(planOf(shown, versionId))) {
    const led = [...shown.events].flatMap(([customerId, events]) =>
      !inside.has(customerId) && leadsIn(step, events, launchedAt, ledger.now) ? [customerId] : [],
    );
    const people = settings.whilePaused === 'refuse' ? led.filter((customerId) => !shown.inPause.has(customerId)) : led;
    await turnAway(tx, { journeyId, nodeId: step.id, now: ledger.now, people: led.length - people.length });
    const admitted = await withinCaps(tx, settings, { journeyId, nodeId: step.id, people, now: ledger.now });
    if (admitted.length === 0) continue;
    const { cohort, entered, heldOut } = await admit(tx, { journeyId, versionId, step, people: admitted }, ledger);
    if (cohort) hints.cohort(cohort);
    unseen += Math.min(entered + heldOut, admitted.filter((customerId) => !shown.held.has(customerId)).length);
  }
  await countEntries(tx, settings.breaker, { journeyId, people: unseen, now: ledger.now });
};
