import { callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

describe('keeping data', () => {
  // other files look at what would leave
  afterAll(() => callApi('PATCH', '/settings', { retention: { events: null, responses: null } }));

  it.each(LANGUAGES)('asks in %s before months leave the database, and keeps what was said', (locale) =>
    inWindow(
      async (page) => {
        const t = wordsOf(locale);
        const months = locale === 'en' ? 13 : 25;
        await callApi('PATCH', '/settings', { retention: { events: null, responses: null } });
        await signInQuietly(page, await createPerson('admin', locale));
        await page.goto('/settings?tab=retention');
        await page.getByText(t('settings.retention.emptyTitle')).waitFor();
        const field = page.getByLabel(t('settings.retention.events'), { exact: true });
        await field.fill(String(months));
        await page.getByRole('button', { name: t('settings.save') }).click();
        await page.getByRole('button', { name: t('settings.retention.shorterAction') }).click();
        await page.getByText(t('settings.saved')).waitFor();
        await expect(callApi('GET', '/settings')).resolves.toMatchObject({ retention: { events: months, responses: null } });
        await field.fill('');
        await page.getByRole('button', { name: t('settings.save') }).click();
        await expect(page.getByRole('button', { name: t('settings.retention.shorterAction') }).count()).resolves.toBe(0);
      },
      { locale },
    )(),
  );
});
