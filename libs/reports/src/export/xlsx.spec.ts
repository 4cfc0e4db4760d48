import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { unzipped } from '@wayfare/platform/testing';
import { type Cell, xlsxOf } from './xlsx.js';

const rowsOf = async function* (count: number, onEnd: () => void = () => undefined): AsyncGenerator<Cell[]> {
  try {
    for (let at = 1; at <= count; at += 1) yield [`row ${at}`, at];
  } finally {
    onEnd();
  }
};

describe('a workbook', () => {
  it('writes texts as texts, so that none is carried out as a formula', async () => {
    const evil = ['=1+1', '+1', '-1', '@SUM(A1)', '<b>&"', 'a\u0000b\ud800c', '_x0041_'];
    const files = unzipped(await buffer(xlsxOf([{ name: 'S', head: ['=head'], rows: evil.map((text) => [text]) }])));
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).not.toContain('<f>');
    expect([...sheet.matchAll(/<t xml:space="preserve">(.*?)<\/t>/g)].map(([, text]) => text)).toEqual([
      '=head',
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '&lt;b&gt;&amp;&quot;',
      'abc',
      '_x005F_x0041_',
    ]);
  });

  it('writes numbers as numbers, shares as percent and nothing as nothing', async () => {
    const rows: Cell[][] = [[1.5, { share: 0.25 }, { share: null }, null, Number.NaN]];
    const sheet = unzipped(await buffer(xlsxOf([{ name: 'S', head: [], rows }]))).get('xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<row><c><v>1.5</v></c><c s="2"><v>0.25</v></c><c/><c/><c/></row>');
  });

  it('goes on in a further sheet where one is full, and names each in the workbook', async () => {
    const files = unzipped(
      await buffer(
        xlsxOf(
          [
            { name: 'People', head: ['h'], rows: rowsOf(5) },
            { name: 'a/b', head: [], rows: [] },
          ],
          2,
        ),
      ),
    );
    expect([...(files.get('xl/workbook.xml') ?? '').matchAll(/name="(.*?)"/g)].map(([, name]) => name)).toEqual([
      'People',
      'People 2',
      'People 3',
      'a b',
    ]);
    expect([1, 2, 3].map((at) => files.get(`xl/worksheets/sheet${at}.xml`)?.match(/<v>/g)?.length)).toEqual([2, 2, 1]);
  });

  it('stops reading when whoever downloads it has gone', async () => {
    let ended = false;
    const file = xlsxOf([
      {
        name: 'S',
        head: ['h'],
        rows: rowsOf(10_000_000, () => {
          ended = true;
        }),
      },
    ]);
    file.on('error', () => undefined);
    for await (const _chunk of file) break;
    for (let tries = 0; !ended && tries < 200; tries += 1) await pause(10);
    expect(ended).toBe(true);
  });

  it('fails where its rows fail, instead of ending as if it were whole', async () => {
    const broken = async function* (): AsyncGenerator<Cell[]> {
      yield ['one'];
      throw new Error('the database went away');
    };
    await expect(buffer(xlsxOf([{ name: 'S', head: [], rows: broken() }]))).rejects.toThrow('the database went away');
  });
});
