import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import type { Import, ImportOptions } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import { testDatabase } from '@wayfare/platform/testing';
import { Customers } from '../../profiles/customers.js';
import { archiveOf, workbookOf, workbookParts } from '../../testing/workbook.js';
import { Imports } from '../imports.js';

const database = await testDatabase();
const clock = new ManualClock(new Date('2027-03-30T09:00:00.000Z'));
const imports = new Imports({ database, clock, queues: { add: async () => undefined } });
const customers = new Customers({ database, clock });

const MAPPING = { id: 'externalId', name: 'attributes.name', born: 'attributes.born:date' };

const bring = async (
  content: Buffer | string,
  options: ImportOptions = {},
  mapping: Record<string, string> | undefined = MAPPING,
): Promise<Import> => {
  const chunks = Readable.from(Buffer.from(content).length > 0 ? [Buffer.from(content)] : []);
  const { id } = await imports.createImport({ kind: 'customers', fileName: 'file', stream: chunks, options, mapping });
  await imports.runImport(id);
  return imports.import(id);
};
const attributes = async () =>
  (await customers.customers({ limit: 200 })).items.reverse().map((one) => ({ id: one.externalId, ...one.attributes }));
const rejects = () => database.query('SELECT line, column_name AS column, value, reason FROM import_rejects ORDER BY line, column_name');

beforeEach(async () => {
  await database.query('TRUNCATE customers, identities, consents, attribute_catalogue, imports, import_chunks, import_rejects, audit');
});

const PEOPLE = [
  { id: 'a', name: '李安', born: '1990-01-02' },
  { id: 'b', name: 'Zoë 😀', born: '2000-12-31' },
];
const CSV = 'id,name,born\na,李安,1990-01-02\nb,Zoë 😀,2000-12-31\n';

/** No encoder is at hand: the bytes of 李安 and 王二. */
const GB = Buffer.concat([
  Buffer.from('id,name,born\na,'),
  Buffer.from([0xc0, 0xee, 0xb0, 0xb2]),
  Buffer.from(',1990-01-02\nb,'),
  Buffer.from([0xcd, 0xf5, 0xb6, 0xfe]),
  Buffer.from(',2000-12-31\n'),
]);
const BIG_ENDIAN = Buffer.from(`\uFEFF${CSV}`, 'utf16le').swap16();
const ZIPPED = await archiveOf({ '__MACOSX/._x.csv': 'x', 'x/.DS_Store': 'x', 'x/people.csv': CSV });

describe('a text', () => {
  it.each([
    ['UTF-8', Buffer.from(CSV), 'csv', 'UTF-8'],
    ['UTF-8 with a byte-order mark', Buffer.from(`\uFEFF${CSV}`), 'csv', 'UTF-8'],
    ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${CSV}`, 'utf16le'), 'csv', 'UTF-16 LE'],
    ['UTF-16 LE without one', Buffer.from(CSV, 'utf16le'), 'csv', 'UTF-16 LE'],
    ['UTF-16 BE', BIG_ENDIAN, 'csv', 'UTF-16 BE'],
    ['packed by gzip', gzipSync(CSV), 'gzip', 'UTF-8'],
    ['in an archive, beside what systems put there', ZIPPED, 'zip', 'UTF-8'],
    ['quoted with apostrophes', "'id';'name';'born'\n'a';'李安';'1990-01-02'\n'b';'Zoë 😀';'2000-12-31'\n", 'csv', 'UTF-8'],
  ])('in %s comes in whole', async (_, content, format, encoding) => {
    const ended = await bring(content);
    expect(ended).toMatchObject({ state: 'done', inserted: 2, rejected: 0, rows: 2, file: { format, encoding } });
    expect(await attributes()).toEqual(PEOPLE);
  });

  it('in GB18030 comes in whole, and keeps its line numbers', async () => {
    const ended = await bring(Buffer.concat([GB, Buffer.from('c,,never\n')]));
    expect(ended).toMatchObject({ inserted: 2, rejected: 1, file: { encoding: 'GB18030' } });
    expect(await attributes()).toMatchObject([{ name: '李安' }, { name: '王二' }]);
    expect(await rejects()).toEqual([{ line: '4', column: 'born', value: 'never', reason: 'not_a_date' }]);
  });

  it('in Windows-1252 is never taken for Chinese, and comes in where somebody says what it is', async () => {
    const western = Buffer.from('id,name,born\na,Zo\xebtte Caf\xe9lla,1990-01-02\n', 'latin1');
    expect((await bring(western)).error?.code).toBe('not_utf8');
    expect(await bring(western, { encoding: 'windows-1252' })).toMatchObject({ state: 'done', file: { encoding: 'Windows-1252' } });
    expect(await attributes()).toMatchObject([{ name: 'Zoëtte Cafélla' }]);
  });

  it('that is not what somebody says it is fails, however far down', async () => {
    const late = Buffer.concat([Buffer.from(`id,name,born\n${'a,b,\n'.repeat(100_000)}`), Buffer.from([0x61, 0x2c, 0xff, 0x2c, 0x0a])]);
    expect((await bring(late, { encoding: 'gb18030' })).error?.code).toBe('not_text');
    expect(await attributes()).toEqual([]);
  });
});

describe('an archive', () => {
  it('of several files asks which, and takes the one that is named', async () => {
    const archive = await archiveOf({ 'one.csv': 'id\nx\n', 'two.csv': CSV, 'readme.txt': 'x' });
    expect((await bring(archive)).error).toMatchObject({ code: 'choose_part', message: expect.stringContaining('one.csv, two.csv') });
    expect((await bring(archive, { part: 'nine.csv' })).error?.code).toBe('no_such_part');
    expect(await bring(archive, { part: 'two.csv' })).toMatchObject({
      inserted: 2,
      file: { part: 'two.csv', parts: ['one.csv', 'two.csv', 'readme.txt'] },
    });
  });

  it('that is cut off, damaged or lies about itself is refused whole', async () => {
    const big = `id,name\n${Array.from({ length: 20_000 }, (_, at) => `c${at},n${(at * 7919) % 1000}`).join('\n')}\n`;
    const packed = gzipSync(big);
    const wrongSum = Buffer.from(packed);
    wrongSum.writeUInt32LE(1, wrongSum.length - 8);
    const zipped = await archiveOf({ 'a.csv': big });
    const wrongZipSum = Buffer.from(zipped);
    const directory = zipped.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    wrongZipSum.writeUInt32LE(1, directory + 16);
    const wrongSize = Buffer.from(zipped);
    wrongSize.writeUInt32LE(100, directory + 24);
    const encrypted = Buffer.from(zipped);
    encrypted.writeUInt16LE(1, directory + 8);
    const codes: unknown[] = [];
    const mapping = { id: 'externalId', name: 'attributes.name' };
    const hostile = [
      packed.subarray(0, -2000),
      wrongSum,
      zipped.subarray(0, -100),
      wrongZipSum,
      wrongSize,
      encrypted,
      gzipSync(packed),
      await archiveOf({ 'a.pdf': 'x' }),
    ];
    for (const file of hostile) {
      const ended = await bring(file, {}, mapping);
      codes.push([ended.state, ended.error?.code]);
    }
    const expected = [
      'cut_off',
      'broken_file',
      'broken_file',
      'broken_file',
      'broken_file',
      'encrypted_file',
      'unsupported_file',
      'unsupported_file',
    ];
    expect(codes).toEqual(expected.map((code) => ['failed', code]));
    expect([await attributes(), await database.query('SELECT 1 FROM import_chunks')]).toEqual([[], []]);
  });

  it('that unpacks to a disk full of nothing is given up early', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, 'a,b,\n'));
    expect((await bring(Buffer.concat([gzipSync('id,name,born\n'), bomb]))).error?.code).toBe('too_packed');
    const small = new Imports({ database, clock, queues: { add: async () => undefined }, mostBytes: 1000 });
    const stream = Readable.from([gzipSync(`id,name\n${'a,b\n'.repeat(1000)}`)]);
    await expect(small.createImport({ kind: 'customers', fileName: 'f', stream })).rejects.toMatchObject({
      code: 'too_large',
      status: 413,
    });
    expect(await database.query('SELECT 1 FROM import_chunks')).toEqual([]);
  });
});

describe('a workbook', () => {
  const serials = (first: number, second: number) => [
    { name: '说明', rows: [['nothing here']] },
    {
      name: '会员 & more',
      rows: [
        null,
        ['id', 'name', 'born'],
        ['a', { formula: 'A1&"x"', value: '李安' }, { date: first }],
        null,
        ['b', 'Zoë 😀', { date: second }],
      ],
    },
  ];
  const options = { part: '会员 & more' };

  it('gives the rows of a chosen sheet: texts, formulas by their values, dates in both systems', async () => {
    for (const [file, name] of [
      [await workbookOf(serials(32875, 36891)), '1900'],
      [await workbookOf(serials(32875 - 1462, 36891 - 1462), true), '1904'],
    ] as const) {
      await database.query('TRUNCATE customers, identities');
      const ended = await bring(file, options);
      expect([name, ended]).toMatchObject([
        name,
        { state: 'done', inserted: 2, rows: 2, file: { format: 'xlsx', part: '会员 & more', parts: ['说明', '会员 & more'] } },
      ]);
      expect(await attributes()).toEqual(PEOPLE);
    }
  });

  it('takes the first sheet where none is named', async () => {
    const { columns, file } = await imports.previewImport({
      kind: 'customers',
      fileName: 'f',
      stream: Readable.from([await workbookOf(serials(1, 2))]),
    });
    expect([columns.map(({ name }) => name), file.part]).toEqual([['nothing here'], '说明']);
  });

  it('rejects rows by their numbers in the sheet, cells with errors too', async () => {
    const file = await workbookOf([
      {
        name: 's',
        rows: [
          ['id', 'name', 'born', 'left out'],
          ['a', 'two\nlines', { date: 1.5 }],
          null,
          ['b', { error: '#DIV/0!' }, null],
          ['c', 'fine', null, { error: '#N/A' }],
          ['d', 'wide', null, null, 'too'],
          ['e', '"quoted" \t tab', 'soon'],
        ],
      },
    ]);
    expect(await bring(file, {}, MAPPING)).toMatchObject({ state: 'done', total: 5, inserted: 2, rejected: 3, rows: 5 });
    expect(await rejects()).toEqual([
      { line: '4', column: 'name', value: '#DIV/0!', reason: 'error_cell' },
      { line: '6', column: '', value: '5', reason: 'too_many_columns' },
      { line: '7', column: 'born', value: 'soon', reason: 'not_a_date' },
    ]);
    expect(await attributes()).toMatchObject([
      { id: 'a', name: 'two\nlines', born: '1900-01-01 12:00' },
      { id: 'c', name: 'fine' },
    ]);
    const [one] = (await imports.imports({})).items;
    expect(await text(await imports.rejectedRows(one?.id ?? ''))).toContain('"""quoted"" \t tab"');
  });

  it('that is damaged, or full of entities, depth or lies, is refused whole', async () => {
    const sound = workbookParts([
      {
        name: 's',
        rows: [
          ['id', 'name', 'born'],
          ['a', 'b', 1],
        ],
      },
    ]);
    const sheet = 'xl/worksheets/sheet1.xml';
    const broken: Record<string, string>[] = [
      {
        ...sound,
        [sheet]: `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`,
      },
      { ...sound, [sheet]: '<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>' },
      { ...sound, [sheet]: '<worksheet><sheetData><row r="9999999999"/></sheetData></worksheet>' },
      { ...sound, [sheet]: '<worksheet><sheetData><row r="1"><c r="AAAA1"><v>1</v></c></row></sheetData></worksheet>' },
      { ...sound, [sheet]: '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>' },
      { ...sound, [sheet]: '<a>'.repeat(100_000) },
      { ...sound, [sheet]: '<worksheet><sheetData>' },
      { ...sound, [sheet]: `<worksheet a="${'x'.repeat(9 * 1024 * 1024)}"/>` },
      { ...sound, 'xl/_rels/workbook.xml.rels': 'no XML' },
      Object.fromEntries(Object.entries(sound).filter(([name]) => name !== sheet)),
    ];
    for (const parts of broken) expect((await bring(await archiveOf(parts))).error?.code).toBe('broken_file');
    expect((await bring(await archiveOf({ ...sound, [sheet]: '<worksheet><sheetData/></worksheet>' }))).error?.code).toBe('empty_file');
    expect(await attributes()).toEqual([]);
  });
});

it('rows that the product reads itself are applied as if somebody had sent them', async () => {
  async function* rows() {
    yield [['a', '李安', '1990-01-02']];
    yield [
      ['b', 'Zoë 😀', '2000-12-31'],
      ['', 'nobody', ''],
    ];
  }
  const { id } = await imports.createImportOfRows({
    kind: 'customers',
    name: 'a table',
    origin: { feed: '1' },
    columns: ['id', 'name', 'born'],
    rows: rows(),
    mapping: MAPPING,
  });
  await imports.runImport(id);
  expect(await imports.import(id)).toMatchObject({
    state: 'done',
    inserted: 2,
    rejected: 1,
    fileName: 'a table',
    file: { format: 'rows' },
  });
  expect(await attributes()).toEqual(PEOPLE);
  async function* breaking() {
    yield [['a', 'b', '']];
    throw new Error('the source is away');
  }
  const broken = { kind: 'customers' as const, name: 'a', origin: {}, columns: ['id', 'name', 'born'], rows: breaking(), mapping: MAPPING };
  await expect(imports.createImportOfRows(broken)).rejects.toThrow('the source is away');
  expect(await database.query('SELECT 1 FROM imports')).toHaveLength(1);
});
