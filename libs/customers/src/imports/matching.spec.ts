import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Import, ImportKind, ImportOptions } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import { testDatabase } from '@wayfare/platform/testing';
import { CustomerAttributes } from '../claims/attributes.js';
import { Customers } from '../profiles/customers.js';
import { Imports } from './imports.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
const clock = new ManualClock(NOW);
const CUSTOMERS = { no: 'externalId', mail: 'email', card: 'identities.card', city: 'attributes.city', zone: 'timeZone', label: 'tags' };

/** A database of its own, on which files come in: each is checked first, and what the check has said is held against what became of it. */
const open = async (shards: number) => {
  const database = await testDatabase({ shards });
  const imports = new Imports({ database, clock, queues: { add: async () => undefined } });
  const customers = new Customers({ database, clock });
  const bring = async (kind: ImportKind, content: string, mapping: Record<string, string>, options: ImportOptions): Promise<Import> => {
    const stream = Readable.from([Buffer.from(content)]);
    const { id } = await imports.createImport({ kind, mapping, options, fileName: 'file.csv', stream, check: true });
    await imports.runImport(id);
    const checked = await imports.import(id);
    expect(checked).toMatchObject({ state: 'checked', error: null });
    const found = await text(await imports.rejectedRows(id));
    await imports.startImport(id);
    await imports.runImport(id);
    const done = await imports.import(id);
    expect(done).toMatchObject({ state: 'done', total: checked.total, rejected: checked.rejected });
    expect(await text(await imports.rejectedRows(id))).toBe(found);
    expect(done.inserted).toBe(checked.check?.matched?.made);
    expect(done.total).toBe(done.inserted + done.updated + done.rejected);
    return done;
  };
  return {
    ...{ database, imports, customers, attributes: new CustomerAttributes({ database, clock }) },
    bring: (content: string, options: ImportOptions = {}) => {
      const header = content.slice(0, content.indexOf('\n')).split(',');
      const mapping = Object.fromEntries(Object.entries(CUSTOMERS).filter(([column]) => header.includes(column)));
      return bring('customers', content, mapping, options);
    },
    bringOrders: (content: string, options: ImportOptions = {}) => {
      const targets: Record<string, string> = {
        ...{ no: 'externalId', mail: 'email', order: 'orderId', at: 'placedAt', total: 'amount', store: 'store', how: 'channel' },
        ...{ state: 'attributes.state', sku: 'line.product', count: 'line.quantity', price: 'line.price' },
      };
      const header = content.slice(0, content.indexOf('\n')).split(',');
      return bring('orders', content, Object.fromEntries(header.map((column) => [column, targets[column] ?? ''])), options);
    },
    bringProducts: (content: string, options: ImportOptions = {}) =>
      bring('products', content, { sku: 'productId', name: 'name', price: 'price', size: 'attributes.size' }, options),
    people: () =>
      database.query<{ no: string | null; email: string | null; attributes: object; tags: string[]; zone: string | null }>(
        'SELECT external_id AS no, email, attributes, tags, time_zone AS zone FROM customers ORDER BY external_id, email',
      ),
    orders: () =>
      database.query<{ id: string; amount: string; store: string | null; attributes: object; no: string | null }>(
        'SELECT o.id, amount_minor::text AS amount, store, o.attributes, c.external_id AS no FROM orders o JOIN customers c ON c.id = o.customer_id ORDER BY o.id, no',
      ),
    rejected: async ({ id }: Import) => (await text(await imports.rejectedRows(id))).trim().split('\n').slice(1),
  };
};

const worlds = new Map([
  [1, await open(1)],
  [4, await open(4)],
]);
const TABLES = 'customers, identities, consents, attribute_claims, orders, order_lines, products, imports, import_chunks, import_rejects';

/** The same for each test, as empty as a new one. */
const world = async (shards = 1) => {
  const found = worlds.get(shards);
  if (!found) throw new Error(`no database on ${shards} shards`);
  await found.database.query(`TRUNCATE ${TABLES}`);
  return found;
};

describe.each([1, 4])('rows of customers that are matched by one key, on %i shards', (shards) => {
  it('update whoever has exactly this value, whatever else they are known by, and become somebody else where nobody has it', async () => {
    const { bring, people, customers } = await world(shards);
    await customers.createCustomer({ externalId: 'm1', email: 'ann@b.cc', attributes: { city: 'Ulm' } });
    await customers.createCustomer({ externalId: 'm2', email: 'bob@b.cc' });
    const done = await bring('mail,card,city\nANN@b.cc,c1,Bonn\nnew@b.cc,c2,Kiel\nnew@b.cc,c2,Jena\nbob@b.cc,,\n', { updateBy: 'email' });
    expect(done).toMatchObject({ inserted: 1, updated: 3, rejected: 0, check: { matched: { made: 1, changed: 1, unchanged: 1 } } });
    const again = await bring('card,city\nc1,Bonn\nc2,Rom\nc3,Bern\n', { updateBy: 'identities.card' });
    expect(again.check?.matched).toEqual({ made: 1, changed: 1, unchanged: 1 });
    expect(await people()).toMatchObject([
      { no: 'm1', email: 'ANN@b.cc', attributes: { city: 'Bonn' } },
      { no: 'm2', attributes: {} },
      { email: 'new@b.cc', attributes: { city: 'Rom' } },
      { email: null, attributes: { city: 'Bern' } },
    ]);
  });

  it('are rejected where the key is empty, several have it, or the customer number is somebody else’s', async () => {
    const { bring, people, rejected, customers } = await world(shards);
    await customers.createCustomer({ externalId: 'm1', email: 'ann@b.cc' });
    await customers.createCustomer({ externalId: 'm2', email: 'both@b.cc' });
    await customers.createCustomer({ externalId: 'm3', email: 'both@b.cc' });
    const before = await people();
    const file = [
      'no,mail,city',
      'm1,,Ulm',
      ',both@b.cc,Ulm',
      'm9,ann@b.cc,Ulm',
      'm2,new@b.cc,Ulm',
      'n1,x@b.cc,A',
      'n1,y@b.cc,B',
      'n2,x@b.cc,C',
      '',
    ];
    const done = await bring(file.join('\n'), { updateBy: 'email' });
    expect(done).toMatchObject({ total: 7, inserted: 1, rejected: 6 });
    const why = await rejected(done);
    expect(why.map((line) => /must not be empty|several have|its customer number/.exec(line)?.[0])).toEqual([
      'must not be empty',
      'several have',
      ...Array.from({ length: 4 }, () => 'its customer number'),
    ]);
    expect(await people()).toEqual([...before, expect.objectContaining({ no: 'n1', email: 'x@b.cc', attributes: { city: 'A' } })]);
  });

  it('are rejected where nobody has the key, if that is what was said, by one key or by all', async () => {
    const { bring, people, rejected, customers } = await world(shards);
    await customers.createCustomer({ externalId: 'm1', email: 'ann@b.cc' });
    const done = await bring('no,mail,city,label\nm1,,Ulm,a\nm2,,Bonn,b\n', { updateBy: 'externalId', unknown: 'reject' });
    expect(done).toMatchObject({ inserted: 0, updated: 1, rejected: 1 });
    expect((await rejected(done))[0]).toContain('nobody has these keys');
    const all = await bring('no,mail,city\n,ann@b.cc,Bonn\n,eve@b.cc,Rom\n', { unknown: 'reject' });
    expect(all).toMatchObject({ inserted: 0, updated: 1, rejected: 1, check: { newCustomers: 0, knownCustomers: 1 } });
    expect(await people()).toMatchObject([{ no: 'm1', attributes: { city: 'Bonn' }, tags: ['a'] }]);
  });
});

describe('empty cells', () => {
  it('say nothing; or that there is nothing, and then a stronger source still says what stands, and identities and tags stay', async () => {
    const { bring, people, customers, attributes } = await world();
    const { id } = await customers.createCustomer({
      externalId: 'm1',
      email: 'ann@b.cc',
      timeZone: 'Asia/Tokyo',
      tags: ['vip'],
      attributes: { city: 'Ulm', age: 7 },
    });
    const file = 'no,mail,city,zone,label\nm1,,,,\n';
    expect((await bring(file)).check?.matched).toEqual({ made: 0, changed: 0, unchanged: 1 });
    expect((await bring(file, { empty: 'clear' })).check?.matched).toEqual({ made: 0, changed: 1, unchanged: 0 });
    expect(await people()).toEqual([{ no: 'm1', email: 'ann@b.cc', zone: null, tags: ['vip'], attributes: { age: 7 } }]);
    expect((await bring(file, { empty: 'clear' })).check?.matched).toEqual({ made: 0, changed: 0, unchanged: 1 });
    expect((await attributes.customerAttributes(id)).items.find(({ name }) => name === 'city')).toMatchObject({
      holds: { value: null, kind: 'import' },
      also: [{ value: 'Ulm', kind: 'api' }],
    });
  });

  it('that clear let the last row of somebody alone say how they are, in one chunk as over two', async () => {
    const { bring, people } = await world();
    const fill = Array.from({ length: 10_000 }, (_, at) => `f${at},x,`);
    await bring(['no,city,zone', 'a,Ulm,Asia/Tokyo', 'a,,', 'b,Bonn,', ...fill, 'b,,Asia/Tokyo', ''].join('\n'), { empty: 'clear' });
    expect((await people()).slice(0, 2)).toMatchObject([
      { no: 'a', attributes: {}, zone: null },
      { no: 'b', attributes: {}, zone: 'Asia/Tokyo' },
    ]);
  });
});

describe.each([1, 4])('rows of orders, on %i shards', (shards) => {
  const FIRST = 'no,order,at,total,store,state\na,o1,2027-01-01,10,Ulm,open\nb,o2,2027-01-02,20,Ulm,open\n';

  it('that are matched by the order number alone change the order, whoever’s it is, and need say no more than what changes', async () => {
    const { bringOrders, orders, rejected } = await world(shards);
    expect((await bringOrders(FIRST)).check).toMatchObject({ newCustomers: 2, matched: { made: 2, changed: 0, unchanged: 0 } });
    const done = await bringOrders('order,state\no1,paid\no2,open\no3,paid\n', { updateBy: 'orderId', unknown: 'reject' });
    expect(done).toMatchObject({ inserted: 0, updated: 2, rejected: 1, check: { matched: { made: 0, changed: 1, unchanged: 1 } } });
    expect((await rejected(done))[0]).toContain('nobody has an order of this number');
    const moved = await bringOrders('no,order,at,total\nz,o1,2027-01-01,11\nz,o4,2027-01-04,40\n,o4,2027-01-04,41\n,o5,2027-01-05,50\n', {
      updateBy: 'orderId',
    });
    expect(moved).toMatchObject({ inserted: 1, updated: 2, rejected: 1, check: { newCustomers: 1 } });
    expect(await orders()).toEqual([
      { id: 'o1', amount: '1100', store: 'Ulm', attributes: { state: 'paid' }, no: 'a' },
      { id: 'o2', amount: '2000', store: 'Ulm', attributes: { state: 'open' }, no: 'b' },
      { id: 'o4', amount: '4100', store: null, attributes: {}, no: 'z' },
    ]);
  });

  it('are rejected where two have an order of this number, or their customer has none', async () => {
    const { bringOrders, orders, rejected } = await world(shards);
    await bringOrders(FIRST);
    await bringOrders('no,order,at,total\nb,o1,2027-01-03,30\n');
    const before = await orders();
    const done = await bringOrders('order,state\no1,paid\n', { updateBy: 'orderId', unknown: 'reject' });
    expect(await rejected(done)).toEqual([expect.stringContaining('several have this key')]);
    const strict = await bringOrders('no,order,at,total,state\na,o2,2027-01-02,20,x\nq,o1,2027-01-01,10,x\n', { unknown: 'reject' });
    const why = await rejected(strict);
    expect(why[0]).toContain('nobody has an order of this number');
    expect(why[1]).toContain('nobody has these keys');
    expect(await orders()).toEqual(before);
  });

  it('are held line by line against what there is, and clear what none of them says', async () => {
    const { bringOrders, orders } = await world(shards);
    const lines = 'no,order,at,store,sku,count,price\na,o1,2027-01-01,Ulm,tea,1,5\na,o1,2027-01-01,,cup,2,3\n';
    await bringOrders(lines);
    expect((await bringOrders(lines)).check?.matched).toEqual({ made: 0, changed: 0, unchanged: 1 });
    expect((await bringOrders(lines.replace('cup,2', 'cup,3'))).check?.matched).toEqual({ made: 0, changed: 1, unchanged: 0 });
    await bringOrders(lines, { empty: 'clear' });
    expect(await orders()).toMatchObject([{ amount: '1100', store: 'Ulm' }]);
    const cleared = await bringOrders(lines.replace('Ulm', ''), { empty: 'clear' });
    expect(cleared.check?.matched).toEqual({ made: 0, changed: 1, unchanged: 0 });
    expect(await orders()).toMatchObject([{ amount: '1100', store: null }]);
  });
});

describe('rows of products', () => {
  it('change what there is, make or reject the rest, and clear what they leave empty where that is said', async () => {
    const { bringProducts, database, rejected } = await world();
    await bringProducts('sku,name,price,size\np1,Tea,5,L\np2,Cup,3,\n');
    const done = await bringProducts('sku,name,price,size\np1,Tea,5,L\np2,,4,\np3,Pot,9,\n', { unknown: 'reject' });
    expect(done).toMatchObject({ inserted: 0, updated: 2, rejected: 1, check: { matched: { made: 0, changed: 1, unchanged: 1 } } });
    expect((await rejected(done))[0]).toContain('there is no product of this number');
    await bringProducts('sku,name,price,size\np1,,,\n', { empty: 'clear' });
    expect(await database.query('SELECT id, name, price_minor::int AS price, attributes FROM products ORDER BY id')).toEqual([
      { id: 'p1', name: null, price: null, attributes: {} },
      { id: 'p2', name: 'Cup', price: 400, attributes: {} },
    ]);
  });
});

describe('what is said of matching', () => {
  it.each([
    ['customers', { no: 'externalId' }, { updateBy: 'email' }, 'options.updateBy', 'missing_target'],
    ['customers', { no: 'externalId' }, { updateBy: 'orderId' }, 'options.updateBy', 'unknown_key'],
    ['events', { no: 'externalId', a: 'name', b: 'occurredAt' }, { updateBy: 'externalId' }, 'options.updateBy', 'unknown_key'],
    ['events', { no: 'externalId', a: 'name', b: 'occurredAt' }, { unknown: 'reject' }, 'options.unknown', 'not_here'],
    ['list', { no: 'externalId' }, { empty: 'clear' }, 'options.empty', 'not_here'],
  ] as const)('is refused by its name where it does not fit: %s %j %j', async (kind, mapping, options, path, code) => {
    const { imports } = await world();
    const stream = Readable.from([Buffer.from('no,a,b\n1,2,3\n')]);
    await expect(imports.createImport({ kind, mapping: { ...mapping }, options, fileName: 'f.csv', stream })).rejects.toMatchObject({
      code: 'invalid',
      detail: { fields: [{ path, code }] },
    });
  });

  it('is remembered with the mapping for the next file of the same columns', async () => {
    const { bring, imports } = await world();
    await bring('no,mail,city\na,a@b.cc,Ulm\n', { updateBy: 'email', empty: 'clear' });
    const stream = Readable.from([Buffer.from('no,mail,city\nb,b@b.cc,Ulm\n')]);
    const preview = await imports.previewImport({ kind: 'customers', fileName: 'next.csv', stream });
    expect(preview.remembered?.options).toEqual({ updateBy: 'email', empty: 'clear' });
  });
});
