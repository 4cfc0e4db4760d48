import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { signIn } from './by-hand/sign-in.js';
import { goTo, pick, sees, type Visit } from './by-hand/visit.js';
import { inWindow } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const sheetOf = (rows: readonly (readonly string[])[]): string =>
  `<worksheet><sheetData>${rows.map((row) => `<row>${row.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`).join('')}</sheetData></worksheet>`;

/** A workbook of two sheets as a spreadsheet program writes it: a cover, and the people. */
const workbookOf = (people: readonly (readonly string[])[]): Promise<Buffer> => {
  const zip = new ZipFile();
  const sheets = ['说明', '会员'];
  const parts = {
    'xl/workbook.xml': `<workbook xmlns:r="${REL}"><sheets>${sheets.map((name, at) => `<sheet name="${name}" r:id="r${at}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets.map((_, at) => `<Relationship Id="r${at}" Type="${REL}/worksheet" Target="worksheets/${at}.xml"/>`).join('')}</Relationships>`,
    'xl/worksheets/0.xml': sheetOf([['2027 年会员导出']]),
    'xl/worksheets/1.xml': sheetOf(people),
  };
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
};

/** 40 that are right, 3 who have left, one without an address and one whose date is none. */
const peopleOf = (mark: string): string[][] => [
  // a column of its own, so that nothing is remembered of the other language's file
  ['会员号', '邮箱', '入会日期', '备注', mark],
  ...Array.from({ length: 43 }, (_, at) => [
    `${mark}${at}`,
    `${mark}${at}@customers.example`,
    `0${(at % 9) + 1}/0${(at % 5) + 1}/2026`,
    at < 40 ? '在册' : '已退会',
    '1',
  ]),
  [`${mark}x`, 'not an address', '01/02/2026', '在册', '1'],
  [`${mark}y`, `${mark}y@customers.example`, '31/31/2026', '在册', '1'],
];

const toNewImport = async (visit: Visit): Promise<void> => {
  await goTo(visit, 'customers');
  const { page, t } = visit;
  await page
    .getByRole('link', { name: t('customers.list.import'), exact: true })
    .or(page.getByRole('link', { name: t('customers.list.emptyImport'), exact: true }))
    .first()
    .click();
};

const giveFile = async ({ page, t }: Visit, name: string, content: Buffer): Promise<void> => {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: t('customers.imports.pick') }).click();
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: content });
};

const figure = async ({ page, t }: Visit, name: string, value: number): Promise<void> => {
  const term = page.locator('dl > div').filter({ has: page.getByText(t(`customers.imports.${name}`), { exact: true }) });
  await term.getByText(String(value), { exact: true }).waitFor();
};

describe.each(LANGUAGES)('an XLSX file, by hand, in %s', (language) => {
  it(
    'is mapped, checked and imported, and its rejected rows come back with their reasons',
    inWindow(
      async (page) => {
        const visit: Visit = { page, t: wordsOf(language) };
        const { t } = visit;
        const mark = language === 'en' ? 'e' : 'z';
        await signIn(visit, language);
        await toNewImport(visit);
        await giveFile(visit, `${mark}-members.xlsx`, await workbookOf(peopleOf(mark)));
        await pick(visit, t('customers.imports.sheet'), '会员');
        await sees(visit, t('customers.imports.sheetNamed', { part: '会员' }));

        // which of the two comes first nobody can see: the page asks
        await page.getByText(t('customers.imports.datesHint')).waitFor();
        await pick(visit, `入会日期: ${t('customers.imports.type')}`, t('customers.imports.types.date-dmy'));
        await page.getByText('2026-01-01').first().waitFor();

        await page.getByRole('button', { name: t('customers.imports.filters.add') }).click();
        await pick(visit, t('customers.imports.column'), '备注');
        await pick(visit, t('customers.imports.filters.test'), t('customers.imports.filters.tests.eq'));
        await page.getByLabel(t('customers.imports.filters.value')).fill('在册');

        await page.getByRole('button', { name: t('customers.imports.check'), exact: true }).click();
        await sees(visit, t('customers.imports.checkTitle'));
        await figure(visit, 'good', 40);
        await figure(visit, 'rejected', 2);
        await figure(visit, 'skipped', 3);
        await figure(visit, 'newCustomers', 40);

        await page.getByRole('button', { name: t('customers.imports.start'), exact: true }).click();
        await sees(visit, t('customers.imports.doneTitle', { count: 40 }));
        await sees(visit, t('customers.imports.rejectedTitle', { count: 2 }));
        const link = await page.getByRole('link', { name: t('customers.imports.download') }).getAttribute('href');
        const rejected = await (await page.request.get(link ?? '', { headers: { 'accept-language': language } })).text();
        expect(rejected).toContain(`${mark}x,not an address,01/02/2026,在册,1,45,邮箱,`);
        expect(rejected).toContain(`${mark}y,${mark}y@customers.example,31/31/2026,在册,1,46,入会日期,`);

        // the next file of this kind needs no mapping
        await toNewImport(visit);
        await giveFile(visit, `${mark}-more.xlsx`, await workbookOf(peopleOf(mark)));
        await pick(visit, t('customers.imports.sheet'), '会员');
        await sees(visit, t('customers.imports.remembered', { name: `${mark}-members.xlsx` }));
        expect(await page.getByRole('combobox', { name: `入会日期: ${t('customers.imports.type')}` }).inputValue()).toBe(
          t('customers.imports.types.date-dmy'),
        );
      },
      { locale: language },
    ),
    120_000,
  );
});
