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

describe('what the database no longer has', () => {
  it('is said where it ends, for those who were there already', async () => {
    const [old = '', young = ''] = await world.people({}, {});
    await world.database.query(`UPDATE customers SET created_at = '2026-03-05T00:00:00Z' WHERE id = $1`, [old]);
    await world.database.query(`UPDATE customers SET created_at = '2026-09-01T00:00:00Z' WHERE id = $1`, [young]);
    await world.database.query(`
      INSERT INTO archives (kind, month, file, row_count, bytes, sha256, written_at, restored_at) VALUES
        ('events', '2026-02-01', 'a', 1, 1, '', '2026-06-01T00:00:00Z', NULL), ('events', '2026-04-01', 'b', 1, 1, '', '2026-08-01T00:00:00Z', NULL),
        ('messages', '2026-03-01', 'c', 1, 1, '', '2026-08-01T00:00:00Z', NULL), ('responses', '2026-04-01', 'd', 1, 1, '', '2026-08-01T00:00:00Z', '2026-09-01T00:00:00Z')`);
    const lines = async (id: string) =>
      (await new Timeline(world.database).timeline(id, {})).items.map(({ kind, at, detail }) => [kind, at, detail['what'] ?? null]);
    expect(await lines(old)).toEqual([
      ['archived', '2026-05-01T00:00:00.000Z', 'events'],
      ['archived', '2026-04-01T00:00:00.000Z', 'messages'],
      ['created', '2026-03-05T00:00:00.000Z', null],
    ]);
    expect((await lines(young)).map(([kind]) => kind)).toEqual(['created']);
    await world.database.query('DELETE FROM archives');
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

describe('a change of stage', () => {
  it('stands once, with the numbers that decided, though a journey was told of it as well', async () => {
    const [person = ''] = await world.people({});
    const why = { idleDays: 29, gapDays: 14, purchases: 3 };
    await world.database.query(
      `INSERT INTO value_changes (customer_id, at, kind, former, latter, why) VALUES ($1, $2, 'stage', 'active', 'at_risk', $3), ($1, $2, 'tier', 'L2', 'L3', NULL)`,
      [person, world.clock.now(), JSON.stringify(why)],
    );
    await world.receive(person, { name: 'visit' });
    await world.database.query(`UPDATE events SET name = 'customer.stage_changed' WHERE customer_id = $1`, [person]);
    const { items } = await new Timeline(world.database).timeline(person, {});
    expect(items.filter(({ kind }) => kind === 'value' || kind === 'event').map(({ detail }) => detail)).toEqual([
      { what: 'tier', from: 'L2', to: 'L3', why: null },
      { what: 'stage', from: 'active', to: 'at_risk', why },
    ]);
  });
});
