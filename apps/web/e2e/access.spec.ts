import { card, paper } from './by-hand/canvas.js';
import { typeIn } from './by-hand/sign-in.js';
import { sees } from './by-hand/visit.js';
import { callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

describe('the door', () => {
  it(
    'is shown to whoever is signed out, and leads on to where they wanted to go',
    inWindow(async (page) => {
      const visit = { page, t: wordsOf('zh-CN') };
      const { email, password } = await createPerson('manager', 'zh-CN');
      await page.goto('/audiences');
      await page.waitForURL('**/sign-in?next=%2Faudiences');
      await typeIn(visit, email, password);
      await page.waitForURL('**/audiences');
      await page.getByRole('heading', { name: visit.t('audiences.title') }).waitFor();
    }),
  );

  it.each(LANGUAGES)('says in %s that the password is wrong', (locale) =>
    inWindow(
      async (page) => {
        const visit = { page, t: wordsOf(locale) };
        const { email } = await createPerson('manager', locale);
        await page.goto('/sign-in');
        await typeIn(visit, email, 'not the password');
        await sees(visit, visit.t('errors.bad_credentials'));
      },
      { locale },
    )(),
  );
});

describe('a session that ends under a journey', () => {
  it(
    'asks to sign in again over the page, and then saves what was drawn meanwhile',
    inWindow(async (page) => {
      const visit = { page, t: wordsOf('en') };
      const person = await createPerson('manager', 'en');
      const graph = { nodes: [{ id: 'end', type: 'exit', position: { x: 0, y: 0 }, data: { name: 'End' } }], edges: [] };
      const { id } = (await callApi('POST', '/journeys', { name: 'Cut off', graph })) as { id: string };
      await signInQuietly(page, person);
      await page.goto(`/journeys/${id}`);
      await card(visit, 'End').click();
      await page.context().clearCookies();
      await page.getByLabel(visit.t('canvas.inspector.name')).fill('Drawn while out');
      const dialog = page.getByRole('dialog', { name: visit.t('app.signIn.again') });
      await dialog.getByRole('textbox', { name: visit.t('app.signIn.password'), exact: true }).fill(person.password);
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
      await page.locator('[role=status][data-status=saved]').waitFor();
      await expect(callApi('GET', `/journeys/${id}`)).resolves.toMatchObject({ graph: { nodes: [{ data: { name: 'Drawn while out' } }] } });
    }),
  );
});

describe('a reviewer', () => {
  it(
    'looks at a journey and is offered neither to change nor to launch it',
    inWindow(async (page) => {
      const visit = { page, t: wordsOf('en') };
      const { id } = (await callApi('POST', '/journeys', { name: 'Looked at' })) as { id: string };
      await signInQuietly(page, await createPerson('reviewer', 'en'));
      await page.goto(`/journeys/${id}`);
      await paper(visit).waitFor();
      await page.getByRole('heading', { name: 'Looked at' }).waitFor();
      expect(await page.getByRole('button', { name: visit.t('canvas.launch') }).count()).toBe(0);
      expect(await page.getByRole('complementary', { name: visit.t('canvas.palette.label') }).count()).toBe(0);
    }),
  );
});
