import type { Cell } from './xlsx.js';

/** The parts of a workbook (ECMA-376, SpreadsheetML) that are the same in each, and those that name its sheets. */

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const BOLD = 1;
const PERCENT = 2;
/** More than this a cell does not hold. */
const LONGEST = 32_767;

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML can't hold: control characters and lone surrogates are left out. */
const UNSPEAKABLE = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

const escapeXml = (text: string): string => text.replace(UNSPEAKABLE, '').replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);

/** `_x0041_` stands for a character in a sheet's text: where a text holds such a thing itself, its underscore is written so. */
const textOf = (text: string): string => escapeXml(text.slice(0, LONGEST)).replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_');

const xmlOfText = (text: string, style = 0): string =>
  `<c t="inlineStr"${style === 0 ? '' : ` s="${style}"`}><is><t xml:space="preserve">${textOf(text)}</t></is></c>`;

const xmlOfNumber = (value: number, style = 0): string =>
  Number.isFinite(value) ? `<c${style === 0 ? '' : ` s="${style}"`}><v>${value}</v></c>` : '<c/>';

const xmlOfCell = (cell: Cell): string => {
  if (cell === null) return '<c/>';
  if (typeof cell === 'string') return xmlOfText(cell);
  if (typeof cell === 'number') return xmlOfNumber(cell);
  return cell.share === null ? '<c/>' : xmlOfNumber(cell.share, PERCENT);
};

export const xmlOfRow = (cells: readonly Cell[]): string => `<row>${cells.map(xmlOfCell).join('')}</row>`;

/** The head stays in sight while one scrolls. */
export const sheetStart = (head: readonly string[]): string =>
  `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
  `<sheetFormatPr defaultColWidth="18" defaultRowHeight="15"/><sheetData><row>${head.map((text) => xmlOfText(text, BOLD)).join('')}</row>`;
export const sheetEnd = '</sheetData></worksheet>';

const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="3"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>';

export const NOTES: readonly (readonly [path: string, xml: string])[] = [
  ['xl/styles.xml', STYLES],
  [
    '_rels/.rels',
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
];

/** A sheet's name holds at most 31 characters, and none of these. */
const sheetName = (name: string): string => escapeXml(name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31));

export const workbookNotes = (names: readonly string[]): (readonly [path: string, xml: string])[] => [
  [
    'xl/workbook.xml',
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${names
      .map((name, at) => `<sheet name="${sheetName(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
      .join('')}</sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${names
      .map((_, at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`)
      .join('')}<Relationship Id="rId${names.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  ],
  [
    '[Content_Types].xml',
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${names
        .map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`)
        .join('')}</Types>`,
  ],
];
