import { engineWorld } from '@wayfare/engine/testing';
import { audience, draw, eventEntry, exit, goTo, send, wait } from '@wayfare/journey/testing';
import { changeSettings } from '@wayfare/platform';
import { Timeline } from './timeline.js';

/** 23:00 in Shanghai. */
const world = await engineWorld({ now: new Date('2027-03-01T15:00:00.000Z') });

describe('what comes next', () => {
  it('is when a wait ends, and when a queued message leaves and what it waits for', async () => {
    await changeSettings(world.database, world.clock, { extra: { quietHours: { from: '22:00', to: '08:00' } } });
    const [person = ''] = await world.people({ timeZone: 'Asia/Shanghai' });
    await world.launch(
      draw({ all: audience(), mail: send({ templateId: world.workspace.mail }), day: wait('P1D'), end: exit() }, [
        'all -> mail -> day -> end',
      ]),
    );
    const { items } = await new Timeline(world.database).timeline(person, {});
    expect(items.filter(({ kind }) => kind === 'next').map(({ at, node, detail }) => [at, node?.id, detail['deferredBy'] ?? null])).toEqual(
      [
        ['2027-03-02T15:00:00.000Z', 'day', null],
        ['2027-03-02T00:00:00.000Z', 'mail', 'quiet_hours'],
      ],
    );
  });
});

describe('a way into another journey', () => {
  it('is told where it ends, with the journey that they went to and whether it let them in', async () => {
    const other = await world.launch(draw({ door: eventEntry('never'), rest: wait('P1D'), end: exit() }, ['door -> rest -> end']));
    await world.launch(draw({ visit: eventEntry('visit', { reentry: { policy: 'always' } }), over: goTo(other) }, ['visit -> over']));
    const [person = ''] = await world.people({});
    for (const _ of ['first', 'second']) {
      await world.receive(person, { name: 'visit' });
      await world.advance('PT1H');
    }
    const { items } = await new Timeline(world.database).timeline(person, {});
    expect(items.filter(({ kind }) => kind === 'exited').map(({ node, detail }) => [node?.id, detail['goesOnIn']])).toEqual([
      ['over', { id: other, name: 'test', refused: 'rules' }],
      ['over', { id: other, name: 'test', refused: null }],
    ]);
    expect(items.filter(({ kind, journey }) => kind === 'entered' && journey?.id === other).map(({ node }) => node?.id)).toEqual(['door']);
  });
});
