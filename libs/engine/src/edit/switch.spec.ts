import { audience, branch, draw, eventEntry, exit, send, split, update, wait, waitEvent } from '@wayfare/journey/testing';
import { engineWorld } from '../testing.js';

const world = await engineWorld();
const mail = () => send({ templateId: world.workspace.mail });
const mine = (group: string) => audience({ condition: { attribute: 'group', is: 'eq', value: group } });
const inGroup = (group: string, count: number) => world.people(...Array.from({ length: count }, () => ({ attributes: { group } })));

/** Publishes another drawing of a journey that runs, and everybody inside goes over to it. */
const move = async (journey: string, graph: ReturnType<typeof draw>, map: Record<string, string | null> = {}) => {
  await world.journeys.saveDraft(journey, { graph });
  await world.journeys.launch(journey, { people: 'move', map });
  await world.settle();
  await world.expectConservation(journey);
};
const messagesOf = (journey: string) =>
  world.database.query<{ node: string; count: number }>(
    'SELECT node_id AS node, count(*)::int AS count FROM messages WHERE journey_id = $1 GROUP BY 1 ORDER BY 1',
    [journey],
  );

describe('publishing with move', () => {
  // all -> pause -> mail -> end
  const waitingFor = (group: string, duration: string) =>
    draw({ all: mine(group), pause: wait(duration), mail: mail(), end: exit() }, ['all -> pause -> mail -> end']);

  it('counts a lengthened wait from the moment people began to wait', async () => {
    const [somebody = ''] = await inGroup('longer', 1);
    const journey = await world.launch(waitingFor('longer', 'P2D'));
    await world.advance('P1D');
    await move(journey, waitingFor('longer', 'P5D'));
    await world.advance('P3DT23H');
    expect(await world.ways(journey)).toEqual({ [somebody]: ['all > pause'] });
    await world.advance('PT1H');
    expect(await world.ways(journey)).toEqual({ [somebody]: ['all > pause > mail > end (completed)'] });
  });

  it('lets those go at once whose shortened wait is over already', async () => {
    const [early = '', late = ''] = await inGroup('shorter', 2);
    const graph = (duration: string) => draw({ come: eventEntry('visit'), pause: wait(duration), end: exit() }, ['come -> pause -> end']);
    const journey = await world.launch(graph('P9D'));
    await world.receive(early, { name: 'visit' });
    await world.advance('P3D');
    await world.receive(late, { name: 'visit' });
    await world.advance('P1D');
    await move(journey, graph('P2D'));
    expect(await world.ways(journey)).toEqual({ [early]: ['come > pause > end (completed)'], [late]: ['come > pause'] });
    await world.advance('P1D');
    expect((await world.ways(journey))[late]).toEqual(['come > pause > end (completed)']);
  });

  it('leaves a wait alone that has not changed, though its line leads elsewhere now', async () => {
    const [somebody = ''] = await inGroup('same', 1);
    const journey = await world.launch(waitingFor('same', 'P2D'));
    await world.advance('P1D');
    await move(
      journey,
      draw({ all: mine('same'), pause: wait('P2D'), mark: update({ addTags: ['new'] }), end: exit() }, ['all -> pause -> mark -> end']),
    );
    await world.advance('PT23H');
    expect(await world.ways(journey)).toEqual({ [somebody]: ['all > pause'] });
    await world.advance('PT1H');
    expect(await world.ways(journey)).toEqual({ [somebody]: ['all > pause > mark > end (completed)'] });
  });

  it('takes the people of a deleted node to the one that was chosen, or out of the journey', async () => {
    const [a = '', b = ''] = await world.people({ attributes: { group: 'map' }, tags: ['vip'] }, { attributes: { group: 'map' } });
    const split = draw({ all: mine('map'), asked: branch({ vip: { tag: 'vip' } }), one: wait('P5D'), two: wait('P5D'), end: exit() }, [
      'all -> asked:vip -> one -> end',
      'asked:else -> two -> end',
    ]);
    const journey = await world.launch(split);
    await world.advance('P1D');
    const next = draw({ all: mine('map'), rest: wait('P2D'), end: exit() }, ['all -> rest -> end']);
    await world.journeys.saveDraft(journey, { graph: next });
    await expect(world.journeys.launch(journey, { people: 'move', map: { one: 'rest' } })).rejects.toMatchObject({
      code: 'people_on_deleted_nodes',
      status: 422,
      detail: { body: { nodes: [{ nodeId: 'two', people: 1 }] } },
    });
    await move(journey, next, { one: 'rest', two: null });
    expect(await world.ways(journey)).toEqual({ [a]: ['all > asked > one > rest'], [b]: ['all > asked > two (stopped)'] });
    expect(await world.journeys.live(journey)).toMatchObject({ entered: 2, inside: 1, exited: 1 });
    await world.advance('P2D');
    expect((await world.ways(journey))[a]).toEqual(['all > asked > one > rest > end (completed)']);
  });

  it('sends nobody a second message of a node, and keeps everybody in their arm', async () => {
    const people = await inGroup('again', 12);
    const graph = (weights: Record<string, number>) =>
      draw({ all: mine('again'), mail: mail(), ab: split(weights), one: wait('P5D'), two: wait('P5D'), end: exit() }, [
        'all -> mail -> ab:a -> one -> end',
        'ab:b -> two -> end',
      ]);
    const journey = await world.launch(graph({ a: 1, b: 1 }));
    const before = await world.ways(journey);
    const back = draw(
      { all: mine('again'), mail: mail(), ab: split({ a: 1, b: 9 }), third: wait('P5D'), fourth: wait('P5D'), end: exit() },
      ['all -> mail -> ab:a -> third -> end', 'ab:b -> fourth -> end'],
    );
    await world.advance('P1D');
    await move(journey, back, { one: 'mail', two: 'mail' });
    const after = await world.ways(journey);
    for (const id of people)
      expect(after[id]).toEqual([`${before[id]?.[0]} > mail > ab > ${before[id]?.[0]?.endsWith('one') ? 'third' : 'fourth'}`]);
    expect(await messagesOf(journey)).toEqual([{ node: 'mail', count: 12 }]);
  });

  it('hears what people have done already, where they wait for something else now', async () => {
    const [done = '', other = ''] = await inGroup('heard', 2);
    const graph = (event: string) =>
      draw({ all: mine('heard'), hark: waitEvent(event, 'P5D'), mail: mail(), end: exit() }, [
        'all -> hark:matched -> mail -> end',
        'hark:timeout -> end',
      ]);
    const journey = await world.launch(graph('purchase'));
    await world.advance('P1D');
    await world.receive(done, { name: 'visit' });
    await world.advance('P1D');
    await move(journey, graph('visit'));
    expect(await world.ways(journey)).toEqual({ [done]: ['all > hark > mail > end (completed)'], [other]: ['all > hark'] });
    await world.advance('P3D');
    expect((await world.ways(journey))[other]).toEqual(['all > hark > end (completed)']);
  });

  it('counts those who left on their own where they left, and goes over from every version', async () => {
    const [gone = '', first = ''] = await inGroup('versions', 2);
    const graph = (duration: string) =>
      draw({ all: mine('versions'), pause: wait(duration), end: exit() }, ['all -> pause -> end'], {
        goal: { event: 'purchase', window: 'P30D' },
      });
    const journey = await world.launch(graph('P9D'));
    await world.receive(gone, { name: 'purchase' });
    await world.settle();
    const [second = ''] = await inGroup('versions', 1);
    await world.journeys.saveDraft(journey, { graph: graph('P8D') });
    await world.advance('PT1M');
    await world.journeys.launch(journey);
    await world.settle();
    await world.advance('P1D');
    await move(journey, graph('P7D'));
    expect((await world.journeys.versions(journey)).items.map(({ number, inside }) => [number, inside])).toEqual([
      [3, 2],
      [2, 0],
      [1, 0],
    ]);
    expect(await world.journeys.live(journey)).toMatchObject({ entered: 3, inside: 2, exited: 1 });
    expect(await world.journeys.live(journey, { version: 3 })).toMatchObject({ entered: 2, inside: 2, exited: 0 });
    expect(await world.journeys.live(journey, { version: 1 })).toMatchObject({ entered: 2, inside: 0, exited: 2 });
    expect((await world.journeys.journeys({})).items.find(({ id }) => id === journey)).toMatchObject({ entered: 3, inside: 2, exited: 1 });
    await world.advance('P6D');
    expect(await world.ways(journey)).toEqual({
      [gone]: ['all > pause (goal)'],
      [first]: ['all > pause > end (completed)'],
      [second]: ['all > pause > end (completed)'],
    });
    await world.expectConservation(journey);
  });
});

describe('what is to be published', () => {
  it('is told against what runs, with the people where they stand and what becomes of them', async () => {
    await inGroup('told', 3);
    const graph = draw({ all: mine('told'), pause: wait('P4D'), end: exit() }, ['all -> pause -> end']);
    const journey = await world.launch(graph);
    const began = world.clock.now();
    await world.advance('P1D');
    const next = draw({ all: mine('told'), pause: wait('P6D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end'], {
      timeZone: 'Asia/Shanghai',
    });
    await world.journeys.saveDraft(journey, { graph: next });
    const due = new Date(began.getTime() + 6 * 86_400_000).toISOString();
    expect(await world.journeys.journeyChanges(journey)).toEqual({
      version: 1,
      nodes: [
        { nodeId: 'pause', kind: 'wait', name: 'pause', change: 'changed', fields: [{ field: 'duration', before: 'P4D', after: 'P6D' }] },
        { nodeId: 'mail', kind: 'send', name: 'mail', change: 'added', fields: [] },
      ],
      lines: [
        { source: 'pause', handle: null, target: 'end', change: 'removed' },
        { source: 'pause', handle: null, target: 'mail', change: 'added' },
        { source: 'mail', handle: null, target: 'end', change: 'added' },
      ],
      settings: [{ field: 'timeZone', before: null, after: 'Asia/Shanghai' }],
      standing: [
        {
          version: 1,
          nodeId: 'pause',
          kind: 'wait',
          name: 'pause',
          people: 3,
          effect: { does: 'anew', over: 0, earliest: due, latest: due },
        },
      ],
      targets: ['pause', 'mail', 'end'],
      experiments: [],
    });
  });

  it('can be an earlier version, which then goes through the same choice', async () => {
    await inGroup('back', 1);
    const graph = draw({ all: mine('back'), pause: wait('P4D'), end: exit() }, ['all -> pause -> end']);
    const journey = await world.launch(graph);
    await world.journeys.saveDraft(journey, { graph: draw({ all: mine('back'), end: exit() }, ['all -> end']) });
    await world.advance('PT1M');
    await world.journeys.launch(journey);
    const { revision } = await world.journeys.journey(journey);
    await expect(world.journeys.restoreVersion(journey, 1, '"1"')).rejects.toMatchObject({ code: 'draft_moved' });
    expect(await world.journeys.restoreVersion(journey, 1, `"${revision}"`)).toMatchObject({ graph, draftAhead: true, version: 2 });
    await expect(world.journeys.restoreVersion(journey, 9)).rejects.toMatchObject({ code: 'not_found' });
  });
});
