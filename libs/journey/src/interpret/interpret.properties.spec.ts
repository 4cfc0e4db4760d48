import { type Profile, saltSeed, stableFraction } from '@wayfare/kernel';
import fc from 'fast-check';
import { type EventEntryStep, holdoutSalt, type Plan, type Step } from '../plan.js';
import { anyEvents, anyGraph, anyTraveller, LAUNCH, planOf } from '../testing.js';
import { interpret } from './interpret.js';
import type { InterpretOptions, JourneyEvent, JourneyPath, Stay, Visit } from './path.js';

const UNTIL = new Date(LAUNCH.getTime() + 60 * 86_400_000);
const OPTIONS: InterpretOptions = {
  journeyId: '7',
  workspaceZone: 'Europe/Berlin',
  launchedAt: LAUNCH,
  until: UNTIL,
  // some messages take a while to settle, some never do
  outcome: ({ nodeId, at }) => ({
    settledAt: nodeId.endsWith('3') ? null : new Date(at.getTime() + (nodeId.endsWith('2') ? 90_000 : 0)),
    results: ['sent', 'delivered', 'opened'],
  }),
};

/** Cases of each property, 2,200 all together; `npm run test:deep` asks for more. */
const RUNS = { numRuns: Number(process.env['WAYFARE_CASES'] ?? 200) };

/** The steps behind a step, by the handle that a visit records. */
const waysOut = (step: Step): Readonly<Record<string, string>> => {
  switch (step.kind) {
    case 'branch':
      return { ...Object.fromEntries(step.paths.map(({ id, next }) => [id, next])), else: step.otherwise };
    case 'split':
    case 'experiment':
      return Object.fromEntries(step.arms.map(({ id, next }) => [id, next]));
    case 'score-split':
      return { ...Object.fromEntries(step.bands.map(({ id, next }) => [id, next])), none: step.none };
    case 'frequency-check':
      return { under: step.under, over: step.over };
    case 'wait-event':
      return { matched: step.matched, timeout: step.timedOut };
    case 'coupon':
      return { issued: step.issued, empty: step.empty };
    case 'task':
      return step.onward.waits ? { done: step.onward.done, timeout: step.onward.timedOut } : { null: step.onward.next };
    case 'go-to':
    case 'exit':
      return {};
    default:
      return { null: step.next };
  }
};

const stepAt = (plan: Plan, nodeId: string): Step => {
  const step = plan.steps[nodeId];
  if (!step) throw new Error(`no step ${nodeId}`);
  return step;
};

const pairsOf = <T>(items: readonly T[]): [T, T][] => items.slice(1).map((item, at) => [items[at] as T, item]);

const eachPath = (claim: (path: JourneyPath, plan: Plan, person: Profile, events: readonly JourneyEvent[]) => void): void => {
  fc.assert(
    fc.property(anyGraph(), anyTraveller(), anyEvents(), (graph, person, events) => {
      const plan = planOf(graph);
      claim(interpret(plan, person, events, OPTIONS), plan, person, events);
    }),
    RUNS,
  );
};

const eachStay = (claim: (stay: Stay, plan: Plan) => void): void =>
  eachPath(({ entries }, plan) => {
    for (const stay of entries) claim(stay, plan);
  });

const lastVisit = ({ visits }: Stay): Visit | undefined => visits.at(-1);

describe('interpret, for any journey, person and order of events', () => {
  it('leads from node to node along the lines of the plan, at once', () => {
    eachStay(({ visits }, plan) => {
      expect(plan.entries).toContain(visits[0]?.nodeId);
      for (const [from, to] of pairsOf(visits)) {
        expect(waysOut(stepAt(plan, from.nodeId))[String(from.handle)]).toBe(to.nodeId);
        expect(from.leftAt).toEqual(to.arrivedAt);
      }
    });
  });

  it('never goes back in time', () => {
    eachPath(({ entries }) => {
      const instants = entries.flatMap(({ visits }) =>
        visits.flatMap(({ arrivedAt, leftAt }) => (leftAt ? [arrivedAt, leftAt] : [arrivedAt])),
      );
      for (const [earlier, later] of pairsOf([LAUNCH, ...instants, UNTIL])) expect(earlier.getTime()).toBeLessThanOrEqual(later.getTime());
    });
  });

  it('keeps everyone either at one node or out of the journey', () => {
    eachStay((stay) => {
      for (const { leftAt } of stay.visits.slice(0, -1)) expect(leftAt).not.toBeNull();
      expect(lastVisit(stay)?.leftAt ?? null).toEqual(stay.exit?.at ?? null);
      if (stay.exit) expect(stay.exit.nodeId).toBe(lastVisit(stay)?.nodeId);
    });
  });

  it('counts stays from one, and begins none before the last has ended', () => {
    eachPath(({ entries }) => {
      expect(entries.map(({ entryNo }) => entryNo)).toEqual(entries.map((_, at) => at + 1));
      for (const stay of entries.slice(0, -1)) expect(stay.exit).not.toBeNull();
    });
  });

  it('completes a stay only at an exit', () => {
    eachStay(({ exit }, plan) => {
      if (exit) expect(exit.reason === 'completed').toBe(stepAt(plan, exit.nodeId).kind === 'exit' && exit.reason !== 'condition');
    });
  });

  it('makes one message for each sending node that is passed, and no other', () => {
    eachStay(({ visits, messages, exit }, plan) => {
      const passed = visits.filter(({ nodeId }) => ['send', 'webhook'].includes(stepAt(plan, nodeId).kind) && exit?.nodeId !== nodeId);
      expect(messages.map(({ nodeId, at, pass }) => ({ nodeId, at, pass }))).toEqual(
        passed.map(({ nodeId, arrivedAt }) => ({ nodeId, at: arrivedAt, pass: 1 })),
      );
    });
  });

  it('holds out exactly those whose fraction lies below the share of their entry', () => {
    eachPath(({ entries }, plan, { id }) => {
      const fraction = stableFraction(id, saltSeed(holdoutSalt(OPTIONS.journeyId)));
      for (const { visits, exit } of entries) {
        const entry = stepAt(plan, visits[0]?.nodeId ?? '') as EventEntryStep;
        expect(exit?.reason === 'holdout').toBe(fraction < entry.holdout);
      }
    });
  });

  it('enters once in a life where the policy says never', () => {
    eachPath(({ entries }, plan) => {
      const repeated = entries.slice(1).map(({ visits }) => stepAt(plan, visits[0]?.nodeId ?? '') as EventEntryStep);
      for (const { reentry } of repeated) expect(reentry.policy).not.toBe('never');
    });
  });

  it('depends neither on the order in which the ledger lists events, nor on who asked before', () => {
    eachPath((path, plan, person, events) => {
      const copy = structuredClone(person);
      expect(interpret(plan, person, [...events].reverse(), OPTIONS)).toEqual(path);
      expect(person).toEqual(copy);
    });
  });

  it('lets nothing that is received later change what has happened', () => {
    fc.assert(
      fc.property(anyGraph(), anyTraveller(), anyEvents(), fc.integer({ min: 0, max: 60 * 1440 }), (graph, person, events, minutes) => {
        const until = new Date(LAUNCH.getTime() + minutes * 60_000);
        const plan = planOf(graph);
        const received = events.filter(({ receivedAt }) => receivedAt <= until);
        expect(interpret(plan, person, events, { ...OPTIONS, until })).toEqual(interpret(plan, person, received, { ...OPTIONS, until }));
      }),
      RUNS,
    );
  });

  it('only ever adds to a path when it looks further ahead', () => {
    fc.assert(
      fc.property(anyGraph(), anyTraveller(), anyEvents(), fc.integer({ min: 0, max: 60 * 1440 }), (graph, person, events, minutes) => {
        const until = new Date(LAUNCH.getTime() + minutes * 60_000);
        const plan = planOf(graph);
        const visitsOf = ({ entries }: JourneyPath): Visit[] => entries.flatMap(({ visits }) => [...visits]);
        const early = visitsOf(interpret(plan, person, events, { ...OPTIONS, until }));
        const late = visitsOf(interpret(plan, person, events, OPTIONS));
        const begun = late.filter(({ arrivedAt }) => arrivedAt <= until);
        expect(early).toEqual(
          begun.map((visit) => (visit.leftAt && visit.leftAt <= until ? visit : { ...visit, leftAt: null, handle: null })),
        );
      }),
      RUNS,
    );
  });
});
