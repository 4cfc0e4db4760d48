import { audience, draw, eventEntry, exit, send, wait } from '@wayfare/journey/testing';
import { actingAs } from '@wayfare/platform';
import { engineWorld } from '../testing.js';

const world = await engineWorld();
const mail = () => send({ templateId: world.workspace.mail });
const mine = (group: string) => audience({ condition: { attribute: 'group', is: 'eq', value: group } });
const inGroup = (group: string, count: number) => world.people(...Array.from({ length: count }, () => ({ attributes: { group } })));
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('launch', () => {
  it('refuses a drawing with an error and names it', async () => {
    const { id } = await world.journeys.createJourney({
      name: 'broken',
      graph: draw({ all: audience(), pause: wait('P1D') }, ['all -> pause']),
    });
    await expect(world.journeys.launch(id)).rejects.toMatchObject({
      code: 'journey_has_problems',
      status: 422,
      detail: { body: { problems: expect.arrayContaining([expect.objectContaining({ nodeId: 'pause', severity: 'error' })]) } },
    });
    expect(await world.journeys.journey(id)).toMatchObject({ state: 'draft', version: null });
  });

  it('publishes again while the journey runs: whoever is inside finishes on the version that they entered by', async () => {
    const [first = ''] = await inGroup('versions', 1);
    const journey = await world.launch(draw({ all: mine('versions'), pause: wait('P1D'), end: exit() }, ['all -> pause -> end']));
    const [second = ''] = await inGroup('versions', 1);
    const graph = draw({ all: mine('versions'), pause: wait('P1D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end']);
    const { revision } = await world.journeys.journey(journey);
    await world.journeys.saveDraft(journey, { graph }, `"${revision}"`);
    expect(await world.journeys.journey(journey)).toMatchObject({ version: 1, draftAhead: true });
    await world.advance('PT1M');
    expect(await world.journeys.launch(journey)).toEqual({ id: journey, state: 'running', version: 2 });
    await world.advance('P2D');
    expect(await world.ways(journey)).toEqual({
      [first]: ['all > pause > end (completed)'],
      [second]: ['all > pause > mail > end (completed)'],
    });
    expect((await world.journeys.versions(journey)).items.map(({ number }) => number)).toEqual([2, 1]);
    await world.expectConservation(journey);
  });

  it('says in the audit trail who did it', async () => {
    await inGroup('audit', 1);
    const graph = draw({ all: mine('audit'), mail: mail(), end: exit() }, ['all -> mail -> end']);
    const { id } = await actingAs('user:7', () => world.journeys.createJourney({ name: 'audited', graph }));
    await actingAs('user:7', () => world.journeys.launch(id));
    const rows = await world.database.query(
      `SELECT actor, action FROM audit WHERE object_kind = 'journey' AND object_id = $1 ORDER BY id`,
      [id],
    );
    expect(rows).toEqual([
      { actor: 'user:7', action: 'created' },
      { actor: 'user:7', action: 'launched' },
    ]);
  });
});

describe('pause and resume', () => {
  // all -> pause -> mail -> end, with a goal that ends the stay
  const graph = (group: string) =>
    draw({ all: mine(group), pause: wait('P1D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end'], {
      goal: { event: 'purchase', window: 'P30D' },
    });

  it('lets nobody move while it is paused, though their time is up', async () => {
    const [somebody = ''] = await inGroup('paused', 1);
    const journey = await world.launch(graph('paused'));
    await world.journeys.pause(journey);
    await world.advance('P3D');
    expect(await world.ways(journey)).toEqual({ [somebody]: ['all > pause'] });
    await world.journeys.resume(journey);
    await world.settle();
    expect(await world.ways(journey)).toEqual({ [somebody]: ['all > pause > mail > end (completed)'] });
  });

  it('shows people what came meanwhile before anyone takes a step: who reached the goal gets no message', async () => {
    const [buyer = '', other = ''] = await inGroup('meanwhile', 2);
    const journey = await world.launch(graph('meanwhile'));
    await world.journeys.pause(journey);
    await world.receive(buyer, { name: 'purchase' });
    await world.advance('P3D');
    expect(await world.ways(journey)).toEqual({ [buyer]: ['all > pause'], [other]: ['all > pause'] });
    await world.journeys.resume(journey);
    await world.settle();
    expect(await world.ways(journey)).toEqual({ [buyer]: ['all > pause (goal)'], [other]: ['all > pause > mail > end (completed)'] });
    await world.expectConservation(journey);
  });

  it('does not step past an event that came during the pause, though it came after the step was due', async () => {
    const [buyer = ''] = await inGroup('order', 1);
    const journey = await world.launch(graph('order'));
    await world.journeys.pause(journey);
    await world.advance('P3D');
    await world.receive(buyer, { name: 'purchase' });
    await world.settle();
    await world.database.query(`UPDATE journeys SET state = 'running' WHERE id = $1`, [journey]);
    await world.database.query('UPDATE journey_wakes SET held = true WHERE journey_id = $1', [journey]);
    const [cohort] = await world.database.query<{ id: string; seq: number }>('SELECT id, seq FROM cohorts WHERE journey_id = $1', [
      journey,
    ]);
    await world.engine.step({ cohortId: cohort?.id ?? '', seq: cohort?.seq ?? 0 });
    expect(await world.ways(journey)).toEqual({ [buyer]: ['all > pause (goal)'] });
  });

  it('keeps an audience waiting whose time comes while the journey is paused', async () => {
    const [somebody = ''] = await inGroup('later', 1);
    const at = new Date(world.clock.now().getTime() + 3_600_000).toISOString();
    const all = { ...mine('later'), data: { ...mine('later').data, schedule: { at } } };
    const journey = await world.launch(draw({ all, mail: mail(), end: exit() }, ['all -> mail -> end']));
    await world.journeys.pause(journey);
    await world.advance('PT2H');
    expect(await world.ways(journey)).toEqual({});
    await world.journeys.resume(journey);
    await world.settle();
    expect(await world.ways(journey)).toEqual({ [somebody]: ['all > mail > end (completed)'] });
  });
});

describe('stop', () => {
  it('takes everyone out from where they stand, at once, and calls off what is still to be sent', async () => {
    const [a = '', b = '', c = ''] = await inGroup('stop', 3);
    await world.mailing.holdBack(true);
    const journey = await world.launch(
      draw({ all: mine('stop'), mail: mail(), pause: wait('P1D'), end: exit() }, ['all -> mail -> pause -> end'], {
        goal: { event: 'purchase', window: 'P30D' },
      }),
    );
    await world.receive(c, { name: 'purchase' });
    await world.queues.drain();
    expect(await world.journeys.stop(journey)).toEqual({ id: journey, state: 'stopped', version: 1 });
    await world.mailing.holdBack(false);
    await world.advance('P5D');
    expect(await world.ways(journey)).toEqual({
      [a]: ['all > mail > pause (stopped)'],
      [b]: ['all > mail > pause (stopped)'],
      [c]: ['all > mail > pause (goal)'],
    });
    const states = await world.database.query('SELECT state, reason FROM messages WHERE journey_id = $1 ORDER BY customer_id', [journey]);
    expect(states).toEqual([
      { state: 'cancelled', reason: 'stopped' },
      { state: 'cancelled', reason: 'stopped' },
      { state: 'cancelled', reason: 'exited' },
    ]);
    expect(await world.journeys.live(journey)).toMatchObject({ state: 'stopped', entered: 3, inside: 0, exited: 3 });
    await world.expectConservation(journey);
  });

  it('calls off an audience that has still to come', async () => {
    await inGroup('never', 1);
    const all = { ...mine('never'), data: { ...mine('never').data, schedule: { cron: '0 9 * * *' } } };
    const journey = await world.launch(draw({ all, mail: mail(), end: exit() }, ['all -> mail -> end']));
    await world.journeys.stop(journey);
    await world.advance('P3D');
    expect(await world.ways(journey)).toEqual({});
  });

  it('is no error twice; resuming what is stopped is', async () => {
    await inGroup('twice', 1);
    const journey = await world.launch(
      draw({ all: mine('twice'), pause: wait('P1D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end']),
    );
    await world.journeys.pause(journey);
    await expect(world.journeys.launch(journey)).rejects.toEqual(code('launch_while_paused'));
    await world.journeys.stop(journey);
    await expect(world.journeys.stop(journey)).resolves.toMatchObject({ state: 'stopped' });
    await expect(world.journeys.resume(journey)).rejects.toEqual(code('wrong_state'));
    await expect(world.journeys.pause(journey)).rejects.toEqual(code('wrong_state'));
  });
});

describe('a journey that nobody is in and nobody will come into', () => {
  it('is finished, and can be launched again', async () => {
    await inGroup('finish', 1);
    const journey = await world.launch(draw({ all: mine('finish'), mail: mail(), end: exit() }, ['all -> mail -> end']));
    expect(await world.journeys.journey(journey)).toMatchObject({ state: 'finished' });
    await inGroup('finish', 1);
    await world.advance('PT1M');
    await world.journeys.launch(journey);
    await world.settle();
    expect(await world.journeys.live(journey)).toMatchObject({ state: 'finished', version: 2, entered: 2 });
  });

  it('goes on while events may lead somebody in', async () => {
    const journey = await world.launch(draw({ come: eventEntry('visit'), mail: mail(), end: exit() }, ['come -> mail -> end']));
    await world.advance('P30D');
    expect(await world.journeys.journey(journey)).toMatchObject({ state: 'running' });
  });
});

describe('versions', () => {
  it('are given as they were drawn, with who is still inside by each, and their own numbers', async () => {
    const [first = ''] = await inGroup('old-and-new', 2);
    const before = draw({ all: mine('old-and-new'), pause: wait('P3D'), end: exit() }, ['all -> pause -> end']);
    const journey = await world.launch(before);
    const [late = ''] = await inGroup('old-and-new', 1);
    const after = draw({ all: mine('old-and-new'), rest: wait('P9D'), end: exit() }, ['all -> rest -> end']);
    await world.journeys.saveDraft(journey, { graph: after });
    await world.advance('PT1M');
    await world.journeys.launch(journey);
    await world.settle();

    expect((await world.journeys.versions(journey)).items.map(({ number, inside }) => [number, inside])).toEqual([
      [2, 1],
      [1, 2],
    ]);
    expect((await world.journeys.journeyVersion(journey, 1)).graph).toEqual(before);
    expect((await world.journeys.journeyVersion(journey, 2)).graph).toEqual(after);
    await expect(world.journeys.journeyVersion(journey, 3)).rejects.toMatchObject(code('not_found'));

    const old = await world.journeys.live(journey, { version: 1 });
    expect(old).toMatchObject({ version: 2, entered: 2, inside: 2, exited: 0 });
    expect(old.nodes.map(({ id, here }) => [id, here])).toEqual([
      ['all', 0],
      ['pause', 2],
      ['end', 0],
    ]);
    expect(await world.journeys.live(journey)).toMatchObject({ entered: 3, inside: 3 });
    await expect(world.journeys.live(journey, { version: 3 })).rejects.toMatchObject(code('not_found'));

    const here = async (version?: number) =>
      (await world.journeys.nodePeople(journey, { node: 'all', what: 'passed', version })).items.map(({ id }) => id);
    expect(await here(2)).toEqual([late]);
    expect(await here(1)).toContain(first);
    expect(await here(1)).not.toContain(late);
    expect(await here()).toHaveLength(3);
  });
});
