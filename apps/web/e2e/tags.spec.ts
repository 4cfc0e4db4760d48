import { randomUUID } from 'node:crypto';
import { node } from './by-hand/drawings.js';
import { goTo, sees, type Visit } from './by-hand/visit.js';
import { advanceClock, callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

const make = async (externalId: string, attributes: object): Promise<string> =>
  ((await callApi('POST', '/customers', { externalId, attributes })) as { id: string }).id;

/** A journey that somebody begins who gets the tag. */
const journeyOf = async (tag: string): Promise<string> => {
  const graph = {
    nodes: [
      node('door', 'event-entry', 0, 0, {
        ...{ name: 'Tagged', event: 'customer.tag_added', reentry: { policy: 'never' } },
        where: [{ property: 'tag', is: 'eq', value: tag }],
      }),
      node('end', 'exit', 0, 180, { name: 'End' }),
    ],
    edges: [{ id: 'a', source: 'door', target: 'end', sourceHandle: null }],
    settings: {},
  };
  const { id } = (await callApi('POST', '/journeys', { name: `Of ${tag}`, graph })) as { id: string };
  await callApi('POST', `/journeys/${id}/launch`);
  return id;
};

describe('a tag', () => {
  it.each(LANGUAGES)(
    'is put by a rule that was written by hand; who gets it begins a journey; a customer says where it came from, in %s',
    (locale) =>
      inWindow(
        async (page) => {
          const t = wordsOf(locale);
          const visit: Visit = { page, t };
          const wave = randomUUID().slice(0, 6);
          const tag = `regular ${wave}`;
          await make(`${wave}-1`, { [`town_${wave}`]: 'Suzhou' });
          const late = await make(`${wave}-2`, { [`town_${wave}`]: 'Wuxi' });
          await signInQuietly(page, await createPerson('admin', locale));
          await page.goto('/customers');
          await page.getByRole('link', { name: t('customers.nav.tags'), exact: true }).click();
          await page.getByRole('button', { name: t('tags.create'), exact: true }).click();
          const dialog = page.getByRole('dialog', { name: t('tags.create') });
          await dialog.getByLabel(t('tags.name'), { exact: true }).fill(tag);
          await dialog.getByRole('button', { name: t('tags.make') }).click();
          await page.getByRole('button', { name: t('tags.rule.write') }).click();
          await page.getByRole('button', { name: `+ ${t('condition.build.add')}`, exact: true }).click();
          await page.getByRole('textbox', { name: t('condition.build.search') }).fill(`town_${wave}`);
          await page.getByRole('option', { name: `town_${wave}`, exact: true }).click();
          await page.getByLabel(t('condition.build.value'), { exact: true }).last().fill('Suzhou');
          await sees(visit, t('tags.rule.count', { count: 1 }));
          await page.getByRole('button', { name: t('tags.rule.save') }).click();
          await page.getByText(t('tags.rule.title'), { exact: true }).waitFor();
          const journey = await journeyOf(tag);
          await advanceClock('PT1M');
          expect(await callApi('GET', `/tags/${encodeURIComponent(tag)}`)).toMatchObject({ people: 1 });
          await make(`${wave}-2`, { [`town_${wave}`]: 'Suzhou' });
          await advanceClock('PT1M');
          expect(await callApi('GET', `/journeys/${journey}/live`)).toMatchObject({ entered: 1 });

          await page.goto(`/customers/${late}`);
          await page.getByRole('link', { name: tag, exact: true }).waitFor();
          await page.getByRole('combobox', { name: t('tags.card.add') }).fill(`vip ${wave}`);
          await page.getByRole('button', { name: t('tags.card.addThis'), exact: true }).click();
          await page.getByRole('button', { name: t('tags.card.remove', { name: `vip ${wave}` }) }).waitFor();
          expect(await page.getByRole('button', { name: t('tags.card.remove', { name: tag }) }).count()).toBe(0);
          await goTo(visit, 'customers');
          await page.getByRole('link', { name: t('customers.nav.tags'), exact: true }).click();
          await page
            .getByRole('radiogroup', { name: t('tags.show.label') })
            .getByText(/\d/)
            .click();
          await page.getByRole('row', { name: new RegExp(`vip ${wave}`) }).click();
          await page.getByRole('button', { name: t('tags.approve') }).click();
          await sees(visit, t('tags.state.approved'));

          // what stands here is asked of everybody for as long as the product runs
          await callApi('PATCH', `/tags/${encodeURIComponent(tag)}`, { condition: null });
          await callApi('POST', `/journeys/${journey}/stop`);
        },
        { locale },
      )(),
    120_000,
  );
});
