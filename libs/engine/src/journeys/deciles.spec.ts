import type { Graph, Plan } from '@wayfare/journey';
import { audience, decileSplit, draw, eventEntry, exit } from '@wayfare/journey/testing';
import type { Condition, Json } from '@wayfare/kernel';
import { type EngineWorld, engineWorld } from '../testing.js';

// all -> points: low (tenths 1–3), middle (4–7), high (8–10), none -> end
const graph = (who: Condition, entry: Parameters<typeof draw>[0][string] = audience({ condition: who })): Graph =>
  draw({ all: entry, points: decileSplit('points', { low: 3, middle: 7, high: undefined }), end: exit() }, [
    'all -> points:low -> end',
    'points:middle -> end',
    'points:high -> end',
    'points:none -> end',
  ]);

const MEMBERS: Condition = { tag: 'member' };

let world: EngineWorld;
beforeEach(async () => {
  world = await engineWorld();
});

const members = (...points: readonly (Json | undefined)[]): Promise<string[]> =>
  world.people(...points.map((value) => ({ tags: ['member'], attributes: value === undefined ? {} : { points: value } })));

const cutsOf = async (journeyId: string): Promise<readonly number[] | undefined> => {
  const [row] = await world.database.query<{ plan: Plan }>('SELECT plan FROM journey_versions WHERE journey_id = $1 ORDER BY number DESC', [
    journeyId,
  ]);
  const step = row?.plan.steps.points;
  return step?.kind === 'score-split' ? step.deciles : undefined;
};

const ways = async (journeyId: string): Promise<Record<string, number>> => {
  const { edges } = await world.journeys.live(journeyId);
  return Object.fromEntries(edges.flatMap(({ source, handle, people }) => (source === 'points' ? [[handle, people]] : [])));
};

describe('a score split by tenths', () => {
  it('parts the audience of the moment of publishing, and those without a number aside', async () => {
    await members(...Array.from({ length: 20 }, (_, at) => at + 1), 'eleven', undefined);
    await world.people({ attributes: { points: 1000 } });
    const id = await world.launch(graph(MEMBERS));
    expect(await cutsOf(id)).toEqual([3, 5, 7, 9, 11, 13, 15, 17, 19]);
    expect(await ways(id)).toEqual({ low: 6, middle: 8, high: 6, none: 2 });
  });

  it('keeps equal numbers together, in the upper band', async () => {
    await members(1, 5, 5, 5, 5, 5, 5, 5, 5, 9);
    const id = await world.launch(graph(MEMBERS));
    expect(await cutsOf(id)).toEqual([5, 5, 5, 5, 5, 5, 5, 5, 9]);
    expect(await ways(id)).toEqual({ low: 1, high: 9 });
  });

  it('keeps to the numbers of its version, until the next is published', async () => {
    await members(...Array.from({ length: 10 }, (_, at) => at));
    const id = await world.launch(graph(MEMBERS, eventEntry('signup')));
    expect(await cutsOf(id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const [late = ''] = await world.people(...Array.from({ length: 10 }, () => ({ attributes: { points: 100 } })));
    await world.receive(late, { name: 'signup' });
    await world.settle();
    expect(await ways(id)).toEqual({ high: 1 });
    expect(await world.journeys.deciles(id, { attribute: 'points' })).toEqual({
      over: 'everyone',
      people: 20,
      cuts: [2, 4, 6, 8, 100, 100, 100, 100, 100],
      published: { version: 1, cuts: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
    });
    await world.journeys.launch(id);
    expect((await cutsOf(id))?.[4]).toBe(100);
  });

  it('is cut over everyone where nobody of the audience has a number', async () => {
    await members(undefined);
    await world.people(...Array.from({ length: 10 }, (_, at) => ({ attributes: { points: at } })));
    const id = await world.launch(graph(MEMBERS));
    expect(await cutsOf(id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('lets everybody go by "none" where nobody has a number at all', async () => {
    await members(undefined, 'many');
    const id = await world.launch(graph(MEMBERS));
    expect(await cutsOf(id)).toEqual([]);
    await members(7);
    expect(await ways(id)).toEqual({ none: 2 });
  });
});
