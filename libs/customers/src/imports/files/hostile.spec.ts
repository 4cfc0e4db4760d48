import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { ImportKind } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import { testDatabase } from '@wayfare/platform/testing';
import fc from 'fast-check';
import { Customers } from '../../profiles/customers.js';
import { archiveOf, workbookOf, workbookParts } from '../../testing/workbook.js';
import { Imports } from '../imports.js';
import { IMPORT_PROBLEMS } from '../problem.js';

const database = await testDatabase();
const clock = new ManualClock(new Date('2027-03-30T09:00:00.000Z'));
const imports = new Imports({ database, clock, queues: { add: async () => undefined } });
const customers = new Customers({ database, clock });
const PROBLEMS: readonly string[] = IMPORT_PROBLEMS.filter((code) => code !== 'internal');

/** Brings a file as it is, its mapping guessed; it ends applied, or refused with a clear word and nothing of it anywhere. */
const survives = async (file: Buffer, kind: ImportKind = 'customers'): Promise<void> => {
  await database.query('TRUNCATE customers, identities, consents, imports, import_chunks, import_rejects, audit');
  const { id } = await imports.createImport({ kind, fileName: 'f', stream: Readable.from(file.length > 0 ? [file] : []) });
  await imports.runImport(id);
  const { state, error, total, inserted, updated, rejected } = await imports.import(id);
  expect(total).toBe(inserted + updated + rejected);
  expect(await database.query('SELECT 1 FROM import_chunks')).toEqual([]);
  if (state === 'done') return;
  expect([state, PROBLEMS.includes(error?.code ?? '')]).toEqual(['failed', true]);
  expect([total, await database.query('SELECT 1 FROM customers')]).toEqual([0, []]);
};

const ROWS = [
  ['id', 'email', 'born', 'note'],
  ['a', 'a@b.cc', '2027-01-01', 'x'],
  ['b', 'b@b.cc', '', '"y"'],
];
const CSV = Buffer.from(ROWS.map((row) => row.join(',')).join('\n'));
const GZIP = gzipSync(CSV);
const XLSX = await workbookOf([{ name: 's', rows: ROWS }]);
const ZIP = await archiveOf({ 'a.csv': CSV });
const PARTS = workbookParts([{ name: 's', rows: ROWS }]);

/** A file with some bytes changed, and maybe cut off. */
const mutated = (file: Buffer) =>
  fc
    .tuple(fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 8 }), fc.option(fc.nat(file.length), { nil: file.length }))
    .map(([changes, end]) => {
      const copy = Buffer.from(file);
      for (const [at, byte] of changes) copy[at] = byte;
      return copy.subarray(0, end);
    });

describe('whatever is sent as a file', () => {
  it.each([
    ['bytes of any kind', fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)), 40],
    [
      'bytes that call themselves gzip',
      fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), bytes])),
      20,
    ],
    [
      'bytes that call themselves Parquet',
      fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.concat([Buffer.from('PAR1'), bytes, Buffer.from('PAR1')])),
      20,
    ],
    ['a CSV with some bytes changed', mutated(CSV), 60],
    ['a gzip with some bytes changed', mutated(GZIP), 60],
    ['an archive with some bytes changed', mutated(ZIP), 60],
    ['a workbook with some bytes changed', mutated(XLSX), 80],
    [
      'texts of quotes, delimiters and breaks',
      fc
        .array(fc.constantFrom('"', "'", ',', ';', '\t', '\n', '\r', 'a', '\u0000', '😀', '=1+1', ' '))
        .map((all) => Buffer.from(`id,x\n${all.join('')}`)),
      60,
    ],
  ])(
    'as %s is applied or refused, and leaves nothing half done',
    async (_, files, numRuns) => {
      await fc.assert(
        fc.asyncProperty(files, (file) => survives(file)),
        { numRuns },
      );
    },
    240_000,
  );

  it('as a workbook whose XML was changed is applied or refused', async () => {
    const sheet = 'xl/worksheets/sheet1.xml';
    const xml = mutated(Buffer.from(PARTS[sheet] ?? ''));
    await fc.assert(
      fc.asyncProperty(xml, async (changed) => survives(await archiveOf({ ...PARTS, [sheet]: changed }))),
      { numRuns: 60 },
    );
  }, 120_000);

  it('with ten million columns is refused early', async () => {
    await survives(Buffer.from(`id${',c'.repeat(10_000_000)}\na,b\n`));
    await survives(Buffer.from(`${Array.from({ length: 2000 }, (_, at) => `c${at}`).join(',')}\n`));
    const [one] = (await imports.imports({})).items;
    expect(one?.error?.code).toBe('row_too_long');
  }, 60_000);
});

it('cells that mean something elsewhere are texts here: SQL, formulas, templates, markup', async () => {
  const nasty = [
    "'; DROP TABLE customers; --",
    '=HYPERLINK("http://x")',
    '{{ 1 | plus: 1 }}',
    '<script>1</script>',
    '\\copy x',
    '$1',
    '{"a":1}',
  ];
  await database.query('TRUNCATE customers, identities, imports, import_chunks, import_rejects');
  const header = ['id', ...nasty];
  const file = await workbookOf([{ name: "a'b", rows: [header, ...nasty.map((cell, at) => [`${cell}${at}`, ...nasty])] }]);
  const mapping = Object.fromEntries(header.map((name, at) => [name, at === 0 ? 'externalId' : `attributes.${name}`]));
  const second = await imports.createImport({ kind: 'customers', fileName: "'; --", stream: Readable.from([file]), mapping });
  await imports.runImport(second.id);
  expect(await imports.import(second.id)).toMatchObject({ state: 'done', inserted: nasty.length, rejected: 0 });
  const [last] = (await customers.customers({ limit: 1 })).items;
  expect(Object.values(last?.attributes ?? {}).sort()).toEqual([...nasty].sort());
});
