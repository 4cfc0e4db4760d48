import { createHmac } from 'node:crypto';
import { Collector, Customers, EventBooks, Ingestion, Matching, Merges, WriteKeys } from '@wayfare/customers';
import { draw, eventEntry, exit, send, wait } from '@wayfare/journey/testing';
import { SecretsBox } from '@wayfare/platform';
import { engineWorld } from '../testing.js';
import { EngineFollower } from './merge-follower.js';

const world = await engineWorld();
const { database, clock } = world;
const queues = { add: async () => undefined };
const follower = new EngineFollower(world.engine.parts);
const books = new EventBooks({ database, clock });
const ingestion = new Ingestion({ database, queues, clock, books });
const keys = new WriteKeys({ database, clock, secrets: new SecretsBox(Buffer.alloc(32, 7)) });
const collector = new Collector({ database, clock, keys, ingestion, books, follower });
const customers = new Customers({ database, clock });
const merges = new Merges({ database, clock, follower });
const matching = new Matching({ database, clock, queues, follower });
const { key, secret } = await keys.createWriteKey({ name: 'Shop', origins: [], perMinute: 1_000 });

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (sub: string): string => {
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub, exp: clock.now().getTime() / 1000 + 600 })}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
};
let views = 0;
/** Somebody looks at a page; gives whose view it is. */
const view = async (device: string, user?: string): Promise<string> => {
  views += 1;
  const id = `view-${views}`;
  const item = { type: 'track', id, at: clock.now().toISOString(), name: 'view', properties: {} };
  await collector.collect({ key, device, items: [item], ...(user === undefined ? {} : { user: { token: tokenOf(user) } }) }, undefined);
  const [event] = await database.query<{ who: string }>('SELECT customer_id AS who FROM events WHERE id = $1', [id]);
  return event?.who ?? '';
};
const know = async (externalId: string): Promise<string> =>
  (await customers.createCustomer({ externalId, email: `${externalId}@shop.example`, consent: { email: true } })).id;
const welcome = () =>
  world.launch(
    draw({ come: eventEntry('hello'), stand: wait('P1D'), greet: send({ templateId: world.workspace.mail }), end: exit() }, [
      'come -> stand -> greet -> end',
    ]),
  );
const sentIn = (journey: string) =>
  database.query("SELECT customer_id AS who FROM messages WHERE journey_id = $1 AND state = 'sent'", [journey]);

it('makes the visitor of the device part of the customer who signs in, at once, and their journey goes on', async () => {
  const journey = await welcome();
  const ann = await know('ann');
  const visitor = await view('device-of-ann-0123456789');
  expect(visitor).not.toBe(ann);
  await world.receive(visitor, { name: 'hello' });
  await world.settle();
  expect(await view('device-of-ann-0123456789', 'ann')).toBe(ann);
  expect((await merges.merges({ customer: ann })).items).toMatchObject([
    { kept: { id: ann }, merged: { id: visitor }, rule: 'visitor', cause: [{ kind: 'device', value: 'device-of-ann-0123456789' }] },
  ]);
  expect(await database.query("SELECT DISTINCT customer_id AS who FROM events WHERE name = 'view'")).toEqual([{ who: ann }]);
  await world.advance('P1D');
  await world.advance('P1D');
  expect(await world.ways(journey)).toEqual({ [ann]: ['come > stand > greet > end (completed)'] });
  expect(await sentIn(journey)).toEqual([{ who: ann }]);
  await world.expectConservation(journey);
});

it('writes to nobody twice who was in the same journey as a visitor and by name', async () => {
  const journey = await welcome();
  const bob = await know('bob');
  const visitor = await view('device-of-bob-0123456789');
  await world.receive(visitor, { name: 'hello' });
  await world.receive(bob, { name: 'hello' });
  await world.settle();
  await view('device-of-bob-0123456789', 'bob');
  await world.advance('P1D');
  await world.advance('P1D');
  expect(await sentIn(journey)).toEqual([{ who: bob }]);
  await world.expectConservation(journey);
});

it('leaves the visitor of a shared device as they are, and everybody where customers are not put together by themselves', async () => {
  await know('cleo');
  await know('dora');
  const shared = await view('device-that-is-shared-0123');
  await database.query(
    "INSERT INTO identities SELECT 'device', 'device-that-is-shared-0123', id, 'test', $1 FROM customers WHERE external_id = 'cleo'",
    [clock.now()],
  );
  await view('device-that-is-shared-0123', 'dora');
  expect((await customers.customer(shared)).id).toBe(shared);
  const rules = await matching.identityRules();
  await matching.changeIdentityRules({ ...rules, automatic: false });
  const alone = await view('device-of-nobody-012345678');
  await view('device-of-nobody-012345678', 'dora');
  expect((await customers.customer(alone)).id).toBe(alone);
  await matching.changeIdentityRules(rules);
});
