import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Cap, Profile, QuietTimes } from '@wayfare/kernel';
import fc from 'fast-check';
import { interpret } from '../interpret/interpret.js';
import type { ExperimentAllocation, InterpretOptions, JourneyEvent, JourneyPath } from '../interpret/path.js';
import type { Plan, Step } from '../plan.js';
import { anyAllocations, anyEvents, anyGraph, anyTraveller, LAUNCH, planOf } from '../testing.js';

/*
 * Plans are frozen (plan.ts): people who are on their way by one must be taken the same way by every later engine. So plans as they were compiled on a day are kept, with people, what they did and the way that
 * they were taken, and are replayed for ever; the property test holds the SQL engine to the same interpreter. A file is never changed. When plans learn something new, another one is recorded:
 * `WAYFARE_RECORD=2026-11-22-experiments node scripts/jest.mjs libs/journey/src/recorded`, by the day and what is new
 */

const FOLDER = path.resolve('libs/journey/src/recorded');
const CASES = 24;
const QUIET: QuietTimes = {
  hours: { from: '21:30', to: '08:00', channels: ['email'] },
  holidays: [{ day: '2027-03-28', name: 'Sunday', channels: null }],
};
const CAPS: readonly Cap[] = [
  { per: 'day', max: 2 },
  { per: 'week', max: 3, channel: 'email', over: 'skip' },
];
const OPTIONS: InterpretOptions = {
  journeyId: '9001',
  workspaceZone: 'Asia/Shanghai',
  launchedAt: LAUNCH,
  quiet: QUIET,
  caps: CAPS,
  globalHoldout: 0.1,
  // the second pool has no codes
  hasCode: ({ poolId }) => poolId !== 'pool-2',
  until: new Date(LAUNCH.getTime() + 45 * 86_400_000),
};

interface Run {
  readonly plan: Plan;
  readonly person: Profile;
  readonly events: readonly JourneyEvent[];
  /** The shares that its experiments had. */
  readonly allocations?: readonly ExperimentAllocation[];
}
interface Recorded {
  readonly cases: readonly (Run & { readonly path: unknown })[];
}

/** As a file tells it. */
const inWriting = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const INSTANTS = ['createdAt', 'occurredAt', 'receivedAt'];
const readBack = (text: string): Recorded =>
  JSON.parse(text, (key, value) => (INSTANTS.includes(key) && typeof value === 'string' ? new Date(value) : value));

const took = ({ plan, person, events, allocations = [] }: Run): JourneyPath =>
  interpret(plan, person, events, { ...OPTIONS, allocations: allocations.map((each) => ({ ...each, from: new Date(each.from) })) });

/** Whether the person went by shares that were decided on. */
const wentByShares = (run: Run): boolean =>
  took(run).entries.some(({ visits }) =>
    visits.some(({ nodeId, leftAt }) => leftAt && run.allocations?.some((each) => each.nodeId === nodeId && each.from < leftAt)),
  );

/** What plans have learned since the first recording: codes, handing over, tenths, messages that expire, tasks. */
const isNew = (step: Step | undefined): boolean => {
  if (step?.kind === 'score-split') return step.deciles !== undefined;
  return step?.kind === 'send' ? step.expires !== undefined : step?.kind === 'coupon' || step?.kind === 'go-to' || step?.kind === 'task';
};

/** Whether the person came to such a step. */
const cameToNewSteps = ({ plan, ...run }: Run): boolean =>
  took({ plan, ...run }).entries.some(({ visits }) => visits.some(({ nodeId }) => isNew(plan.steps[nodeId])));

/** Whether the person waited for a colleague, who did what was asked. */
const wasDoneFor = (run: Run): boolean => took(run).entries.some(({ visits }) => visits.some(({ handle }) => handle === 'done'));

const record = (name: string): void => {
  const drawn = fc.sample(
    fc
      .tuple(
        anyGraph({
          kinds: [
            'wait',
            'wait-event',
            'branch',
            'split',
            'experiment',
            'experiment',
            'score-split',
            'update',
            'send',
            'webhook',
            'coupon',
            'coupon',
            'task',
            'task',
            'task',
          ],
          most: 6,
        }),
        anyTraveller(),
        anyEvents(5),
      )
      .map(([graph, person, events]) => ({ plan: planOf(graph), person, events }))
      .chain((run) => anyAllocations(run.plan).map((allocations) => ({ ...run, allocations }))),
    { seed: Date.parse(name.slice(0, 10)), numRuns: 60 * CASES },
  );
  const told = drawn.filter((run) => took(run).entries.some(({ visits }) => visits.length > 2));
  const isTelling = (run: Run): boolean => wentByShares(run) || cameToNewSteps(run);
  const waited = told.filter(wasDoneFor);
  const rest = told.filter((run) => !waited.includes(run));
  const chosen = [...waited.slice(0, CASES / 2), ...rest.filter(isTelling), ...rest.filter((run) => !isTelling(run))].slice(0, CASES);
  const cases = chosen.map((run) => ({ ...run, path: took(run) }));
  writeFileSync(path.join(FOLDER, `${name}.json`), `${JSON.stringify({ cases }, null, 2)}\n`);
};

const name = process.env['WAYFARE_RECORD'];
if (name !== undefined) record(name);

describe.each(readdirSync(FOLDER).filter((file) => file.endsWith('.json')))('the plans of %s', (file) => {
  const { cases } = readBack(readFileSync(path.join(FOLDER, file), 'utf8'));

  it.each(cases.map((run, at) => [at + 1, run] as const))('take person %i the way that they were taken', (_, run) => {
    expect(inWriting(took(run))).toEqual(inWriting(run.path));
  });

  it('are enough to say something', () => {
    expect(cases).toHaveLength(CASES);
  });
});
