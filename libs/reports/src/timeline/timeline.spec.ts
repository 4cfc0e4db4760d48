import { engineWorld } from '@wayfare/engine/testing';
import { audience, draw, exit, send, wait } from '@wayfare/journey/testing';
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
