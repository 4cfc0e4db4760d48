import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { sees, type Visit } from './by-hand/visit.js';
import { callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

const HOUR_MS = 3_600_000;

/**
 * Four events of one name, of which one says a price in words; then one twice, one of long ago, one of next week, one that is too large, and one for whom nobody is named.
 */
const eventsCame = async (name: string): Promise<void> => {
  const { now } = z.object({ now: z.string() }).parse(await callApi('GET', '/testing/clock'));
  const at = (hours: number): string => new Date(Date.parse(now) + hours * HOUR_MS).toISOString();
  const event = (properties: object, change: object = {}) => ({
    ...{ customer: { externalId: `${name}-1` }, name, occurredAt: at(0), properties },
    ...change,
  });
  const twice = event({ price: 12, colour: 'red' }, { id: `${name}-twice` });
  await callApi('POST', '/events', {
    events: [
      ...[event({ price: 10, colour: 'red' }), event({ price: 11 }), event({ price: 'a lot', colour: 'blue' }), twice, twice],
      event({ price: 13 }, { occurredAt: at(-30 * 24) }),
      event({}, { occurredAt: at(7 * 24) }),
      event({ text: 'x'.repeat(40_000) }),
      event({}, { customer: {} }),
    ],
  });
};

/** What is said about the name on its own page, and what is written there. */
const readsType = async (visit: Visit, name: string, meaning: string): Promise<void> => {
  const { page, t } = visit;
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, exact: true }).waitFor();
  const price = page.getByRole('row').filter({ has: page.getByText('price', { exact: true }) });
  await price.getByText(t('customers.imports.types.number'), { exact: true }).waitFor();
  await price.getByText(t('customers.imports.types.text'), { exact: true }).waitFor();
  await price.getByText(/a lot/).waitFor();
  await page.getByRole('row').filter({ hasText: 'colour' }).getByText(/red/).waitFor();
  await page.getByRole('link', { name: `${name} buyers`, exact: true }).waitFor();
  await page.getByLabel(t('events.type.description'), { exact: true }).fill(meaning);
  await page.getByLabel(t('events.type.hide')).check();
  await page.getByRole('button', { name: t('common.save'), exact: true }).click();
  await sees(visit, t('events.type.saved'));
};

describe('events that come in', () => {
  it.each(LANGUAGES)('are told by name, with what they hold, how many they are, and what became of each, in %s', (locale) =>
    inWindow(
      async (page) => {
        const t = wordsOf(locale);
        const visit: Visit = { page, t };
        const name = `bought_${randomUUID().slice(0, 8)}`;
        const segment = { name: `${name} buyers`, condition: { event: name } };
        const { id } = (await callApi('POST', '/segments', segment)) as { id: string };
        await eventsCame(name);
        await signInQuietly(page, await createPerson('admin', locale));
        await page.goto('/customers');
        await page.getByRole('link', { name: t('customers.nav.comingIn'), exact: true }).click();
        await page.getByRole('link', { name: t('customers.nav.events'), exact: true }).click();
        await page.getByLabel(t('events.types.search')).fill(name);
        const row = page.getByRole('row').filter({ hasText: name });
        await row.getByRole('img', { name: t('events.types.volume', { events: 5 }) }).waitFor();
        await row.getByText(t('events.types.mixed', { count: 1 })).waitFor();
        await readsType(visit, name, `Paid ${locale}`);

        await page
          .getByRole('link', { name: t('events.title') })
          .last()
          .click();
        await page.getByLabel(t('events.types.search')).fill(name);
        await row.getByText(`Paid ${locale}`).waitFor();
        await row.getByText(t('events.types.hidden')).waitFor();
        await page
          .getByRole('radiogroup', { name: t('events.title') })
          .getByText(t('events.parts.fates'), { exact: true })
          .click();
        for (const fate of ['accepted', 'late', 'duplicate'] as const)
          await page
            .getByText(t(`events.fateMeans.${fate}`))
            .first()
            .waitFor();
        const refused = page.getByRole('row').filter({ hasText: name });
        for (const fate of ['in_future', 'too_large', 'invalid'] as const)
          await refused.getByText(t(`events.fate.${fate}`), { exact: true }).waitFor();
        expect(await refused.count()).toBe(3);
        await callApi('DELETE', `/segments/${id}`);
      },
      { locale },
    )(),
  );
});
