import { Readable } from 'node:stream';
import type { Import, ImportKind, ImportOptions } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import { testDatabase } from '@wayfare/platform/testing';
import { Customers } from '../profiles/customers.js';
import { Imports } from './imports.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
const database = await testDatabase();
const clock = new ManualClock(NOW);
const imports = new Imports({ database, clock, queues: { add: async () => undefined } });
const customers = new Customers({ database, clock });

const bring = async (
  kind: ImportKind,
  content: string,
  wishes: { mapping?: Record<string, string>; options?: ImportOptions } = {},
): Promise<Import> => {
  const { id } = await imports.createImport({ kind, fileName: '春季名单.csv', stream: Readable.from([Buffer.from(content)]), ...wishes });
  await imports.runImport(id);
  return imports.import(id);
};
const counts = ({ state, inserted, updated, rejected }: Import) => ({ state, inserted, updated, rejected });
const reasons = async () =>
  (await database.query<{ line: string; reason: string }>('SELECT line, reason FROM import_rejects ORDER BY line')).map(
    ({ line, reason }) => `${line} ${reason}`,
  );

beforeEach(async () => {
  await database.query(
    'TRUNCATE customers, identities, consents, consent_records, events, event_batches, orders, order_lines, products, lists, list_members, imports, import_chunks, import_rejects, audit',
  );
});

describe('a products file', () => {
  it('is guessed, merged row by row and field by field, and keeps what a later file does not speak of', async () => {
    const first = await bring(
      'products',
      '商品编号,商品名称,品类,售价,成本,颜色\nA1,杯子,厨房,19.90,8,红\nA2,碗,厨房,"1,000",,\n,无名,,1,,\nA1,,,21.9,,\nA3,盘,,多少,,\n',
    );
    expect(counts(first)).toEqual({ state: 'done', inserted: 2, updated: 1, rejected: 2 });
    expect(await reasons()).toEqual(['4 missing', '6 not_an_amount']);
    await bring('products', 'sku,name,material\nA1,Mug,clay\n');
    expect(
      await database.query('SELECT id, name, category, price_minor, cost_minor, currency, attributes FROM products ORDER BY id'),
    ).toEqual([
      {
        id: 'A1',
        name: 'Mug',
        category: '厨房',
        price_minor: '2190',
        cost_minor: '800',
        currency: 'CNY',
        attributes: { 颜色: '红', material: 'clay' },
      },
      { id: 'A2', name: '碗', category: '厨房', price_minor: '100000', cost_minor: null, currency: 'CNY', attributes: {} },
    ]);
  });
});

describe('a file of consents', () => {
  it('writes what was said last, when it was said and how that is known; never over what was said later', async () => {
    await customers.createCustomer({ externalId: 'a', consent: { sms: false } });
    const file = [
      'member id,channel,granted,date,form,note',
      'a,email,yes,2027-01-05 10:00,checkout,',
      'a,email,no,2027-01-04,checkout,', // older, though it stands later
      'a,sms,yes,2027-01-01,fair,', // somebody refused since
      'b,email,是,,,on the phone',
      'c,email,perhaps,,,',
      'd,email,yes,2027-12-31,,',
      '',
    ].join('\n');
    const ended = await bring('consents', file);
    expect(counts(ended)).toEqual({ state: 'done', inserted: 1, updated: 3, rejected: 2 });
    expect(await reasons()).toEqual(['6 not_a_boolean', '7 in_future']);
    const rows = await database.query(
      'SELECT external_id AS who, channel, granted, source, changed_at AS at, proof FROM consents JOIN customers c ON c.id = customer_id ORDER BY 1, 2',
    );
    expect(rows).toEqual([
      {
        who: 'a',
        channel: 'email',
        granted: true,
        source: `import:${ended.id}`,
        at: new Date('2027-01-05T02:00:00Z'),
        proof: { form: 'checkout' },
      },
      { who: 'a', channel: 'sms', granted: false, source: 'api', at: NOW, proof: null },
      { who: 'b', channel: 'email', granted: true, source: `import:${ended.id}`, at: NOW, proof: { note: 'on the phone' } },
    ]);
  });
});

describe('a plain list', () => {
  const people = () =>
    database.query(
      'SELECT l.name, c.external_id AS who FROM list_members JOIN lists l ON l.id = list_id JOIN customers c ON c.id = customer_id ORDER BY 2',
    );

  it('becomes a list of those who are known; the others are rejected', async () => {
    await customers.createCustomer({ externalId: 'a' });
    await customers.createCustomer({ externalId: 'b', email: 'b@b.cc' });
    const ended = await bring('list', '会员号,邮箱\na,\n,B@b.cc\nb,\nnobody,\n');
    expect(counts(ended)).toEqual({ state: 'done', inserted: 2, updated: 1, rejected: 1 });
    expect(await reasons()).toEqual(['5 unknown_customer']);
    expect(await people()).toEqual([
      { name: '春季名单', who: 'a' },
      { name: '春季名单', who: 'b' },
    ]);
    expect(await database.query('SELECT 1 FROM customers')).toHaveLength(2);
  });

  it('makes customers of whom nobody knows where that was chosen, and may go onto a list that there is', async () => {
    const first = await bring('list', 'id\na\n', { options: { list: { name: 'VIP' }, unknown: 'make' } });
    expect(counts(first)).toMatchObject({ inserted: 1, rejected: 0 });
    const [list] = await database.query<{ id: string }>('SELECT id FROM lists');
    await bring('list', 'id\na\nb\n', { options: { list: { id: list?.id ?? '' }, unknown: 'make' } });
    expect(await people()).toEqual([
      { name: 'VIP', who: 'a' },
      { name: 'VIP', who: 'b' },
    ]);
    await database.query('TRUNCATE lists');
    const gone = await bring('list', 'id\nc\n', { options: { list: { id: list?.id ?? '' }, unknown: 'make' } });
    expect([gone.state, gone.error?.code, await people()]).toEqual(['failed', 'list_gone', []]);
    expect(await database.query("SELECT 1 FROM customers WHERE external_id = 'c'")).toEqual([]);
  });
});

describe('dates', () => {
  const born = async (format: string, ...cells: string[]) => {
    await database.query('TRUNCATE customers, identities');
    const rows = cells.map((cell, at) => `p${at};${cell}`).join('\n');
    await bring('customers', `id;born\n${rows}\n`, { mapping: { id: 'externalId', born: `attributes.born:${format}` } });
    return (await customers.customers({})).items.reverse().map(({ attributes }) => attributes['born'] ?? null);
  };

  it('are read in the format that was stated, and rejected in any other', async () => {
    expect(await born('date', '2027年3月5日', '2027/3/5 9:05', '05/03/2027')).toEqual(['2027-03-05', '2027-03-05T09:05']);
    expect(await born('date-dmy', '31/12/1999', '1.2.2000', '12/31/1999', '05-03-2027 9:05 pm')).toEqual([
      '1999-12-31',
      '2000-02-01',
      '2027-03-05T21:05',
    ]);
    expect(await born('date-mdy', '12/31/1999', '31/12/1999', '1/2/2000 12:30 AM')).toEqual(['1999-12-31', '2000-01-02T00:30']);
    expect(await born('date-yyyymmdd', '19970101', '19971301', '20270305 0930')).toEqual(['1997-01-01', '2027-03-05T09:30']);
    expect(await born('date-excel', '1', '59', '60', '61', '45000.5')).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
      '2023-03-15 12:00',
    ]);
    expect(await born('date-excel1904', '0', '43538')).toEqual(['1904-01-01', '2023-03-15']);
    expect(await born('date-epoch', '0', '1800000000', 'x')).toEqual(['1970-01-01T00:00:00.000Z', '2027-01-15T08:00:00.000Z']);
    expect(await born('date-epoch-ms', '1800000000123')).toEqual(['2027-01-15T08:00:00.123Z']);
  });

  const guessed = async (kind: ImportKind, header: string, ...cells: string[]) => {
    const stream = Readable.from([Buffer.from(`id;${header}\n${cells.map((cell) => `a;${cell}`).join('\n')}\n`)]);
    const { columns } = await imports.previewImport({ kind, fileName: 'f', stream });
    return [columns[1]?.target, columns[1]?.dateFormats];
  };

  it('are guessed where only one format fits, and asked for where two do', async () => {
    expect(await guessed('customers', 'x', '31/12/1999', '01/02/2000')).toEqual(['attributes.x:date-dmy', []]);
    expect(await guessed('customers', 'x', '12/31/1999')).toEqual(['attributes.x:date-mdy', []]);
    expect(await guessed('customers', 'x', '01/02/2000', '03/04/2001')).toEqual(['attributes.x', ['dmy', 'mdy']]);
    expect(await guessed('customers', 'x', '19970101')).toEqual(['attributes.x:number', []]);
    expect(await guessed('orders', 'order date', '19970101', '19970118')).toEqual(['placedAt:date-yyyymmdd', []]);
    expect(await guessed('orders', 'order date', '45000', '45001.25')).toEqual(['placedAt:date-excel', []]);
    expect(await guessed('events', 'timestamp', '1800000000')).toEqual(['occurredAt:date-epoch', []]);
    expect(await guessed('events', 'timestamp', '1800000000123')).toEqual(['occurredAt:date-epoch-ms', []]);
    expect(await guessed('events', 'timestamp', '2027-01-01 10:00')).toEqual(['occurredAt', []]);
  });

  it('that orders hang on are never guessed by chance', async () => {
    const ended = await bring('orders', 'customer id,order id,order date,amount\na,1,01/02/2027,5\n');
    expect([ended.state, ended.error?.code, ended.error?.values]).toEqual(['failed', 'ambiguous_dates', { column: 'order date' }]);
    const mapping = { 'customer id': 'externalId', 'order id': 'orderId', 'order date': 'placedAt:date-dmy', amount: 'amount' };
    await bring('orders', 'customer id,order id,order date,amount\na,1,01/02/2027,5\n', { mapping });
    expect(await database.query('SELECT placed_at FROM orders')).toEqual([{ placed_at: new Date('2027-01-31T16:00:00Z') }]);
  });
});

it('an order with lines that were returned is negative where they are', async () => {
  const mapping = { id: 'externalId', order: 'orderId', at: 'placedAt', sku: 'line.product', n: 'line.quantity', price: 'line.price' };
  await bring('orders', 'id,order,at,sku,n,price\na,1,2027-01-01,x,2,5\na,1,2027-01-01,y,-1,3\na,2,2027-01-02,x,-2,5\n', { mapping });
  expect(await database.query('SELECT id, amount_minor FROM orders ORDER BY id')).toEqual([
    { id: '1', amount_minor: '700' },
    { id: '2', amount_minor: '-1000' },
  ]);
});
