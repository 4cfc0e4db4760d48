import { goTo, sees, type Visit } from './visit.js';

/** A CSV file of people with a wave, a name each, and one line that names nobody. */
export const csvOf = (wave: string, names: readonly string[]): string =>
  [
    'member,email,name,wave',
    ...names.map((name, at) => `${wave}-${at + 1},${wave}-${at + 1}@customers.example,${name},${wave}`),
    `,not an address,Nobody,${wave}`,
  ].join('\n');

/** Brings a file through the import page: looks at what becomes of each column, says what people agreed to, waits for the end. */
export const importCustomers = async (visit: Visit, fileName: string, csv: string): Promise<void> => {
  const { page, t } = visit;
  await goTo(visit, 'customers');
  await page
    .getByRole('link', { name: t('customers.list.import'), exact: true })
    .or(page.getByRole('link', { name: t('customers.list.emptyImport'), exact: true }))
    .first()
    .click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: t('customers.imports.pick') }).click();
  await (await chooser).setFiles({ name: fileName, mimeType: 'text/csv', buffer: Buffer.from(csv) });
  const becomes = t('customers.imports.becomes');
  const targets: Readonly<Record<string, string>> = {
    member: t('customers.imports.targets.externalId'),
    email: t('customers.imports.targets.email'),
    wave: t('customers.imports.attribute'),
  };
  for (const [column, target] of Object.entries(targets)) {
    const field = page.getByRole('combobox', { name: `${column}: ${becomes}` });
    await field.waitFor();
    if ((await field.inputValue()) === target) continue;
    await field.click();
    await page.getByRole('option', { name: target, exact: true }).click();
  }
  await page.getByRole('checkbox', { name: t('common.channel.email'), exact: true }).check();
  await page.getByRole('button', { name: t('customers.imports.start') }).click();
  await sees(visit, t('customers.imports.state.done'));
};
