import { Readable } from 'node:stream';
import { ManualClock } from '@wayfare/kernel';
import { actingAs } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { declareComputed } from '../computed/declare.js';
import { writeComputed } from '../computed/write.js';
import { Imports } from '../imports/imports.js';
import { Customers } from '../profiles/customers.js';
import { Consents } from './consents.js';
import { writeConsents } from './write.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
const database = await testDatabase();
const clock = new ManualClock(NOW);
const customers = new Customers({ database, clock });
const consents = new Consents({ database, clock });
const imports = new Imports({ database, clock, queues: { add: async () => undefined } });

const later = (minutes: number): void => clock.moveTo(new Date(NOW.getTime() + minutes * 60_000));
const rows = (table: string) => database.query(`SELECT channel, granted, source FROM ${table} ORDER BY 1, changed_at`);
const bring = async (file: string, consent: Record<string, boolean>, mapping?: Record<string, string>): Promise<string> => {
  const stream = Readable.from([Buffer.from(file)]);
  const { id } = await imports.createImport({ kind: 'customers', fileName: 'fair.csv', stream, consent, ...(mapping ? { mapping } : {}) });
  await imports.runImport(id);
  return id;
};

beforeEach(async () => {
  clock.moveTo(NOW);
  await database.query('TRUNCATE customers, identities, consents, consent_records, imports, import_chunks, import_rejects, audit');
});

describe('the ledger of consent', () => {
  it('keeps everything that was ever said, newest first, with who wrote it down and how it is known', async () => {
    const proof = { form: 'checkout', version: '3', text: 'Yes, write to me.', ip: '203.0.113.7' };
    const { id } = await actingAs('token:9', () =>
      customers.createCustomer({ externalId: 'a', consent: { email: true }, consentProof: proof }),
    );
    later(5);
    await actingAs('user:7', () =>
      consents.changeConsent(id, { consent: { email: false, profiling: false }, proof: { note: 'said so on the phone' } }),
    );
    const { items } = await consents.consentHistory(id);
    const at = clock.now().toISOString();
    const told = {
      granted: false,
      source: 'person',
      at,
      actor: 'user:7',
      import: null,
      proof: { note: 'said so on the phone' },
      holds: true,
    };
    expect(items).toEqual([
      { channel: 'email', ...told },
      { channel: 'profiling', ...told },
      { channel: 'email', granted: true, source: 'api', at: NOW.toISOString(), actor: 'token:9', import: null, proof, holds: false },
    ]);
    expect((await customers.customer(id)).consent).toEqual({ email: false, profiling: false });
    expect(await database.query("SELECT before, after FROM audit WHERE action = 'updated'")).toEqual([
      { before: { consent: { email: true } }, after: { consent: { email: false, profiling: false } } },
    ]);
  });

  it('holds back what says nothing new, and takes another proof of the same', async () => {
    const { id } = await customers.createCustomer({ externalId: 'a', consent: { email: true }, consentProof: { form: 'one' } });
    for (const form of ['one', 'one', 'two']) {
      later(form === 'one' ? 1 : 2);
      await customers.createCustomer({ externalId: 'a', consent: { email: true }, consentProof: { form } });
    }
    await customers.createCustomer({ externalId: 'a', consent: { email: true } });
    const { items } = await consents.consentHistory(id);
    expect(items.map(({ proof, holds }) => [proof?.form, holds])).toEqual([
      ['two', true],
      ['one', false],
    ]);
  });

  it('gets no row of its own for the new people of a file: what they have says which file it was', async () => {
    const importId = await bring('id,mail\na,a@b.cc\nb,b@b.cc\n', { email: true });
    expect(await rows('consent_records')).toEqual([]);
    expect(await rows('consents')).toEqual(
      Array.from({ length: 2 }, () => ({ channel: 'email', granted: true, source: `import:${importId}` })),
    );
    const [{ id } = { id: '' }] = (await customers.customers({ query: 'a@b.cc' })).items;
    expect((await consents.consentHistory(id)).items).toMatchObject([
      { channel: 'email', granted: true, source: 'import', import: { id: importId, fileName: 'fair.csv' }, holds: true },
    ]);
  });

  it('still says which file it was when something newer has taken its place', async () => {
    const importId = await bring('id,mail\na,a@b.cc\n', { email: true });
    later(1);
    await bring('id,mail,yes\na,a@b.cc,no\n', {}, { id: 'externalId', mail: 'email', yes: 'consent.email' });
    const [{ id } = { id: '' }] = (await customers.customers({})).items;
    expect((await consents.consentHistory(id)).items).toMatchObject([
      { granted: false, source: 'import', holds: true },
      { granted: true, source: 'import', import: { id: importId }, at: NOW.toISOString(), holds: false },
    ]);
  });

  it('is written by the database whoever replaces or removes an entry, and never changed', async () => {
    const { id } = await customers.createCustomer({ externalId: 'a', consent: { email: true, sms: true } });
    await database.query("UPDATE consents SET granted = false, changed_at = changed_at + interval '1 hour' WHERE channel = 'email'");
    await database.query("DELETE FROM consents WHERE channel = 'sms'");
    expect(await rows('consent_records')).toMatchObject([
      { channel: 'email', granted: true },
      { channel: 'sms', granted: true },
    ]);
    await expect(database.query('UPDATE consent_records SET granted = false')).rejects.toThrow('never changed');
    expect(await database.query('UPDATE consent_records SET customer_id = customer_id + 0 RETURNING customer_id')).toHaveLength(2);
    expect((await consents.consentHistory(id)).items).toHaveLength(3);
  });

  it('goes with who is erased', async () => {
    const { id } = await customers.createCustomer({ externalId: 'a', consent: { email: true }, consentProof: { ip: '203.0.113.7' } });
    later(1);
    await consents.changeConsent(id, { consent: { email: false } });
    await database.transaction((tx) => customers.eraseData(tx, id));
    expect([...(await rows('consents')), ...(await rows('consent_records'))]).toEqual([]);
    await writeConsents(database, [{ customerId: id, channel: 'email', granted: true }], { source: 'api', at: NOW });
    expect(await rows('consents')).toEqual([]);
    await expect(consents.consentHistory(id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('lets nothing be worked out about who has refused it, and takes away what was', async () => {
    const words = { en: 'Points', 'zh-CN': '积分' };
    await database.transaction((tx) =>
      declareComputed(tx, { owner: 'points', attributes: [{ name: 'points', kind: 'number', words }], taken: 'refuse' }, NOW),
    );
    const { id } = await customers.createCustomer({ externalId: 'a', attributes: { city: 'x' } });
    const text = `SELECT id AS customer_id, '{"points": 7}'::jsonb AS patch FROM customers`;
    const work = () => database.transaction((tx) => writeComputed(tx, { names: ['points'], rows: { text, parameters: [] }, watch: [] }));
    const attributes = async () => (await customers.customer(id)).attributes;
    await work();
    expect(await attributes()).toEqual({ city: 'x', points: 7 });
    await consents.changeConsent(id, { consent: { profiling: false } });
    expect(await attributes()).toEqual({ city: 'x' });
    expect(await work()).toMatchObject({ changed: 0 });
    later(1);
    await consents.changeConsent(id, { consent: { profiling: true } });
    await work();
    expect(await attributes()).toEqual({ city: 'x', points: 7 });
  });
});
