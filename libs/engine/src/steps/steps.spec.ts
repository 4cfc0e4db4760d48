import { audience, branch, draw, exit, send, split, splitBy, update, wait, waitDate, waitUntil } from '@wayfare/journey/testing';
import type { Profile } from '@wayfare/kernel';
import { QUEUE } from '@wayfare/platform';
import { engineWorld } from '../testing.js';

const world = await engineWorld();
const mail = (data: Parameters<typeof send>[0] = {}) => send({ templateId: world.workspace.mail, ...data });
const mine = (group: string) => audience({ condition: { attribute: 'group', is: 'eq', value: group } });
const inGroup = (group: string, ...people: Partial<Profile>[]): Promise<string[]> =>
  world.people(...people.map((person) => ({ ...person, attributes: { ...person.attributes, group } })));

const standing = async (journey: string) => {
  const cohorts = await world.database.query<{ id: string; seq: number; node: string; size: number; due: Date | null }>(
    `SELECT id, seq, node_id AS node, size, due_at AS due FROM cohorts WHERE journey_id = $1 AND state = 'standing' ORDER BY id`,
    [journey],
  );
  return cohorts;
};

const messagesOf = (journey: string) =>
  world.database.query<{ customer: string; state: string; reason: string | null }>(
    'SELECT customer_id AS customer, state, reason FROM messages WHERE journey_id = $1 ORDER BY customer_id',
    [journey],
  );

describe('a step', () => {
  it('is taken once, however often and at once its job is delivered', async () => {
    await inGroup('once', {}, {}, {});
    const journey = await world.launch(
      draw({ all: mine('once'), pause: wait('P1D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end']),
    );
    const [cohort] = await standing(journey);
    const job = { cohortId: cohort?.id ?? '', seq: cohort?.seq ?? 0 };
    world.clock.moveTo(new Date(world.clock.now().getTime() + 86_400_000));
    await Promise.all([1, 2, 3, 4].map(() => world.engine.step(job)));
    await world.engine.step(job);
    await world.settle();
    expect(await world.counts(journey)).toEqual({ all: '0/3', pause: '0/3', mail: '0/3', end: '0/3' });
    expect(await messagesOf(journey)).toHaveLength(3);
    await world.expectConservation(journey);
  });

  it('comes too early: nothing happens', async () => {
    await inGroup('early', {});
    const journey = await world.launch(
      draw({ all: mine('early'), pause: wait('P1D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end']),
    );
    const [cohort] = await standing(journey);
    await world.engine.step({ cohortId: cohort?.id ?? '', seq: cohort?.seq ?? 0 });
    expect(await world.counts(journey)).toMatchObject({ pause: '1/0', mail: '0/0' });
  });

  it('that fails half way leaves nothing behind, and no second message when it is tried again', async () => {
    await inGroup('fails', {}, {});
    await world.database.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the disk is full'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON moves FOR EACH ROW WHEN (NEW.from_node = 'mail') EXECUTE FUNCTION refuse()`);
    const graph = draw({ all: mine('fails'), mail: mail(), end: exit() }, ['all -> mail -> end']);
    const { id: journey } = await world.journeys.createJourney({ name: 'fails', graph });
    await world.journeys.launch(journey);
    await expect(world.settle()).rejects.toThrow('the disk is full');
    expect(await messagesOf(journey)).toEqual([]);
    await world.expectConservation(journey);
    await world.database.query('DROP TRIGGER refuse ON moves');
    await world.settle();
    expect(await messagesOf(journey)).toHaveLength(2);
    expect(await world.counts(journey)).toEqual({ all: '0/2', mail: '0/2', end: '0/2' });
  });

  it('is found again by the reconciler when the queues were emptied', async () => {
    await inGroup('emptied', {});
    const { id: journey } = await world.journeys.createJourney({
      name: 'emptied',
      graph: draw({ all: mine('emptied'), pause: wait('P1D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end']),
    });
    await world.journeys.launch(journey);
    await world.queues.empty(QUEUE.engine);
    await world.queues.drain();
    expect(await world.counts(journey)).toMatchObject({ all: '0/0' });
    await world.engine.reconcile();
    await world.queues.empty(QUEUE.engine);
    await world.settle();
    expect(await world.counts(journey)).toMatchObject({ pause: '1/0' });
  });
});

describe('the order of things', () => {
  const bought = (group: string) =>
    draw({ all: mine(group), pause: wait('P1D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end'], {
      goal: { event: 'purchase', window: 'P7D' },
    });

  it('lets nobody have a message whose goal was received before it was due, however late the event is shown', async () => {
    const [buyer = '', other = ''] = await inGroup('behind', {}, {});
    const journey = await world.launch(bought('behind'));
    const [cohort] = await standing(journey);
    await world.receive(buyer, { name: 'purchase' });
    await world.queues.empty(QUEUE.engine);
    world.clock.moveTo(new Date(world.clock.now().getTime() + 86_400_000));
    await world.engine.step({ cohortId: cohort?.id ?? '', seq: cohort?.seq ?? 0 });
    expect(await world.ways(journey)).toEqual({ [buyer]: ['all > pause (goal)'], [other]: ['all > pause > mail > end (completed)'] });
    await world.expectConservation(journey);
  });

  it('takes audiences before those whose time is up at the same instant', async () => {
    const [somebody = ''] = await inGroup('instant', {});
    const all = mine('instant');
    const daily = { ...all, data: { ...all.data, schedule: { cron: '0 9 * * *' }, reentry: { policy: 'always' as const } } };
    const journey = await world.launch(
      draw({ all: daily, pause: wait('P1D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end']),
    );
    // in on day 1 at nine; on day 2 at nine still inside when the audience comes, and then out; in again on day 3
    await world.advance('P5D');
    expect((await world.ways(journey))[somebody]).toHaveLength(3);
    expect(await messagesOf(journey)).toHaveLength(2);
    await world.journeys.stop(journey);
  });
});

describe('a wait', () => {
  it('costs one row for a whole cohort: nobody is written', async () => {
    await inGroup('cheap', ...Array.from({ length: 40 }, () => ({})));
    const journey = await world.launch(
      draw({ all: mine('cheap'), pause: wait('P1D'), again: wait('P1D'), mail: mail(), end: exit() }, [
        'all -> pause -> again -> mail -> end',
      ]),
    );
    const before = await world.database.query('SELECT ctid FROM enrollments WHERE journey_id = $1 ORDER BY customer_id', [journey]);
    await world.advance('P1D');
    expect(await world.counts(journey)).toMatchObject({ again: '40/0' });
    expect(await world.database.query('SELECT ctid FROM enrollments WHERE journey_id = $1 ORDER BY customer_id', [journey])).toEqual(
      before,
    );
  });

  it('until a time of day parts people by their zones, and the largest part stays', async () => {
    await inGroup('zones', ...['Asia/Shanghai', 'Asia/Shanghai', 'America/New_York', null, 'Not/AZone'].map((timeZone) => ({ timeZone })));
    const journey = await world.launch(
      draw({ all: mine('zones'), nine: waitUntil('09:00'), mail: mail(), end: exit() }, ['all -> nine -> mail -> end']),
    );
    const cohorts = await standing(journey);
    expect(cohorts.map(({ size }) => size)).toEqual([4, 1]);
    const hours = cohorts.map(({ due }) => due?.toISOString().slice(11, 16));
    expect(hours).toEqual(['01:00', expect.stringMatching(/1[34]:00/)]);
    await world.expectConservation(journey);
  });

  it('until a date lets those pass at once who have none, or one that is over', async () => {
    const [none = '', over = '', ahead = ''] = await inGroup(
      'dates',
      {},
      { attributes: { birthday: '2000-01-01' } },
      { attributes: { birthday: '2099-05-01' } },
    );
    const journey = await world.launch(
      draw({ all: mine('dates'), day: waitDate('birthday', { offset: '-P3D', time: '10:00' }), mail: mail(), end: exit() }, [
        'all -> day -> mail -> end',
      ]),
    );
    expect(await world.ways(journey)).toEqual({
      [none]: ['all > day > mail > end (completed)'],
      [over]: ['all > day > mail > end (completed)'],
      [ahead]: ['all > day'],
    });
    expect((await standing(journey)).map(({ due }) => due?.toISOString())).toEqual(['2099-04-28T02:00:00.000Z']);
  });
});

describe('a split', () => {
  it('sends the same person the same way in two journeys with one salt, and about as many as the weights say', async () => {
    await inGroup('split', ...Array.from({ length: 200 }, () => ({})));
    const journey = await world.launch(
      draw({ all: mine('split'), arms: split({ a: 1, b: 3 }), mail: mail(), end: exit() }, [
        'all -> arms:a -> mail -> end',
        'arms:b -> end',
      ]),
    );
    const { edges } = await world.journeys.live(journey);
    const taken = edges.filter(({ source }) => source === 'arms').map(({ handle, people }) => [handle, people]);
    expect(Object.fromEntries(taken)).toEqual({ a: expect.any(Number), b: expect.any(Number) });
    const a = edges.find(({ handle }) => handle === 'a')?.people ?? 0;
    expect(a).toBeGreaterThan(25);
    expect(a).toBeLessThan(75);
  });

  it('writes on the cohort which arm its people are in, and when those of the control arm were held out', async () => {
    await inGroup('arms', { attributes: { arm: 'treated' } }, { attributes: { arm: 'left alone' } });
    const arms = splitBy('arm', 'treated', 'left alone');
    arms.data.arms = arms.data.arms.map((arm) => (arm.id === 'left alone' ? { ...arm, control: true } : arm));
    const journey = await world.launch(
      draw({ all: mine('arms'), arms, mail: mail(), end: exit() }, ['all -> arms:treated -> mail -> end', 'arms:left alone -> end']),
    );
    const at = world.clock.now().toISOString();
    const rows = await world.database.query(
      'SELECT arms, held_out_at AS held FROM cohorts WHERE journey_id = $1 ORDER BY held_out_at NULLS FIRST',
      [journey],
    );
    expect(rows).toEqual([
      { arms: { arms: { arm: 'treated', at } }, held: null },
      { arms: { arms: { arm: 'left alone', at } }, held: world.clock.now() },
    ]);
  });

  it('puts nobody in an arm who left before it', async () => {
    const [gone = '', stays = ''] = await inGroup('before', {}, {});
    const journey = await world.launch(
      draw(
        { all: mine('before'), pause: wait('P1D'), arms: split({ a: 1, b: 0 }), mail: mail(), end: exit() },
        ['all -> pause -> arms:a -> mail -> end', 'arms:b -> end'],
        {
          goal: { event: 'purchase', window: 'P7D' },
        },
      ),
    );
    await world.receive(gone, { name: 'purchase' });
    await world.advance('P1D');
    const rows = await world.database.query(
      `SELECT e.customer_id AS customer, c.arms <> '{}' AS assigned FROM enrollments e JOIN cohorts c ON c.id = e.cohort_id WHERE e.journey_id = $1 ORDER BY 1`,
      [journey],
    );
    expect(rows).toEqual([
      { customer: gone, assigned: false },
      { customer: stays, assigned: true },
    ]);
    expect(await world.ways(journey)).toEqual({ [gone]: ['all > pause (goal)'], [stays]: ['all > pause > arms > mail > end (completed)'] });
    await world.expectConservation(journey);
  });
});

describe('a send', () => {
  it('writes a row for everyone, with the first reason that holds for those who get nothing', async () => {
    const suppressed = (reason: 'unsubscribed' | 'bounced_before' | 'suppressed') => ({
      suppressions: [{ channel: 'email', reason }],
      consent: {},
    });
    const ids = await inGroup(
      'reasons',
      {},
      { email: null, ...suppressed('unsubscribed') },
      suppressed('unsubscribed'),
      suppressed('bounced_before'),
      suppressed('suppressed'),
      { consent: {} },
      { consent: { email: false } },
      { suppressions: [{ channel: 'sms', reason: 'suppressed' }] },
    );
    const journey = await world.launch(draw({ all: mine('reasons'), mail: mail(), end: exit() }, ['all -> mail -> end']));
    const reasons = [null, 'unreachable', 'unsubscribed', 'bounced_before', 'suppressed', 'no_consent', 'no_consent', null];
    expect(await messagesOf(journey)).toEqual(
      ids.map((customer, at) => ({ customer, state: reasons[at] ? 'suppressed' : 'sent', reason: reasons[at] })),
    );
    expect((await world.journeys.live(journey)).nodes.find(({ id }) => id === 'mail')).toMatchObject({
      messages: { sent: 2, suppressed: 6 },
      suppressed: { unreachable: 1, unsubscribed: 1, bounced_before: 1, suppressed: 1, no_consent: 2 },
    });
  });

  it('that names what it is for asks for the consent to that, and goes to everybody where it is service', async () => {
    const [, refusing = '', agreeing = '', all = '', nothing = ''] = await inGroup(
      'purposes',
      { email: null },
      { consent: { email: true, 'email:offers': false } },
      { consent: { 'email:news': true } },
      { consent: { email: true, 'email:news': true } },
      { consent: { email: false, 'email:news': true }, suppressions: [{ channel: 'email', reason: 'unsubscribed' }] },
    );
    const launch = async (purpose: string) => {
      const journey = await world.launch(draw({ all: mine('purposes'), mail: mail({ purpose }), end: exit() }, ['all -> mail -> end']));
      const rows = await world.database.query<{ customer_id: string; reason: string | null; purpose: string }>(
        `SELECT customer_id, reason, purpose FROM messages WHERE journey_id = $1 AND reason IS DISTINCT FROM 'unreachable' ORDER BY 1`,
        [journey],
      );
      expect(new Set(rows.map((row) => row.purpose))).toEqual(new Set([purpose]));
      return Object.fromEntries(rows.map(({ customer_id, reason }) => [customer_id, reason]));
    };
    expect(await launch('news')).toEqual({ [refusing]: 'no_consent', [agreeing]: null, [all]: null, [nothing]: 'unsubscribed' });
    expect(await launch('offers')).toEqual({ [refusing]: 'no_consent', [agreeing]: 'no_consent', [all]: null, [nothing]: 'unsubscribed' });
    expect(await launch('invoices')).toEqual({ [refusing]: null, [agreeing]: null, [all]: null, [nothing]: null });
  });

  it('is waited for by a branch that asks what became of it', async () => {
    const [reached = '', not = ''] = await inGroup('results', {}, { email: null });
    await world.mailing.holdBack(true);
    const id = await world.launch(
      draw(
        {
          all: mine('results'),
          mail: mail(),
          sent: branch({ yes: { message: { node: 'mail', result: 'sent' } } }),
          pause: wait('P1D'),
          end: exit(),
        },
        ['all -> mail -> sent:yes -> pause -> end', 'sent:else -> end'],
      ),
    );
    await world.advance('P1D');
    expect(await world.counts(id)).toMatchObject({ mail: '0/2', sent: '2/0' });
    await world.mailing.holdBack(false);
    await world.settle();
    expect(await world.ways(id)).toEqual({ [reached]: ['all > mail > sent > pause'], [not]: ['all > mail > sent > end (completed)'] });
  });
});

describe('an update', () => {
  it('changes what the next step asks, and lets those be who have it all already', async () => {
    const [a = '', b = ''] = await inGroup('update', { tags: ['new'] }, { attributes: { tier: 'gold' }, tags: ['seen'] });
    const [list = ''] = world.workspace.lists;
    const changed = update({ set: { tier: 'gold', group: null }, addTags: ['seen'], removeTags: ['new'], addToList: list });
    const journey = await world.launch(
      draw(
        {
          all: mine('update'),
          change: changed,
          gold: branch({ yes: { all: [{ attribute: 'tier', is: 'eq', value: 'gold' }, { list }] } }),
          mail: mail(),
          end: exit(),
        },
        ['all -> change -> gold:yes -> mail -> end', 'gold:else -> end'],
      ),
    );
    expect(await world.counts(journey)).toMatchObject({ mail: '0/2' });
    const rows = await world.database.query('SELECT id, attributes, tags FROM customers WHERE id = ANY($1) ORDER BY id', [[a, b]]);
    expect(rows).toEqual([
      { id: a, attributes: { tier: 'gold' }, tags: ['seen'] },
      { id: b, attributes: { tier: 'gold' }, tags: ['seen'] },
    ]);
    const catalogue = await world.database.query(`SELECT kind, source FROM attribute_catalogue WHERE name = 'tier'`);
    expect(catalogue).toEqual([{ kind: 'text', source: 'journey' }]);
    expect(await world.database.query('SELECT name FROM tag_catalogue')).toContainEqual({ name: 'seen' });
  });
});
