import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type Import, type ImportKind } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import type { JobHint } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { Customers } from '../profiles/customers.js';
import { Imports } from './imports.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
const database = await testDatabase();
const clock = new ManualClock(NOW);
const jobs: JobHint[] = [];
const deps = { database, clock, queues: { add: async (_: string, hints: readonly JobHint[]) => void jobs.push(...hints) } };
const imports = new Imports(deps);
const customers = new Customers({ database, clock });

interface Options {
  readonly kind?: ImportKind;
  readonly mapping?: Record<string, string>;
  readonly consent?: Record<string, boolean>;
}

const upload = (content: string | Buffer, { kind = 'customers', ...options }: Options = {}) =>
  imports.createImport({ kind, fileName: 'file.csv', stream: Readable.from([Buffer.from(content)]), ...options });

/** Uploads a file and applies it as a worker would. */
const bring = async (content: string | Buffer, options: Options = {}): Promise<Import> => {
  const { id } = await upload(content, options);
  await imports.runImport(id);
  return imports.import(id);
};

const stored = async () => (await customers.customers({ limit: 200 })).items.reverse();
const rejected = async (id: string) => text(await imports.rejectedRows(id));
const counts = ({ state, total, inserted, updated, rejected: refused }: Import) => ({ state, total, inserted, updated, rejected: refused });

beforeEach(async () => {
  jobs.length = 0;
  await database.query(
    'TRUNCATE customers, identities, consents, events, event_batches, event_catalogue, orders, order_lines, attribute_catalogue, tag_catalogue, tag_names, imports, import_chunks, import_rejects, audit',
  );
});

describe('a customers file', () => {
  const mapping = {
    id: 'externalId',
    mail: 'email',
    age: 'attributes.age:number',
    vip: 'attributes.vip:boolean',
    born: 'attributes.born:date',
    likes: 'attributes.likes:list',
    tags: 'tags',
  };

  it('brings customers in with attributes of their kinds, tags and consent for every row', async () => {
    const ended = await bring(
      'id,mail,age,vip,born,likes,tags,left out\na,Ann@B.cc,"1,234.5",是,2001/2/3,x;y,vip|老客户,z\nb,b@b.cc,-5,0,,,,\n',
      { mapping, consent: { email: true, sms: false } },
    );
    expect(counts(ended)).toEqual({ state: 'done', total: 2, inserted: 2, updated: 0, rejected: 0 });
    expect(await stored()).toMatchObject([
      {
        externalId: 'a',
        email: 'Ann@b.cc',
        attributes: { age: 1234.5, vip: true, born: '2001-02-03', likes: ['x', 'y'] },
        tags: ['vip', '老客户'],
        consent: { email: true, sms: false },
      },
      { externalId: 'b', attributes: { age: -5, vip: false }, tags: [], consent: { email: true, sms: false } },
    ]);
    expect((await stored())[1]?.attributes).toEqual({ age: -5, vip: false });
    expect((await customers.catalogue()).attributes.filter(({ builtIn }) => !builtIn)).toEqual([
      { name: 'age', kind: 'number', builtIn: false },
      { name: 'born', kind: 'date', builtIn: false },
      { name: 'likes', kind: 'list', builtIn: false },
      { name: 'vip', kind: 'boolean', builtIn: false },
    ]);
    expect((await customers.catalogue()).tags).toEqual(['vip', '老客户']);
  });

  it('rejects bad rows with line, column and reason, and takes the others', async () => {
    const ended = await bring(
      'id,mail,age,vip,born,likes,tags\ngood,g@b.cc,1,1,,,\nbroken,not-an-address,x,1,,,\n,,1,1,,,\nshort,s@b.cc\nlong,l@b.cc,1,1,,,,,\nlast,z@b.cc,,maybe,2027-02-30,,\n',
      { mapping },
    );
    expect(counts(ended)).toEqual({ state: 'done', total: 6, inserted: 1, updated: 0, rejected: 5 });
    const lines = (await rejected(ended.id)).replace('\uFEFF', '').trimEnd().split('\n');
    expect(lines).toEqual([
      'id,mail,age,vip,born,likes,tags,line,column,reason',
      'broken,not-an-address,x,1,,,,3,age; mail,not a number; not an e-mail address',
      ',,1,1,,,,4,,"names nobody: external id, e-mail and phone are empty"',
      'short,s@b.cc,,,,,,5,,fewer cells than the first line has columns',
      'long,l@b.cc,1,1,,,,6,,more cells than the first line has columns',
      'last,z@b.cc,,maybe,2027-02-30,,,7,born; vip,"not a date such as 2027-03-30; neither yes nor no (1/0, true/false, yes/no, 是/否)"',
    ]);
  });

  it('updates whom it recognises, by external id, else e-mail, else phone, and merges what it says', async () => {
    await customers.createCustomer({ externalId: 'a', email: 'a@b.cc', attributes: { city: 'x', age: 1 }, tags: ['old'] });
    await customers.createCustomer({ email: 'b@b.cc', attributes: { city: 'y' } });
    await customers.createCustomer({ phone: '13800138000' });
    const ended = await bring('id,mail,phone,age,tags\na,new@b.cc,,2,new\nb,B@b.cc,,3,\nc,,138-0013-8000,4,\nd,a@b.cc,,5,\n', {
      mapping: { id: 'externalId', mail: 'email', phone: 'phone', age: 'attributes.age:number', tags: 'tags' },
    });
    expect(counts(ended)).toEqual({ state: 'done', total: 4, inserted: 1, updated: 3, rejected: 0 });
    expect(await stored()).toMatchObject([
      { externalId: 'a', email: 'new@b.cc', attributes: { city: 'x', age: 2 }, tags: ['old', 'new'] },
      { externalId: 'b', email: 'B@b.cc', attributes: { city: 'y', age: 3 } },
      { externalId: 'c', phone: '+8613800138000', attributes: { age: 4 } },
      { externalId: 'd', email: 'a@b.cc', attributes: { age: 5 } },
    ]);
  });

  it('merges rows of one person: a later row wins attribute by attribute, and counts as updated', async () => {
    const ended = await bring('id,mail,age,tags\na,a@b.cc,1,x\nb,,9,\na,,2,y\n,A@B.CC,3,\na,late@b.cc,,x\n', {
      mapping: { id: 'externalId', mail: 'email', age: 'attributes.age:number', tags: 'tags' },
    });
    expect(counts(ended)).toEqual({ state: 'done', total: 5, inserted: 2, updated: 3, rejected: 0 });
    expect(await stored()).toMatchObject([
      { externalId: 'a', email: 'late@b.cc', attributes: { age: 3 }, tags: ['x', 'y'] },
      { externalId: 'b', attributes: { age: 9 } },
    ]);
  });

  it('leaves no trace where it changes nothing', async () => {
    const file = 'id,mail,age,tags\na,a@b.cc,1,x\nb,b@b.cc,2,\n';
    await bring(file, { consent: { email: true } });
    const rows = () =>
      database.query('SELECT xmin, to_jsonb(c) AS row FROM customers c UNION ALL SELECT xmin, to_jsonb(k) FROM consents k');
    const before = await rows();
    clock.moveTo(new Date(NOW.getTime() + 1000));
    expect(counts(await bring(file, { consent: { email: true } }))).toEqual({
      state: 'done',
      total: 2,
      inserted: 0,
      updated: 2,
      rejected: 0,
    });
    expect(await rows()).toEqual(before);
    clock.moveTo(NOW);
  });

  it('reads quoted cells, every usual delimiter and line ending, a byte-order mark, empty lines', async () => {
    const rows = [
      ['externalId', 'note'],
      ['a', 'say "hi";\tyou, | there'],
      ['b', 'two\r\nlines'],
      ['c', '5" pipe'],
    ];
    const quoted = (delimiter: string, end: string) =>
      rows
        .map((row) => row.map((cell) => (/["\r\n;,|\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter))
        .join(end);
    for (const [delimiter, end] of [
      [',', '\n'],
      [';', '\r\n'],
      ['\t', '\r'],
      ['|', '\n\n'],
    ] as const) {
      await database.query('TRUNCATE customers, identities');
      const ended = await bring(`\uFEFF${quoted(delimiter, end)}${end}`, {
        mapping: { externalId: 'externalId', note: 'attributes.note' },
      });
      expect(counts(ended)).toEqual({ state: 'done', total: 3, inserted: 3, updated: 0, rejected: 0 });
      expect((await stored()).map(({ attributes }) => attributes['note'])).toEqual(['say "hi";\tyou, | there', 'two\r\nlines', '5" pipe']);
    }
  });

  it('keeps every character that can be kept: quotes, backslashes, tabs, emoji', async () => {
    const nasty = 'back\\slash \\N \\t "q" {,} \'s 😀 é';
    await bring(`externalId|note|tags\na|${nasty}|x"y\\z\n`, {
      mapping: { externalId: 'externalId', note: 'attributes.o\'b "r\\', tags: 'tags' },
    });
    expect(await stored()).toMatchObject([{ attributes: { 'o\'b "r\\': nasty }, tags: ['x"y\\z'] }]);
  });

  it('guesses what columns are, in English and Chinese', async () => {
    const { columns } = await imports.previewImport({
      kind: 'customers',
      fileName: 'f',
      stream: Readable.from([
        Buffer.from(
          '会员号,邮箱,手机,姓名,Zip Code,累计消费,是否会员,生日\n007,a@b.cc,13800138000,李安,01234,99.5,是,1990-01-02\n008,b@b.cc,13800138001,王二,56789,7,否,\n',
        ),
      ]),
    });
    expect(columns.map(({ target }) => target)).toEqual([
      'externalId',
      'email',
      'phone',
      'attributes.name',
      'attributes.Zip Code',
      'attributes.累计消费:number',
      'attributes.是否会员:boolean',
      'attributes.birthday:date',
    ]);
    expect(columns[1]).toEqual({ name: '邮箱', target: 'email', samples: ['a@b.cc', 'b@b.cc'], dateFormats: [] });
    expect(counts(await bring('Customer ID;E-Mail\n1;a@b.cc\n'))).toMatchObject({ state: 'done', inserted: 1 });
  });

  it('escapes what a spreadsheet would take for a formula', async () => {
    const ended = await bring('id,mail\n=1+1,bad\n', { mapping: { id: 'externalId', mail: 'email' } });
    expect(await rejected(ended.id)).toContain("'=1+1,bad");
  });
});

describe('a mapping', () => {
  const refused = (mapping: Record<string, string>, kind: ImportKind = 'customers') => upload('id,mail\na,a@b.cc\n', { mapping, kind });

  it('is refused where it does not fit, naming the column', async () => {
    await expect(refused({ id: 'externalId', email: 'email' })).rejects.toMatchObject({
      code: 'invalid',
      status: 400,
      detail: { fields: [{ path: 'mapping.email', code: 'unknown_column' }] },
    });
    await expect(refused({ id: 'externalId', mail: 'e-mail' })).rejects.toMatchObject({
      detail: { fields: [{ path: 'mapping.mail', code: 'unknown_target' }] },
    });
    await expect(refused({ id: 'email', mail: 'email' })).rejects.toMatchObject({
      detail: { fields: [{ path: 'mapping.mail', code: 'duplicate_target' }] },
    });
    await expect(refused({ id: 'attributes.x:number' })).rejects.toMatchObject({ detail: { fields: [{ code: 'no_identity_column' }] } });
    await expect(refused({ id: 'externalId' }, 'events')).rejects.toMatchObject({
      detail: { fields: [{ code: 'missing_target' }, { code: 'missing_target' }] },
    });
    await expect(refused({ id: 'constructor', mail: 'attributes.' })).rejects.toMatchObject({ code: 'invalid' });
    expect(await database.query('SELECT 1 FROM imports')).toEqual([]);
  });

  it('may leave columns out', async () => {
    await bring('id,mail,x\na,a@b.cc,1\n', { mapping: { id: 'externalId', mail: '' } });
    expect(await stored()).toMatchObject([{ externalId: 'a', email: null, attributes: {} }]);
  });
});

describe('a hostile file', () => {
  const problem = async (content: string | Buffer) => {
    const ended = await bring(content, { consent: { email: true } });
    expect(await database.query('SELECT 1 FROM import_chunks')).toEqual([]);
    expect(await stored()).toEqual([]);
    return [ended.state, ended.total, ended.error?.code];
  };

  it.each([
    ['nothing at all', '', 'empty_file'],
    ['a header of blanks', ' , ,\na,b,c\n', 'empty_file'],
    ['a column without a name', 'id,,x\na,b,c\n', 'unnamed_column'],
    ['a column that stands twice', 'email,id,email\na@b.cc,b,c@d.ee\n', 'duplicate_column'],
    ['no column that says who', 'colour,size\nred,5\n', 'no_identity_column'],
    ['a quote that is never closed', `id,x\n${'a,b\n'.repeat(5000)}a,"open\nb,c\n`, 'unclosed_quote'],
    ['a quote that is closed lines later by another cell', 'id,x\na,"open\nb,"c"\nd,e\n', 'unclosed_quote'],
    ['Latin-1', Buffer.from('id,name\na,Zo\xeb\n', 'latin1'), 'not_utf8'],
    [
      'Latin-1 far down',
      Buffer.concat([Buffer.from(`id,name\n${'a,b\n'.repeat(400_000)}`), Buffer.from('a,Zo\xeb\n', 'latin1')]),
      'not_utf8',
    ],
    ['columns of a fixed width', ' 00004 19970101  2  29.33\n 00004 19970118  2  29.73\n 00021 19970101 13  63.34\n', 'fixed_width'],
    ['a PDF', '%PDF-1.7\n', 'unsupported_file'],
    ['a page of HTML that is called .xls', '<html><table><tr><td>id</td></tr></table></html>', 'unsupported_file'],
    ['JSON', '[{"id": "a"}]', 'unsupported_file'],
    ['a row of five megabytes', `id,x\na,${'x'.repeat(5 * 1024 * 1024)}\n`, 'row_too_long'],
    ['a header of zero characters', '\u0000,id\nx,a\n', 'unnamed_column'],
    ['no header and a binary', Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256)), 'not_utf8'],
  ])('with %s fails with a clear code and changes nothing', async (_, content, code) => {
    expect(await problem(content)).toEqual(['failed', 0, code]);
  });

  it('with bad cells rejects their rows and takes the others', async () => {
    const ended = await bring(
      `externalId,note\na,zero\u0000char\nb,${'x'.repeat(1024 * 1024)}\nc,"quoted" tail\n"d","ok"\n${'e'.repeat(300)},x\n`,
      { mapping: { externalId: 'externalId', note: 'attributes.note' } },
    );
    expect(counts(ended)).toEqual({ state: 'done', total: 5, inserted: 1, updated: 0, rejected: 4 });
    expect(await database.query('SELECT line, column_name, reason FROM import_rejects ORDER BY line')).toEqual([
      { line: '2', column_name: 'note', reason: 'not_storable' },
      { line: '3', column_name: 'note', reason: 'too_long' },
      { line: '4', column_name: '', reason: 'stray_quote' },
      { line: '6', column_name: 'externalId', reason: 'too_long' },
    ]);
    expect((await rejected(ended.id)).length).toBeLessThan(40_000);
  });

  it('with a header alone is an import of nobody', async () => {
    expect(counts(await bring('id,email\n', {}))).toEqual({ state: 'done', total: 0, inserted: 0, updated: 0, rejected: 0 });
  });
});

describe('an events file', () => {
  it('goes the way of every event, once however often it is brought', async () => {
    const file =
      'email,event,time,value,currency,page,n\na@b.cc,visit,2027-03-29 10:00,,,home,5\na@b.cc,purchase,2027-03-29T10:00:00Z,12.5,jpy,,\nb@b.cc,message.sent,2027-03-29,,,,\nb@b.cc,visit,2030-01-01,,,,\nb@b.cc,visit,soon,,,,\n';
    const mapping = {
      email: 'email',
      event: 'name',
      time: 'occurredAt',
      value: 'value',
      currency: 'currency',
      page: 'properties.page',
      n: 'properties.n:number',
    };
    const ended = await bring(file, { kind: 'events', mapping });
    expect(counts(ended)).toEqual({ state: 'done', total: 5, inserted: 2, updated: 0, rejected: 3 });
    expect(
      await database.query('SELECT name, occurred_at, properties, value_minor, value_currency FROM events ORDER BY occurred_at'),
    ).toEqual([
      {
        name: 'visit',
        occurred_at: new Date('2027-03-29T02:00:00Z'),
        properties: { page: 'home', n: 5 },
        value_minor: null,
        value_currency: null,
      },
      { name: 'purchase', occurred_at: new Date('2027-03-29T10:00:00Z'), properties: {}, value_minor: '13', value_currency: 'JPY' },
    ]);
    expect(await database.query('SELECT reason FROM import_rejects ORDER BY line')).toEqual([
      { reason: 'reserved_name' },
      { reason: 'in_future' },
      { reason: 'not_an_instant' },
    ]);
    const batches = await database.query<{ id: string }>('SELECT id FROM event_batches');
    expect(batches).toHaveLength(1);
    expect(jobs.filter(({ name }) => name === 'wake').map(({ id }) => id)).toEqual([`wake:${batches[0]?.id}`]);
  });

  it('counts an event whose id is known as updated', async () => {
    const mapping = { who: 'externalId', id: 'id', event: 'name', time: 'occurredAt' };
    const ended = await bring('who,id,event,time\na,1,visit,2027-03-29\na,1,visit,2027-03-29\na,2,visit,2027-03-29\n', {
      kind: 'events',
      mapping,
    });
    expect(counts(ended)).toEqual({ state: 'done', total: 3, inserted: 2, updated: 1, rejected: 0 });
  });
});

describe('an orders file', () => {
  const mapping = {
    who: 'externalId',
    order: 'orderId',
    at: 'placedAt',
    sku: 'line.product',
    n: 'line.quantity',
    price: 'line.price',
    off: 'line.discount',
    shop: 'store',
  };
  const orders = () => database.query('SELECT id, amount_minor, currency, store FROM orders ORDER BY id');
  const lines = () =>
    database.query('SELECT order_id, product, quantity, price_minor, discount_minor FROM order_lines ORDER BY order_id, line_no');

  it('puts the rows of an order together as its lines, wherever they stand', async () => {
    const ended = await bring(
      'who,order,at,sku,n,price,off,shop\na,o1,2027-03-01,x,2,1.50,,北京\na,o2,2027-03-02,y,1,10,1,\na,o1,2027-03-01,z,1,0.99,,\na,o1,2027-03-01,z,two,0.99,,\n',
      { kind: 'orders', mapping },
    );
    expect(counts(ended)).toEqual({ state: 'done', total: 4, inserted: 2, updated: 1, rejected: 1 });
    expect(await orders()).toEqual([
      { id: 'o1', amount_minor: '399', currency: 'CNY', store: '北京' },
      { id: 'o2', amount_minor: '900', currency: 'CNY', store: null },
    ]);
    expect(await lines()).toHaveLength(3);
  });

  it('replaces the lines of an order that a later file names', async () => {
    await bring('who,order,at,sku,n,price,off,shop\na,o1,2027-03-01,x,2,1.50,,s\na,o2,2027-03-01,x,2,1.50,,s\n', {
      kind: 'orders',
      mapping,
    });
    await bring('who,order,at,sku,n,price,off,shop\na,o1,2027-03-01,y,1,5,,\na,o1,2027-03-01,z,1,5,,\n', { kind: 'orders', mapping });
    expect(await orders()).toMatchObject([
      { id: 'o1', amount_minor: '1000', store: 's' },
      { id: 'o2', amount_minor: '300' },
    ]);
    expect((await lines()).map((line) => (line as { product: string }).product)).toEqual(['y', 'z', 'x']);
  });

  it('takes orders without lines, in minor units too', async () => {
    const ended = await bring('mail,order,at,cents\na@b.cc,o1,2027-03-01,1999\na@b.cc,o2,2027-03-01,19.99\n', {
      kind: 'orders',
      mapping: { mail: 'email', order: 'orderId', at: 'placedAt', cents: 'amount:minor' },
    });
    expect(counts(ended)).toEqual({ state: 'done', total: 2, inserted: 1, updated: 0, rejected: 1 });
    expect(await orders()).toMatchObject([{ id: 'o1', amount_minor: '1999' }]);
  });
});
