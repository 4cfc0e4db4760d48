import { ImportProblem } from '../../problem.js';
import type { Archive } from '../archive.js';
import { isDateFormat } from './dates.js';
import { type Attributes, readXml, XmlReader } from './xml.js';

/** One sheet of a workbook, and where it stands in the archive. */
export interface Sheet {
  readonly name: string;
  readonly path: string;
}

/** What has to be known of a workbook before a cell of it can be read. */
export interface Workbook {
  /** Those that are shown, then the hidden ones, each in the order of the tabs. */
  readonly sheets: readonly Sheet[];
  readonly is1904: boolean;
  /** By the number of a cell's style: whether its numbers are dates. */
  readonly dateStyles: readonly boolean[];
}

const ROOT = 'xl/workbook.xml';
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_SHEETS = 1000;
const SHEETS_ONLY = /\/worksheet$/;

export const isWorkbook = (archive: Archive): boolean => archive.has(ROOT);

const pathOf = (target: string): string => (target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);

/** Where the sheets stand, by the ids by which the workbook names them; charts and macros are no sheets. */
const readPlaces = async (archive: Archive): Promise<Map<string, string>> => {
  const places = new Map<string, string>();
  readXml(await archive.text('xl/_rels/workbook.xml.rels', MOST_BYTES), {
    open: (name, { Id, Type, Target }) => {
      if (name === 'Relationship' && Id !== undefined && Target !== undefined && SHEETS_ONLY.test(Type ?? ''))
        places.set(Id, pathOf(Target));
    },
  });
  return places;
};

const readStyles = async (archive: Archive): Promise<boolean[]> => {
  if (!archive.has('xl/styles.xml')) return [];
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let isInside = false;
  const reader = new XmlReader({
    open: (name, { numFmtId, formatCode }: Attributes) => {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode ?? '');
      else if (name === 'cellXfs') isInside = true;
      else if (name === 'xf' && isInside) styles.push(isDateFormat(Number(numFmtId ?? 0), codes.get(Number(numFmtId))));
    },
    close: (name) => {
      if (name === 'cellXfs') isInside = false;
    },
  });
  for await (const chunk of archive.read('xl/styles.xml')) reader.feed(chunk);
  reader.end();
  return styles;
};

/** @throws ImportProblem `broken_file` */
export const readWorkbook = async (archive: Archive): Promise<Workbook> => {
  const places = await readPlaces(archive);
  const shown: Sheet[] = [];
  const hidden: Sheet[] = [];
  let is1904 = false;
  readXml(await archive.text(ROOT, MOST_BYTES), {
    open: (name, { id, date1904, state, name: called }) => {
      if (name === 'workbookPr') is1904 = date1904 === '1' || date1904 === 'true';
      const path = name === 'sheet' && id !== undefined ? places.get(id) : undefined;
      if (path !== undefined && called !== undefined)
        (state === undefined || state === 'visible' ? shown : hidden).push({ name: called, path });
    },
  });
  const sheets = [...shown, ...hidden];
  if (sheets.length > MOST_SHEETS) throw new ImportProblem('broken_file', `The workbook has more than ${MOST_SHEETS} sheets.`);
  return { sheets, is1904, dateStyles: await readStyles(archive) };
};
