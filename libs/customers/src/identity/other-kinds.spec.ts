import { Readable } from 'node:stream';
import type { EventInput } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import { testDatabase } from '@wayfare/platform/testing';
import { Ingestion } from '../events/ingestion.js';
import { Imports } from '../imports/imports.js';
import { Customers } from '../profiles/customers.js';

const database = await testDatabase();
const clock = new ManualClock(new Date('2027-03-30T09:00:00.000Z'));
const queues = { add: async () => undefined };
const imports = new Imports({ database, clock, queues });
const customers = new Customers({ database, clock });
const ingestion = new Ingestion({ database, clock, queues });

const bring = async (kind: 'customers' | 'orders' | 'list', content: string, mapping: Record<string, string>) => {
  const stream = Readable.from([Buffer.from(content)]);
  const { id } = await imports.createImport({ kind, fileName: 'f.csv', mapping, stream });
  await imports.runImport(id);
  const { inserted, updated, rejected } = await imports.import(id);
  return { inserted, updated, rejected };
};
const visit = (...whose: EventInput['customer'][]) =>
  ingestion.events({ events: whose.map((customer) => ({ customer, name: 'visit', occurredAt: clock.now().toISOString() })) });
const count = async (): Promise<number> => (await customers.customers({})).total ?? 0;
const whoVisited = async () =>
  database.query(
    `SELECT c.external_id AS "externalId", count(*)::int AS visits FROM events e JOIN customers c ON c.id = e.customer_id GROUP BY 1 ORDER BY 1 NULLS LAST`,
  );

beforeEach(() =>
  database.query('TRUNCATE customers, identities, events, event_batches, orders, order_lines, imports, import_chunks, import_rejects'),
);

it('recognises people by the identities of a file in events, orders and lists', async () => {
  const mapping = { no: 'externalId', account: 'identities.openid', card: 'identities.posCard' };
  expect(await bring('customers', 'no,account,card\nm1,o-1,\n,o-2,77\n', mapping)).toEqual({ inserted: 2, updated: 0, rejected: 0 });
  expect(await bring('customers', 'no,account,card\n,o-1,66\n,o-2,\n', mapping)).toEqual({ inserted: 0, updated: 2, rejected: 0 });
  await visit({ identities: { openid: 'o-1' } }, { identities: { openid: 'o-3' } });
  await visit({ identities: { openid: 'o-3' } });
  expect(await whoVisited()).toEqual([
    { externalId: 'm1', visits: 1 },
    { externalId: null, visits: 2 },
  ]);
  const order = { order: 'orderId', at: 'placedAt', sum: 'amount', account: 'identities.openid' };
  expect(await bring('orders', 'order,at,sum,account\n1,2027-03-01,5,o-2\n', order)).toMatchObject({ inserted: 1 });
  expect(await bring('list', 'account\no-1\nnobody\n', { account: 'identities.openid' })).toEqual({ inserted: 1, updated: 0, rejected: 1 });
  expect(await count()).toBe(3);
});

it('gives a customer who is named by one key the other identities that come with it', async () => {
  await visit({ externalId: 'm1', identities: { openid: 'o-1' } });
  await visit({ externalId: 'm1', identities: { unionid: 'u-1', openid: 'o-1' } });
  await visit({ identities: { unionid: 'u-1' } });
  expect(await whoVisited()).toEqual([{ externalId: 'm1', visits: 3 }]);
});

it('leads a device to the only one who is known on it, and to nobody where two are', async () => {
  await visit({ identities: { device: 'd-1' } });
  await visit({ identities: { device: 'd-1' } });
  expect(await count()).toBe(1);
  await visit({ externalId: 'm1', identities: { device: 'd-2' } });
  await visit({ identities: { device: 'd-2' } });
  expect(await count()).toBe(2);
  await visit({ externalId: 'm2', identities: { device: 'd-2' } });
  for (let at = 0; at < 3; at += 1) await visit({ identities: { device: 'd-2' } });
  expect(await whoVisited()).toEqual([
    { externalId: 'm1', visits: 2 },
    { externalId: 'm2', visits: 1 },
    { externalId: null, visits: 5 },
  ]);
  expect(await count()).toBe(4);
});

it('takes a kind that there is no rule for down and recognises nobody else by it', async () => {
  await visit(
    { identities: { loyaltyApp: '9' } },
    { externalId: 'm1', identities: { loyaltyApp: '9' } },
    { identities: { loyaltyApp: '9' } },
  );
  expect(await whoVisited()).toEqual([
    { externalId: 'm1', visits: 1 },
    { externalId: null, visits: 2 },
  ]);
});

it('refuses what is no kind, or has a field of its own', async () => {
  const reply = await visit({ identities: { 'no kind': 'x' } }, { identities: { email: 'a@b.cc' } }, { identities: {} });
  expect(reply.rejected.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'invalid: customer.identities.no kind: Invalid key in record',
    'invalid: customer.identities.email: Invalid key in record',
    'invalid: customer: say whose event it is',
  ]);
});

it('shows a customer written by hand under all their identities', async () => {
  const { id } = await customers.createCustomer({ identities: { posCard: '88' }, attributes: { name: 'Ann' } });
  expect((await customers.customer(id)).identities).toMatchObject([{ kind: 'posCard', value: '88', source: 'api' }]);
  expect(await customers.createCustomer({ identities: { posCard: '88' }, email: 'ann@x.example' })).toMatchObject({
    email: 'ann@x.example',
  });
});
