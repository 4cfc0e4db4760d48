import type { Replay } from '@wayfare/contracts';
import { audience, branch, draw, eventEntry, exit, send, wait } from '@wayfare/journey/testing';
import { foldTotals } from '../recovery/fold.js';
import { engineWorld } from '../testing.js';

const world = await engineWorld();
const mine = (group: string) => audience({ condition: { attribute: 'group', is: 'eq', value: group } });
const inGroup = (group: string, count: number) => world.people(...Array.from({ length: count }, () => ({ attributes: { group } })));

/** all -> pause -> mail -> rest -> end */
const letter = (group: string) =>
  draw({ all: mine(group), pause: wait('P1D'), mail: send({ templateId: world.workspace.mail }), rest: wait('P2D'), end: exit() }, [
    'all -> pause -> mail -> rest -> end',
  ]);

const peopleOn = (replay: Replay, source: string): number[] =>
  replay.frames.map(({ flows }) => flows.filter((flow) => flow.source === source).reduce((sum, { people }) => sum + people, 0));

/** Where people stand, as the canvas shows it now. */
const standing = async (journey: string): Promise<Record<string, number>> =>
  Object.fromEntries((await world.journeys.live(journey)).nodes.filter(({ here }) => here > 0).map(({ id, here }) => [id, here]));

describe('the replay of a journey', () => {
  it('has no day before anybody has come in', async () => {
    const { id } = await world.journeys.createJourney({ name: 'drawn' });
    expect(await world.journeys.replay(id)).toEqual({ timeZone: 'Asia/Shanghai', step: 'day', steps: [], frames: [] });
    await expect(world.journeys.replay('999999')).rejects.toMatchObject({ status: 404 });
  });

  it('tells by day of the workspace’s zone where people stood, which way they went, what was sent and how they left', async () => {
    await inGroup('days', 3);
    const journey = await world.launch(letter('days'));
    await world.advance('P4D');
    const replay = await world.journeys.replay(journey);
    expect(replay.step).toBe('day');
    // from Monday, 10:00 in Shanghai, to Thursday, when the last have left
    expect(replay.frames.map(({ from }) => from)).toEqual([
      '2027-02-28T16:00:00.000Z',
      '2027-03-01T16:00:00.000Z',
      '2027-03-02T16:00:00.000Z',
      '2027-03-03T16:00:00.000Z',
    ]);
    expect(replay.frames.map(({ entered }) => entered)).toEqual([3, 0, 0, 0]);
    expect(replay.frames.map(({ here }) => here)).toEqual([{ pause: 3 }, { rest: 3 }, { rest: 3 }, {}]);
    expect(peopleOn(replay, 'pause')).toEqual([0, 3, 0, 0]);
    expect(replay.frames.map(({ sent }) => sent)).toEqual([{}, { mail: 3 }, {}, {}]);
    expect(replay.frames.map(({ exited }) => exited)).toEqual([{}, {}, {}, { completed: 3 }]);
  });

  it('is told by hour while the journey is young, and ends with where people stand now', async () => {
    await inGroup('hours', 2);
    const journey = await world.launch(letter('hours'));
    await world.advance('P1DT30M');
    const replay = await world.journeys.replay(journey);
    expect(replay.step).toBe('hour');
    expect(replay.frames).toHaveLength(25);
    expect(replay.frames.at(-1)?.here).toEqual(await standing(journey));
  });

  it('says the same whether the totals have been folded or not, once or again and again', async () => {
    const [early = '', late = ''] = await world.people({ tags: ['vip'] }, {});
    const graph = draw(
      {
        come: eventEntry('visit', { reentry: { policy: 'always' } }),
        asked: branch({ vip: { tag: 'vip' } }),
        one: wait('P1D'),
        end: exit(),
      },
      ['come -> asked:vip -> one -> end', 'asked:else -> end'],
    );
    const [often, seldom] = [await world.launch(graph), await world.launch(graph)];
    for (let day = 0; day < 4; day += 1) {
      await world.receive(early, { name: 'visit' });
      await world.advance('PT20M');
      await world.receive(late, { name: 'visit' });
      await world.advance('PT14H');
      if (day % 2 === 0) await foldTotals(world.database, 1);
      await world.advance('PT10H');
    }
    const before = await world.journeys.replay(often);
    expect(before.frames.reduce((sum, { entered }) => sum + entered, 0)).toBe(8);
    await foldTotals(world.database, 1);
    expect(await world.journeys.replay(often)).toEqual(before);
    expect(await world.journeys.replay(seldom)).toEqual(before);
    expect(before.frames.at(-1)?.here).toEqual(await standing(often));
  });

  it('shows people who go over to another version neither coming in nor leaving, and on the step that was chosen for theirs', async () => {
    await inGroup('over', 2);
    const journey = await world.launch(letter('over'));
    await world.advance('PT1H');
    const next = draw({ all: mine('over'), longer: wait('P9D'), end: exit() }, ['all -> longer -> end']);
    await world.journeys.saveDraft(journey, { graph: next });
    await world.journeys.launch(journey, { people: 'move', map: { pause: 'longer' } });
    await world.advance('P3D');
    const { frames, steps } = await world.journeys.replay(journey);
    expect(steps.map(({ id }) => id).sort()).toEqual(['all', 'end', 'longer', 'mail', 'pause', 'rest']);
    expect(frames.map(({ version, entered, here }) => [version, entered, here])).toEqual([
      [2, 2, { longer: 2 }],
      [2, 0, { longer: 2 }],
      [2, 0, { longer: 2 }],
      [2, 0, { longer: 2 }],
    ]);
    expect(frames.map(({ exited }) => exited)).toEqual([{}, {}, {}, {}]);
  });

  it('ends with the last who left where the journey has ended', async () => {
    await inGroup('ended', 1);
    const journey = await world.launch(letter('ended'));
    await world.advance('P2D');
    await world.journeys.stop(journey);
    await world.advance('P9D');
    const { frames } = await world.journeys.replay(journey);
    expect(frames).toHaveLength(3);
    expect(frames.at(-1)).toMatchObject({ exited: { stopped: 1 }, here: {} });
  });
});
