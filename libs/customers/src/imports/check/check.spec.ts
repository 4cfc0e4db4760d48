import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Import, ImportKind } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import { testDatabase } from '@wayfare/platform/testing';
import { Customers } from '../../profiles/customers.js';
import { Imports } from '../imports.js';
import type { Wishes } from '../upload.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
const database = await testDatabase();
const clock = new ManualClock(NOW);
const imports = new Imports({ database, clock, queues: { add: async () => undefined } });
const customers = new Customers({ database, clock });
const mapping = { id: 'externalId', mail: 'email', n: 'attributes.n:number' };

const bring = async (content: string, wishes: Partial<Wishes> = {}): Promise<Import> => {
  const stream = Readable.from([Buffer.from(content)]);
  const { id } = await imports.createImport({
    kind: 'customers' satisfies ImportKind,
    mapping,
    fileName: 'file.csv',
    stream,
    check: true,
    ...wishes,
  });
  await imports.runImport(id);
  return imports.import(id);
};
const TABLES = [
  'customers',
  'identities',
  'consents',
  'events',
  'orders',
  'order_lines',
  'products',
  'lists',
  'list_members',
  'attribute_catalogue',
  'event_batches',
];
const everything = () => Promise.all(TABLES.map((table) => database.query(`SELECT * FROM ${table}`)));

beforeEach(async () => {
  clock.moveTo(NOW);
  await database.query(`TRUNCATE ${TABLES.join(', ')}, imports, import_chunks, import_rejects, audit`);
});

const FILE = [
  'id,mail,n',
  'a,a@b.cc,1', // known by its number
  'x,known@b.cc,2', // known by an address, whose customer has no number
  'new1,n1@b.cc,3',
  ',N1@b.cc,4', // the same again
  'new2,n1@b.cc,5', // another number is another person, whatever the address
  ',n3@b.cc,6',
  'new3,n3@b.cc,7', // gives a number to who had none
  'bad,no address,8',
  'a,,nine',
  '',
].join('\n');

describe('a dry run', () => {
  it('says what the import would do, to the person, and writes nothing but that', async () => {
    await customers.createCustomer({ externalId: 'a' });
    await customers.createCustomer({ email: 'known@b.cc' });
    const before = await everything();
    const checked = await bring(FILE);
    expect(checked).toMatchObject({
      state: 'checked',
      total: 9,
      rejected: 2,
      inserted: 0,
      check: { good: 7, newCustomers: 3, knownCustomers: 2 },
    });
    expect(await everything()).toEqual(before);
    expect(await text(await imports.rejectedRows(checked.id))).toContain('not an e-mail address');

    await imports.startImport(checked.id);
    expect(await imports.import(checked.id)).toMatchObject({ state: 'queued', total: 0, rejected: 0 });
    await imports.runImport(checked.id);
    const done = await imports.import(checked.id);
    expect(done).toMatchObject({ state: 'done', total: 9, inserted: 3, updated: 4, rejected: 2, check: { newCustomers: 3 } });
    expect(await database.query('SELECT 1 FROM import_rejects')).toHaveLength(2);
  });

  it('of a large file counts a person once, however far apart their rows stand', async () => {
    const rows = Array.from({ length: 12_000 }, (_, at) => `c${at % 7000},c${at % 7000}@b.cc,${at}`);
    expect(await bring(`id,mail,n\n${rows.join('\n')}\n`)).toMatchObject({
      rows: 12_000,
      check: { good: 12_000, newCustomers: 7000, knownCustomers: 0 },
    });
  });

  it('can be done again with another mapping and other filters, without sending the file again', async () => {
    const { id } = await bring(FILE);
    await expect(imports.checkImport(id, { mapping: { nothing: 'email' } })).rejects.toMatchObject({ code: 'invalid' });
    await expect(imports.checkImport(id, { mapping, options: { filters: [{ column: 'z', is: 'exists' }] } })).rejects.toMatchObject({
      detail: { fields: [{ path: 'options.filters.0.column', code: 'unknown_column' }] },
    });
    const again = await imports.checkImport(id, {
      mapping: { id: 'externalId', n: 'attributes.n' },
      options: { filters: [{ column: 'id', is: 'exists' }] },
    });
    expect(again).toMatchObject({ state: 'checking', check: null });
    await imports.runImport(id);
    expect(await imports.import(id)).toMatchObject({
      state: 'checked',
      total: 7,
      skipped: 2,
      rejected: 0,
      check: { good: 7, newCustomers: 6 },
    });
  });

  it('that was killed begins anew; one that nobody starts is dropped after a week', async () => {
    const { id } = await bring(FILE);
    await database.query("UPDATE imports SET state = 'checking', total = 5, rejected = 1");
    await imports.runImport(id);
    expect(await imports.import(id)).toMatchObject({ state: 'checked', total: 9, rejected: 2 });
    clock.moveTo(new Date(NOW.getTime() + 8 * 86_400_000));
    await imports.resume();
    expect(await imports.import(id)).toMatchObject({ state: 'cancelled' });
    expect(await database.query('SELECT 1 FROM import_chunks')).toEqual([]);
    await expect(imports.startImport(id)).rejects.toMatchObject({ code: 'import_not_checked', status: 409 });
  });

  it('can be cancelled, and a file that can’t be read fails it', async () => {
    const { id } = await bring(FILE);
    expect(await imports.cancelImport(id)).toMatchObject({ state: 'cancelled' });
    expect(await bring('id,mail,n\na,"b,c\n')).toMatchObject({ state: 'failed', error: { code: 'unclosed_quote', values: { line: 2 } } });
  });
});

describe('filters', () => {
  it('leave rows out by what the user would say: present, greater, equal, one of, after', async () => {
    const file = 'id,mail,n\na,a@b.cc,5\n,b@b.cc,6\nc,,-1\nd,,7\ne,,"1,000"\nf,,x\n';
    const kept = async (...filters: NonNullable<NonNullable<Wishes['options']>['filters']>) =>
      (await bring(file, { check: true, options: { filters } })).total;
    expect(await kept({ column: 'id', is: 'exists' }, { column: 'n', is: 'gt', value: 0 })).toBe(3);
    expect(await kept({ column: 'mail', is: 'exists', value: false })).toBe(4);
    expect(await kept({ column: 'id', is: 'in', value: ['a', 'c', 'zz'] })).toBe(2);
    expect(await kept({ column: 'n', is: 'eq', value: 1000 })).toBe(1);
    expect(await kept({ column: 'id', is: 'ne', value: 'a' })).toBe(5);
  });

  it('are counted apart, and once, however often the worker dies', async () => {
    const rows = Array.from({ length: 30_000 }, (_, at) => `c${at},,${at % 3}`).join('\n');
    const done = await bring(`id,mail,n\n${rows}\n`, { check: false, options: { filters: [{ column: 'n', is: 'gt', value: 0 }] } });
    expect(done).toMatchObject({ state: 'done', total: 20_000, inserted: 20_000, skipped: 10_000 });
  });
});

describe('what one said of a file', () => {
  const preview = (content: string, kind: ImportKind = 'customers') =>
    imports.previewImport({ kind, fileName: 'f', stream: Readable.from([Buffer.from(content)]) });

  it('is remembered for the next with the same columns and contents', async () => {
    expect((await preview(FILE)).remembered).toBeNull();
    const filters = [{ column: 'id', is: 'exists' as const }];
    const own = { id: 'externalId', mail: '', n: 'attributes.points' };
    const { id } = await bring(FILE, { check: false, mapping: own, options: { filters } });
    const next = await preview('id,mail,n\nq,q@b.cc,1\n');
    expect(next.remembered).toEqual({ importId: id, fileName: 'file.csv', options: { filters } });
    expect(next.columns.map(({ target }) => target)).toEqual(['externalId', null, 'attributes.points']);
    expect((await preview('id,mail,n\nq,q@b.cc,1\n', 'list')).remembered).toBeNull();
    expect((await preview('id,mail,m\nq,q@b.cc,1\n')).remembered).toBeNull();
  });

  it('can be tried on its samples before', async () => {
    const shown = await imports.importValues(
      {
        kind: 'customers',
        columns: [
          { target: 'attributes.born:date-dmy', samples: ['31/12/1999', '12/31/1999', ''] },
          { target: 'attributes.n:number', samples: ['1,000', 'x'] },
          { target: 'phone', samples: ['138-0013-8000'] },
          { target: '', samples: ['left out'] },
          { target: 'nonsense', samples: ['x'] },
        ],
      },
      'en',
    );
    const nothing = { value: null, problem: null };
    expect(shown.columns).toEqual([
      [{ value: '1999-12-31', problem: null }, { value: null, problem: 'not a date such as 2027-03-30' }, nothing],
      [
        { value: '1000', problem: null },
        { value: null, problem: 'not a number' },
      ],
      [{ value: '+8613800138000', problem: null }],
      [nothing],
      [nothing],
    ]);
  });
});
