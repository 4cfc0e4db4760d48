import { Readable } from 'node:stream';
import { identityRulesSchema } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import { changeSettings } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { Ingestion } from '../events/ingestion.js';
import { Imports } from '../imports/imports.js';
import { Customers } from '../profiles/customers.js';
import { Suppressions } from '../suppressions/suppressions.js';
import { refuseUnknownCode } from './rules.js';

const database = await testDatabase();
const clock = new ManualClock(new Date('2027-03-30T09:00:00.000Z'));
const queues = { add: async () => undefined };
const imports = new Imports({ database, clock, queues });
const customers = new Customers({ database, clock });
const ingestion = new Ingestion({ database, clock, queues });
const suppressions = new Suppressions({ database, clock });
const WHOLE = '+8613800138001';

const bring = async (kind: 'customers' | 'orders' | 'list', content: string, mapping: Record<string, string>) => {
  const { id } = await imports.createImport({ kind, fileName: 'f.csv', mapping, stream: Readable.from([Buffer.from(content)]) });
  await imports.runImport(id);
  return imports.import(id);
};
const phones = async (): Promise<(string | null)[]> => (await customers.customers({})).items.map(({ phone }) => phone);
const visit = (phone: string) =>
  ingestion.events({ events: [{ customer: { phone }, name: 'visit', occurredAt: clock.now().toISOString() }] });
const withCode = (callingCode: string) =>
  changeSettings(database, clock, { extra: { identity: { ...identityRulesSchema.parse({}), callingCode } } });

beforeEach(() =>
  database.query(
    'TRUNCATE customers, identities, events, event_batches, orders, order_lines, lists, list_members, suppressions, imports, import_chunks, import_rejects, workspace_settings',
  ),
);

it('brings one number, however it is written and wherever it comes in, to one customer', async () => {
  await customers.createCustomer({ phone: '138 0013 8001' });
  await bring('customers', 'tel,city\n0086-13800138001,x\n８６13800138001,y\n', { tel: 'phone', city: 'attributes.city' });
  await bring('orders', 'no,at,tel,sum\n1,2027-03-01,13800138001,5\n', { no: 'orderId', at: 'placedAt', tel: 'phone', sum: 'amount' });
  expect(await bring('list', 'tel\n+86 (138) 0013.8001\n', { tel: 'phone' })).toMatchObject({ rejected: 0 });
  expect(await visit('013800138001')).toMatchObject({ accepted: 1, rejected: [] });
  expect(await phones()).toEqual([WHOLE]);
  expect(await database.query(`SELECT value FROM identities WHERE kind = 'phone'`)).toEqual([{ value: WHOLE }]);
  for (const query of ['13800138001', '138-0013', WHOLE, '8613800138001'])
    expect((await customers.customers({ query })).items).toHaveLength(1);
});

it('reads numbers without a country code by the workspace’s', async () => {
  await withCode('44');
  await visit('07911 123456');
  await customers.createCustomer({ phone: '7911123456' });
  await visit('13800138001x');
  expect(await phones()).toEqual(['+447911123456']);
  expect(() => refuseUnknownCode({ callingCode: '999' })).toThrow(
    expect.objectContaining({ code: 'invalid', detail: { fields: [expect.objectContaining({ path: 'callingCode' })] } }),
  );
});

it('refuses what is no number of any country, naming the field, and keeps a rejected row as it was typed', async () => {
  await expect(customers.createCustomer({ phone: '10086' })).rejects.toMatchObject({
    detail: { fields: [{ path: 'phone', code: 'not_a_phone' }] },
  });
  expect(await visit('138****8001')).toMatchObject({
    accepted: 0,
    rejected: [{ code: 'invalid', message: 'customer.phone: not a phone number' }],
  });
  expect(await bring('customers', 'tel\n1 00 86\n', { tel: 'phone' })).toMatchObject({ inserted: 0, rejected: 1 });
  expect(await database.query('SELECT value, reason FROM import_rejects')).toEqual([{ value: '1 00 86', reason: 'not_a_phone' }]);
});

it('leaves a number alone under any way of writing it', async () => {
  const { id } = await customers.createCustomer({ phone: '13800138001' });
  expect(
    await suppressions.addSuppressions({ channel: 'sms', addresses: ['138-0013-8001', '0086 13800138001', '110'], note: 'asked' }),
  ).toEqual({
    added: 1,
    already: 1,
    refused: ['110'],
  });
  expect((await suppressions.suppressions({})).items).toMatchObject([{ address: WHOLE, customerId: id }]);
  await suppressions.liftSuppression({ channel: 'sms', address: '13800138001', note: 'agreed again' });
  expect((await suppressions.suppressions({})).items).toEqual([]);
});

it('blanks rejected rows that show the number of somebody erased without its country code', async () => {
  const { id } = await customers.createCustomer({ phone: '13800138001' });
  await bring('customers', 'tel,mail\n13800138001,broken\n13900139000,broken\n', { tel: 'phone', mail: 'email' });
  await database.transaction((tx) => customers.eraseData(tx, id));
  const raws = await database.query<{ raw: string }>('SELECT raw FROM import_rejects ORDER BY line');
  expect(raws.map(({ raw }) => raw)).toEqual(['[]', '["13900139000","broken"]']);
});
