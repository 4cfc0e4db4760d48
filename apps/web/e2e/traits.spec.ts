import { randomUUID } from 'node:crypto';
import { sees, type Visit } from './by-hand/visit.js';
import { advanceClock, callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

describe('a computed trait', () => {
  it.each(LANGUAGES)(
    'is written by hand with what it comes to beside it, stands on customers, and goes from them again, in %s',
    (locale) =>
      inWindow(
        async (page) => {
          const t = wordsOf(locale);
          const visit: Visit = { page, t };
          const wave = randomUUID().replaceAll('-', '').slice(0, 6);
          const name = `orders_${wave}`;
          const { id } = (await callApi('POST', '/customers', { externalId: `${wave}-1` })) as { id: string };
          await signInQuietly(page, await createPerson('admin', locale));
          await page.goto('/customers');
          await page.getByRole('link', { name: t('customers.nav.traits'), exact: true }).click();
          await page.getByRole('button', { name: t('traits.create'), exact: true }).click();
          const drawer = page.getByRole('dialog', { name: t('traits.create') });
          await drawer.getByLabel(t('traits.name'), { exact: true }).fill(name);
          await drawer.getByLabel(t('traits.description'), { exact: true }).fill('Orders so far');
          await sees(visit, t('traits.preview.title'));
          await drawer.getByRole('button', { name: t('common.save'), exact: true }).click();
          await page.getByRole('row', { name: new RegExp(name) }).waitFor();
          await advanceClock('PT1M');
          expect(await callApi('GET', `/customers/${id}`)).toMatchObject({ attributes: { [name]: 0 } });
          await page.reload();
          await page
            .getByRole('row', { name: new RegExp(name) })
            .getByText(t('traits.state.fresh'))
            .waitFor();
          await callApi('DELETE', `/traits/${name}`);
          await advanceClock('PT1M');
          expect(await callApi('GET', '/traits')).toMatchObject({ items: [] });
        },
        { locale },
      )(),
    120_000,
  );
});
