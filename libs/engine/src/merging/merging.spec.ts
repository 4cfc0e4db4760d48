import { mergePeople, type SamePerson, settleMerges, unmerge } from '@wayfare/customers';
import { audience, draw, eventEntry, exit, send, wait, waitEvent } from '@wayfare/journey/testing';
import fc from 'fast-check';
import { transact } from '../retry.js';
import { type EngineWorld, engineWorld } from '../testing.js';
import { EngineFollower } from './merge-follower.js';

let world: EngineWorld;
let follower: EngineFollower;

const merge = (ids: readonly string[], more: Partial<SamePerson> = {}) =>
  transact(world.database, (tx) => mergePeople(tx, follower, [{ ids, rule: 'person', cause: [], ...more }], world.clock.now()));
const undo = (mergeId: string) => transact(world.database, (tx) => unmerge(tx, follower, mergeId, world.clock.now()));
const mergeIdOf = async (ids: readonly string[]): Promise<string> => (await merge(ids)).merged[0]?.mergeId ?? '';

/** Everything that says who somebody is and what they did, as text. */
const FACTS: Readonly<Record<string, string>> = {
  customers: `SELECT id, external_id, email, phone, attributes, tags, erased_at IS NULL AS living, merged_into FROM customers ORDER BY id`,
  events: 'SELECT customer_id, id, name FROM events ORDER BY 1, 2',
  orders: 'SELECT customer_id, id, amount_minor FROM orders ORDER BY 1, 2',
  lines: 'SELECT customer_id, order_id, line_no FROM order_lines ORDER BY 1, 2, 3',
  identities: 'SELECT kind, value, customer_id FROM identities ORDER BY 3, 1, 2',
  lists: 'SELECT list_id, customer_id FROM list_members ORDER BY 2, 1',
  consents: 'SELECT customer_id, channel, granted FROM consents ORDER BY 1, 2',
  suppressions: 'SELECT customer_id, channel, address, reason FROM suppressions ORDER BY 1, 2, 3',
  stays: `SELECT e.customer_id, e.journey_id, e.entry_no, e.left_reason, c.node_id FROM enrollments e JOIN cohorts c ON c.id = e.cohort_id ORDER BY 1, 2, 3`,
  messages: 'SELECT customer_id, journey_id, entry_no, node_id, id, state FROM messages ORDER BY 1, 2, 3, 4',
  responses: 'SELECT customer_id, message_id, kind FROM responses ORDER BY 1, 2, 3',
  coupons: 'SELECT customer_id, journey_id, entry_no, code FROM coupon_issues ORDER BY 1, 2, 3',
};
const facts = async (): Promise<Record<string, unknown[]>> =>
  Object.fromEntries(
    await Promise.all(Object.entries(FACTS).map(async ([name, statement]) => [name, await world.database.query(statement)] as const)),
  );

const add = (statement: string, ...parameters: unknown[]) => world.database.query(statement, parameters);
const order = async (person: string, id: string): Promise<void> => {
  await add(
    `INSERT INTO orders (customer_id, id, placed_at, amount_minor, currency) VALUES ($1, $2, $3, 100, 'CNY')`,
    person,
    id,
    world.clock.now(),
  );
  await add(
    `INSERT INTO order_lines (customer_id, order_id, line_no, product, quantity, price_minor) VALUES ($1, $2, 1, 'p', 1, 100)`,
    person,
    id,
  );
};

describe.each([1, 4])('merging people on %i shards', (shards) => {
  beforeAll(async () => {
    world = await engineWorld({ shards });
    follower = new EngineFollower(world.engine.parts);
  });

  it('leaves one customer with all that was known of both, and undoing it leaves two as they were', async () => {
    const now = world.clock.now();
    const [one = '', two = ''] = await world.people(
      { phone: '+8613800138001', attributes: { city: 'x', size: 4 }, tags: ['vip'], consent: { email: true, sms: false }, lists: ['1'] },
      {
        phone: '+8613800138002',
        attributes: { city: 'x', shoe: 38 },
        tags: ['vip', 'new'],
        consent: { email: false, push: true },
        lists: ['1', '2'],
      },
    );
    await order(one, 'o1');
    await order(one, 'same');
    await order(two, 'o2');
    await order(two, 'same');
    await world.receive(one, { name: 'visit', id: 'e1' });
    await world.receive(two, { name: 'visit', id: 'e2' }, { name: 'visit', id: 'e3' });
    await add(`INSERT INTO suppressions VALUES ($1, 'email', 'p2@customers.example', 'unsubscribed', 'test', $2)`, two, now);
    const before = await facts();
    const mergeId = await mergeIdOf([one, two]);
    const after = await facts();
    const of = (rows: unknown[] | undefined, person: string) =>
      (rows ?? []).filter((row) => (row as { customer_id: string }).customer_id === person);
    expect(of(after['events'], one)).toHaveLength(3);
    expect(of(after['orders'], one).map((row) => (row as { id: string }).id)).toEqual(['o1', 'o2', 'same']);
    expect(of(after['lines'], one)).toHaveLength(3);
    expect(of(after['identities'], one)).toHaveLength(5);
    expect(of(after['lists'], one)).toHaveLength(2);
    expect(of(after['suppressions'], one)).toHaveLength(1);
    expect(of(after['consents'], one)).toEqual([
      { customer_id: one, channel: 'email', granted: false },
      { customer_id: one, channel: 'push', granted: true },
      { customer_id: one, channel: 'sms', granted: false },
    ]);
    expect(after['customers']).toMatchObject([
      { id: one, external_id: `c-${one}`, attributes: { city: 'x', size: 4, shoe: 38 }, tags: ['vip', 'new'], living: true },
      { id: two, external_id: null, living: false, merged_into: one },
    ]);
    await undo(mergeId);
    expect(await facts()).toEqual(before);
  });

  it('leaves with the one what came in for them since, and lets a refusal hold for both', async () => {
    const [one = '', two = ''] = await world.people({ consent: { email: true } }, { consent: { email: true } });
    const mergeId = await mergeIdOf([one, two]);
    await world.receive(one, { name: 'since', id: 'since' });
    await add(
      `UPDATE consents SET granted = false, source = 'unsubscribe', changed_at = $2 WHERE customer_id = $1`,
      one,
      world.clock.now(),
    );
    await undo(mergeId);
    expect(await add(`SELECT customer_id FROM events WHERE id = 'since'`)).toEqual([{ customer_id: one }]);
    expect(await add('SELECT granted FROM consents WHERE customer_id = ANY ($1)', [one, two])).toEqual([
      { granted: false },
      { granted: false },
    ]);
  });

  const mail = () => send({ templateId: world.workspace.mail });
  const group = (name: string) => audience({ condition: { attribute: 'group', is: 'eq', value: name } });
  const standing = (name: string) =>
    draw(
      { all: group(name), first: mail(), stand: wait('P1D'), asked: waitEvent('answer', 'P9D'), late: mail(), end: exit() },
      ['all -> first -> stand -> asked:timeout -> late -> end', 'asked:matched -> end'],
      {},
    );

  it('takes somebody along in their journey, who is sent what follows once and at the address that is kept', async () => {
    const [kept = '', ...others] = await world.people({}, ...Array.from({ length: 5 }, () => ({ attributes: { group: `a${shards}` } })));
    const journey = await world.launch(standing(`a${shards}`));
    await merge([kept, ...others.slice(0, 1)]);
    await world.expectConservation(journey);
    expect(Object.keys(await world.ways(journey)).sort()).toEqual([kept, ...others.slice(1)].sort());
    await world.advance('P1D');
    await world.receive(kept, { name: 'answer' });
    await world.settle();
    await world.advance('P10D');
    const ways = await world.ways(journey);
    expect(ways[kept]).toEqual(['all > first > stand > asked > end (completed)']);
    expect(ways[others[1] ?? '']).toEqual(['all > first > stand > asked > late > end (completed)']);
    expect(await add('SELECT node_id FROM messages WHERE customer_id = $1', kept)).toEqual([{ node_id: 'first' }]);
    expect(await world.journeys.live(journey)).toMatchObject({ entered: 5, inside: 0, exited: 5 });
    await world.expectConservation(journey);
  });

  it('lets one of two who are in the same journey leave with `duplicate`, and calls off what was to be sent to them', async () => {
    await world.mailing.holdBack(true);
    const people = await world.people(...Array.from({ length: 4 }, () => ({ attributes: { group: `b${shards}` } })));
    const journey = await world.launch(standing(`b${shards}`));
    await merge(people);
    await world.mailing.holdBack(false);
    await world.advance('P20D');
    const stays = Object.values(await world.ways(journey))
      .flat()
      .sort();
    expect(stays).toEqual(
      [
        ...Array.from({ length: 3 }, () => 'all > first > stand (duplicate)'),
        'all > first > stand > asked > late > end (completed)',
      ].sort(),
    );
    expect(
      await add(`SELECT count(*)::int AS sent FROM messages WHERE journey_id = $1 AND node_id = 'first' AND state = 'sent'`, journey),
    ).toEqual([{ sent: 1 }]);
    expect(await world.journeys.live(journey)).toMatchObject({ entered: 4, inside: 0, exited: 4 });
    await world.expectConservation(journey);
  });

  it('does not let them in again who have been in under another name', async () => {
    const [one = '', two = ''] = await world.people({}, {});
    const journey = await world.launch(draw({ come: eventEntry('visit', { reentry: { policy: 'never' } }), end: exit() }, ['come -> end']));
    await world.receive(two, { name: 'visit' });
    await world.settle();
    await merge([one, two]);
    await world.receive(one, { name: 'visit' });
    await world.settle();
    expect(await world.journeys.live(journey)).toMatchObject({ entered: 1 });
  });

  it('waits while a message is being handed over, and takes what came late along', async () => {
    const [one = '', two = ''] = await world.people({}, { attributes: { group: `c${shards}` } });
    const journey = await world.launch(standing(`c${shards}`));
    await add(`UPDATE messages SET state = 'sending', lease_by = 'x' WHERE customer_id = $1`, two);
    expect(await merge([one, two])).toMatchObject({ merged: [], busy: new Set([two]) });
    await add(`UPDATE messages SET state = 'sent' WHERE customer_id = $1`, two);
    expect((await merge([one, two])).merged).toHaveLength(1);
    await world.receive(two, { name: 'late', id: 'late' });
    expect(await transact(world.database, (tx) => settleMerges(tx, follower, 0))).toBeGreaterThan(0);
    expect(await add(`SELECT customer_id FROM events WHERE id = 'late'`)).toEqual([{ customer_id: one }]);
    await world.expectConservation(journey);
  });

  it('keeps all counts true through any merges, and undoing them brings back what was', async () => {
    const journey = await world.launch(
      draw({ come: eventEntry('join', { reentry: { policy: 'always' } }), first: mail(), stand: wait('P2D'), end: exit() }, [
        'come -> first -> stand -> end',
      ]),
    );
    const plant = async (inside: readonly number[]): Promise<string[]> => {
      const people = await world.people(...Array.from({ length: 6 }, (_, at) => ({ tags: [`t${at}`], attributes: { n: at } })));
      for (const [at, id] of people.entries()) {
        await order(id, `o-${id}`);
        await world.receive(id, { name: 'visit', id: `v-${id}` });
        if (inside.includes(at)) await world.receive(id, { name: 'join', id: `j-${id}` });
      }
      await world.settle();
      return people;
    };
    /** Merges and undoes, the last merge first; gives what is still merged. */
    const play = async (people: readonly string[], steps: readonly (readonly [number, number, boolean])[]): Promise<string[]> => {
      const made: string[] = [];
      for (const [a, b, back] of steps) {
        const last = back ? made.pop() : undefined;
        if (last !== undefined) await undo(last);
        else made.push(...(await merge([people[a] ?? '', people[b] ?? ''])).merged.map(({ mergeId }) => mergeId));
        await world.expectConservation();
      }
      return made;
    };
    /** Who left because somebody else went on has left; everything else is as it was. */
    const comparable = (all: Record<string, unknown[]>) => ({
      ...all,
      stays: all['stays']?.map((row) => ({ ...(row as object), left_reason: '' })),
      messages: all['messages']?.map((row) => ({ ...(row as object), state: '' })),
    });
    const step = fc.tuple(fc.nat(5), fc.nat(5), fc.boolean());
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(5), { maxLength: 3 }),
      async (steps, inside) => {
        const people = await plant(inside);
        const before = await facts();
        const made = await play(people, steps);
        const held = await facts();
        for (const name of ['events', 'orders', 'stays', 'messages']) expect(held[name]).toHaveLength(before[name]?.length ?? 0);
        for (const mergeId of made.reverse()) await undo(mergeId);
        expect(comparable(await facts())).toEqual(comparable(before));
        await world.advance('P3D');
        await world.expectConservation(journey);
      },
    );
    await fc.assert(property, { numRuns: shards === 1 ? 12 : 8 });
  }, 240_000);
});
