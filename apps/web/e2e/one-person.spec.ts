import { callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

const make = async (body: object): Promise<string> => ((await callApi('POST', '/customers', body)) as { id: string }).id;

describe('one person', () => {
  it.each(LANGUAGES)('is told by rules that say what a change would do before it is saved, in %s', (locale) =>
    inWindow(
      async (page) => {
        const t = wordsOf(locale);
        const rules = await callApi('GET', '/identity-rules');
        await signInQuietly(page, await createPerson('admin', locale));
        await page.goto('/customers/merges?part=rules');
        await page.getByLabel(t('merges.rules.add')).fill('posCard');
        await page.getByRole('button', { name: t('merges.rules.addDo'), exact: true }).click();
        await page.getByLabel(`posCard: ${t('merges.rules.perPerson')}`).fill('2');
        const save = page.getByRole('button', { name: t('merges.rules.save') });
        await expect(save.isDisabled()).resolves.toBe(true);
        await page.getByRole('button', { name: t('merges.rules.tryOut') }).click();
        await page
          .getByRole('listitem')
          .filter({ hasText: t('merges.rules.joined', { count: 0 }) })
          .waitFor();
        await save.click();
        await page.getByText(t('merges.rules.changeFirst')).waitFor();
        await expect(callApi('GET', '/identity-rules')).resolves.toMatchObject({
          kinds: expect.arrayContaining([{ kind: 'posCard', strength: 'strong', most: 10, perPerson: 2 }]),
        });
        await callApi('PUT', '/identity-rules', rules as object);
      },
      { locale },
    )(),
  );

  it.each(LANGUAGES)('is made of two customers and parted again, in %s', (locale) =>
    inWindow(
      async (page) => {
        const t = wordsOf(locale);
        const keep = await make({
          externalId: `keep-${locale}`,
          attributes: { name: `Kim Keep ${locale}`, city: 'Bern' },
          phone: locale === 'en' ? '+41791111111' : '+41792222222',
        });
        const merge = await make({
          externalId: `part-${locale}`,
          email: `part-${locale}@customers.example`,
          attributes: { name: `Pat Part ${locale}` },
        });
        await signInQuietly(page, await createPerson('manager', locale));
        // whom each value comes from is told after the values, and moves what stands below them
        await page.goto(`/customers/${keep}`);
        await page.getByRole('button', { name: t('attributes.card.withdraw', { name: 'city', value: 'Bern' }) }).waitFor();
        await page.getByLabel(t('merges.card.pick')).first().fill(`Pat Part ${locale}`);
        await page.getByRole('option', { name: `Pat Part ${locale}` }).click();
        await page.getByRole('button', { name: t('merges.card.do') }).click();
        await page.getByRole('button', { name: t('merges.log.undo'), exact: true }).waitFor();
        await page.goto(`/customers/${merge}`);
        await page.waitForURL(`**/customers/${keep}`);
        await page.goto('/customers/merges?part=log');
        const row = page
          .getByRole('row')
          .filter({ hasText: `part-${locale}@customers.example` })
          .or(page.getByRole('row').filter({ hasText: `Pat Part ${locale}` }));
        await row.first().waitFor();
        await row
          .first()
          .getByRole('button', { name: t('merges.log.undo'), exact: true })
          .click();
        await page.getByRole('button', { name: t('merges.log.undoAction') }).click();
        await row.first().getByText(t('merges.log.undone'), { exact: true }).waitFor();
        await expect(callApi('GET', `/customers/${merge}`)).resolves.toMatchObject({ id: merge, externalId: `part-${locale}` });
      },
      { locale },
    )(),
  );
});
