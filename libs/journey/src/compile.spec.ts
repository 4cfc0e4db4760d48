import fc from 'fast-check';
import { compile } from './compile.js';
import type { Plan, Step } from './plan.js';
import { validate } from './problems/validate.js';
import {
  anyGraph,
  audience,
  branch,
  draw,
  eventEntry,
  exit,
  note,
  planOf,
  send,
  split,
  splitBy,
  update,
  WORKSPACE,
  wait,
  waitDate,
  waitEvent,
  waitUntil,
  webhook,
} from './testing.js';

const targetsOf = (step: Step): string[] => {
  switch (step.kind) {
    case 'branch':
      return [...step.paths.map(({ next }) => next), step.otherwise];
    case 'split':
    case 'experiment':
      return step.arms.map(({ next }) => next);
    case 'score-split':
      return [...step.bands.map(({ next }) => next), step.none];
    case 'frequency-check':
      return [step.under, step.over];
    case 'wait-event':
      return [step.matched, step.timedOut];
    case 'coupon':
      return [step.issued, step.empty];
    case 'task':
      return step.onward.waits ? [step.onward.done, step.onward.timedOut] : [step.onward.next];
    case 'go-to':
    case 'exit':
      return [];
    default:
      return [step.next];
  }
};

describe('compile', () => {
  //   all ── arms ─┬─ a ───── mail ── days ── asked ─┬─ yes ── end
  //                └─ none ── end                    └─ else ── again ── end
  const graph = draw(
    {
      all: audience({ condition: { attribute: 'city', is: 'exists' }, holdout: 0.1, reentry: { policy: 'after', after: 'P30D' } }),
      arms: split({ a: 1, b: 2, none: 1 }, 'none'),
      mail: send({ tracking: { clicks: false } }),
      days: wait('P2D'),
      asked: branch({ yes: { event: 'visit', within: 'P2D' } }),
      again: send({ connectorId: 'smtp-2', ignoreCaps: true }),
      end: exit(),
      lost: wait('P1D'),
    },
    ['all -> arms:a -> mail -> days -> asked:yes -> end', 'arms:b -> mail', 'arms:none -> end', 'asked:else -> again -> end'],
    {
      response: { event: 'visit', window: 'P14D' },
      goal: { event: 'purchase', where: [{ property: 'amount', is: 'gt', value: 1 }], exitOnGoal: false },
      timeZone: 'Asia/Shanghai',
    },
  );

  it('gives the plan, with every reference resolved and what nobody reaches left out', () => {
    const plan: Plan = {
      format: 1,
      entries: ['all'],
      steps: {
        all: {
          kind: 'audience',
          id: 'all',
          name: 'all',
          audience: { condition: { attribute: 'city', is: 'exists' } },
          schedule: null,
          reentry: { policy: 'after', after: 'P30D' },
          holdout: 0.1,
          next: 'arms',
        },
        arms: {
          kind: 'split',
          id: 'arms',
          name: 'arms',
          assignBy: 'hash',
          arms: [
            { id: 'a', name: 'a', control: false, from: 0, to: 0.25, next: 'mail' },
            { id: 'b', name: 'b', control: false, from: 0.25, to: 0.75, next: 'mail' },
            { id: 'none', name: 'none', control: true, from: 0.75, to: 1, next: 'end' },
          ],
        },
        mail: {
          kind: 'send',
          id: 'mail',
          name: 'mail',
          channel: 'email',
          connectorId: 'smtp',
          templateId: 'mail',
          templateRevision: 3,
          tracking: { opens: true, clicks: false },
          ignoreCaps: false,
          next: 'days',
        },
        days: { kind: 'wait', id: 'days', name: 'days', rule: { mode: 'duration', duration: 'P2D' }, next: 'asked' },
        asked: {
          kind: 'branch',
          id: 'asked',
          name: 'asked',
          paths: [{ id: 'yes', name: 'yes', condition: { event: 'visit', within: 'P2D' }, next: 'end' }],
          otherwise: 'again',
        },
        again: {
          kind: 'send',
          id: 'again',
          name: 'again',
          channel: 'email',
          connectorId: 'smtp-2',
          templateId: 'mail',
          templateRevision: 3,
          tracking: { opens: true, clicks: true },
          ignoreCaps: true,
          next: 'end',
        },
        end: { kind: 'exit', id: 'end', name: 'end', reason: 'completed' },
      },
      settings: {
        response: { match: { event: 'visit', where: [] }, window: 'P14D' },
        goal: { match: { event: 'purchase', where: [{ property: 'amount', is: 'gt', value: 1 }] }, window: 'P7D', exitOnGoal: false },
        exitWhen: null,
        timeZone: 'Asia/Shanghai',
      },
    };
    expect(planOf(graph)).toEqual(plan);
    expect(Object.keys(planOf(graph).steps)).toEqual(['all', 'arms', 'mail', 'days', 'asked', 'again', 'end']);
  });

  it('fills in what a drawing leaves open', () => {
    // visit ── morning ── day ── reply ─┬─ matched ── note ── told ── end
    //                                   └─ timeout ── end
    const plan = planOf(
      draw(
        {
          visit: eventEntry('visit', { where: [{ property: 'sku', is: 'exists' }] }),
          morning: waitUntil('09:00', { weekdays: [5, 1, 5] }),
          day: waitDate('joined'),
          reply: waitEvent('visit', 'P3D'),
          note: update({ set: { city: null }, addTags: ['vip'] }),
          told: webhook(),
          end: exit(),
        },
        ['visit -> morning -> day -> reply:matched -> note -> told -> end', 'reply:timeout -> end'],
        { goal: { event: 'purchase' } },
      ),
    );
    expect(plan.steps.visit).toMatchObject({
      reentry: { policy: 'never', after: null },
      holdout: 0,
      where: [{ property: 'sku', is: 'exists' }],
    });
    expect(plan.steps.morning).toMatchObject({ rule: { mode: 'until', time: '09:00', weekdays: [1, 5], zone: 'customer' } });
    expect(plan.steps.day).toMatchObject({ rule: { mode: 'date', attribute: 'joined', offset: null, time: '00:00' } });
    expect(plan.steps.reply).toMatchObject({ event: 'visit', where: [], timeout: 'P3D', matched: 'note', timedOut: 'end' });
    expect(plan.steps.note).toMatchObject({ set: { city: null }, addTags: ['vip'], removeTags: [], addToList: null });
    expect(plan.steps.told).toMatchObject({ connectorId: 'caller', templateId: 'hook', templateRevision: 1 });
    expect(plan.settings).toEqual({
      response: { match: null, window: 'P1D' },
      goal: { match: { event: 'purchase', where: [] }, window: 'P7D', exitOnGoal: true },
      exitWhen: null,
      timeZone: null,
    });
  });

  it('keeps an instant in the one form that compares', () => {
    const plan = planOf(
      draw({ all: audience({ schedule: { at: '2027-03-01T09:00+08:00' } }), mail: send(), end: exit() }, ['all -> mail -> end']),
    );
    expect(plan.steps.all).toMatchObject({ schedule: { at: '2027-03-01T01:00:00.000Z' } });
  });

  it('ends the last arm at one to the bit, whatever the weights', () => {
    const weights = fc
      .array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 8 })
      .filter((all) => all.some((weight) => weight > 0));
    fc.assert(
      fc.property(weights, (all) => {
        const ids = all.map((_, at) => `a${at}`);
        const arms = split(Object.fromEntries(all.map((weight, at) => [`a${at}`, weight])));
        const step = planOf(
          draw({ all: audience(), arms, mail: send(), end: exit() }, [
            'all -> arms',
            ...ids.map((id) => `arms:${id} -> mail`),
            'mail -> end',
          ]),
        ).steps.arms;
        const bounds = step?.kind === 'split' ? step.arms.map(({ from, to }) => [from, to]) : [];
        expect(bounds[0]?.[0]).toBe(0);
        expect(bounds.at(-1)?.[1]).toBe(1);
        for (const [at, [from = 0, to = 0]] of bounds.entries()) {
          expect(to).toBeGreaterThanOrEqual(from);
          if (at > 0) expect(from).toBe(bounds[at - 1]?.[1]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('refuses a drawing with an error, and says why', () => {
    const broken = compile(draw({ all: audience(), end: exit() }, []), WORKSPACE);
    expect(broken).toEqual({
      ok: false,
      error: expect.arrayContaining([expect.objectContaining({ nodeId: 'all', code: 'leads_nowhere' })]),
    });
  });

  it('gives the same plan for the same drawing, and plans are JSON', () => {
    fc.assert(
      fc.property(anyGraph(), (drawn) => {
        const plan = planOf(drawn);
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
        expect(JSON.stringify(planOf(structuredClone(drawn)))).toBe(JSON.stringify(plan));
      }),
      { numRuns: 50 },
    );
  });

  it('leads every step on to a step of the plan, and only there', () => {
    fc.assert(
      fc.property(anyGraph(), (drawn) => {
        const plan = planOf(drawn);
        const targets = new Set(Object.values(plan.steps).flatMap(targetsOf));
        expect([...plan.entries, ...targets].sort()).toEqual(Object.keys(plan.steps).sort());
      }),
      { numRuns: 50 },
    );
  });

  it('either says what is wrong with a drawing that somebody tore at, or gives a plan that leads everyone out', () => {
    const torn = anyGraph({ most: 5 }).chain((drawn) =>
      fc
        .record({
          nodes: fc.subarray(drawn.nodes, { minLength: Math.max(0, drawn.nodes.length - 2) }),
          edges: fc.subarray(drawn.edges, { minLength: Math.max(0, drawn.edges.length - 2) }),
          turned: fc.dictionary(fc.constantFrom(...drawn.edges.map(({ id }) => id)), fc.constantFrom(...drawn.nodes.map(({ id }) => id)), {
            maxKeys: 2,
          }),
        })
        .map(({ nodes, edges, turned }) => ({
          ...drawn,
          nodes,
          edges: edges.map((edge) => ({ ...edge, target: turned[edge.id] ?? edge.target })),
        })),
    );
    const leavesFrom = (plan: Plan, nodeId: string, steps: number): boolean => {
      const step = plan.steps[nodeId];
      return step !== undefined && steps > 0 && targetsOf(step).every((next) => leavesFrom(plan, next, steps - 1));
    };
    fc.assert(
      fc.property(torn, (graph) => {
        const compiled = compile(graph, WORKSPACE);
        if (!compiled.ok) return expect(compiled.error.some(({ severity }) => severity === 'error')).toBe(true);
        const { steps, entries } = compiled.value;
        expect(entries.length).toBeGreaterThan(0);
        return expect(entries.every((entry) => leavesFrom(compiled.value, entry, Object.keys(steps).length))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('lets an experiment from elsewhere have arms of any weight', () => {
    const plan = planOf(
      draw({ all: audience(), arms: splitBy('city', 'x', 'y'), mail: send(), end: exit() }, [
        'all -> arms:x -> mail -> end',
        'arms:y -> end',
      ]),
    );
    expect(plan.steps.arms).toMatchObject({ assignBy: { attribute: 'city' } });
  });
});

// all -> mail -> end      (note: Ask Ann)
describe('a note', () => {
  const steps = { all: audience(), mail: send(), end: exit() };
  const lines = ['all -> mail -> end'];

  it('changes nothing of the plan, and nobody complains that no line leads to it', () => {
    const noted = draw({ aside: note('Ask Ann'), ...steps, other: note('') }, lines);
    expect(planOf(noted)).toEqual(planOf(draw(steps, lines)));
    expect(validate(noted, WORKSPACE)).toEqual(validate(draw(steps, lines), WORKSPACE));
  });

  it('is no place to come to', () => {
    const led = draw({ ...steps, aside: note('Ask Ann') }, ['all -> mail -> aside']);
    expect(validate(led, WORKSPACE).map(({ code }) => code)).toContain('missing_target');
  });
});
