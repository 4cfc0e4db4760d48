import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { card, createJourney, dragStep, openForm } from './by-hand/canvas.js';
import { signIn } from './by-hand/sign-in.js';
import { choose, goTo, sees, type Visit } from './by-hand/visit.js';
import { callApi, inWindow, stage } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

const PEOPLE = 600;
const POLL_MS = 100;
const importSchema = z.object({ state: z.string(), inserted: z.number() });

/** Six hundred people, of whom a hundred and fifty climb and live in Lyon; every second of these has been to the shop, and is on a list. */
const peopleCame = async (wave: string): Promise<string> => {
  const isAlike = (at: number): boolean => at % 4 === 0;
  const rows = Array.from({ length: PEOPLE }, (_, at) => {
    const [town, hobby] = isAlike(at)
      ? ['Lyon', 'climbing']
      : [['Oslo', 'Lyon', 'Turin'][at % 3], ['chess', 'climbing', 'chess'][(at % 7) % 3]];
    const been = isAlike(at) && at % 8 === 0 ? 'been' : 'not';
    return `${wave}-${at},${wave}-${at}@customers.example,${wave},${town === 'Lyon' && hobby === 'climbing' && !isAlike(at) ? 'Oslo' : town},${hobby},${been}`;
  });
  const form = new FormData();
  form.set('kind', 'customers');
  form.set('consent', JSON.stringify({ email: true }));
  form.set('file', new Blob([`externalId,email,wave,home town,hobby,${wave} been\n${rows.join('\n')}\n`]), 'people.csv');
  const answer = await fetch(`${stage.url}/api/v1/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.token}` },
    body: form,
  });
  const { id } = z.object({ id: z.string() }).parse(await answer.json());
  for (;;) {
    const { state, inserted } = importSchema.parse(await callApi('GET', `/imports/${id}`));
    if (state === 'done') {
      expect(inserted).toBe(PEOPLE);
      break;
    }
    expect(['queued', 'running']).toContain(state);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const condition = { attribute: `${wave} been`, is: 'eq', value: 'been' };
  const list = z.object({ id: z.string() }).parse(await callApi('POST', '/lists', { name: `${wave} guests`, from: { condition } }));
  return list.id;
};

/** Presses the button on the page of the list and fills the form in. */
const ask = async ({ page, t }: Visit, size: number): Promise<void> => {
  await page.getByRole('button', { name: t('alike.find'), exact: true }).click();
  await page.getByLabel(t('alike.ask.size')).fill(String(size));
  await page.getByRole('button', { name: t('alike.ask.start'), exact: true }).click();
};

/** The list enters a journey: its form counts its people, its card says so, and the list says where it is used. */
const entersJourney = async (visit: Visit, list: string, people: number): Promise<void> => {
  const { page, t } = visit;
  await createJourney(visit, `${list} journey`);
  await dragStep(visit, 'audience', { x: 340, y: 40 });
  const form = await openForm(visit, t('nodes.kind.audience'));
  await choose(visit, t('nodes.field.who'), t('nodes.audience.way.list'));
  await form.getByRole('combobox').first().click();
  await page.getByRole('option', { name: list, exact: true }).click();
  await form.getByText(t('common.people.count', { count: people })).waitFor();
  await card(visit, t('nodes.kind.audience'))
    .getByText(t('nodes.audience.list', { name: list }))
    .waitFor();
  await page.locator('[role=status][data-status=saved]').waitFor();
  await goTo(visit, 'audiences');
  await page.getByText(t('audiences.tabs.lists'), { exact: true }).click();
  await page.getByText(list, { exact: true }).click();
  await sees(visit, t('audiences.uses.kind.draft'));
};

describe.each(LANGUAGES)('people alike, in %s', (language) => {
  it(
    'are found from the page of a list, with what makes them alike, become a list, and the list enters a journey',
    inWindow(
      async (page) => {
        const visit = { page, t: wordsOf(language) };
        const { t } = visit;
        const wave = `w${randomUUID().slice(0, 8)}`;
        const list = await peopleCame(wave);
        await signIn(visit, language);
        await page.goto(`/audiences/lists/${list}`);
        await ask(visit, 80);
        await sees(visit, t('alike.verdict.alike.says'));
        await sees(visit, 'home town');
        await sees(visit, t('alike.leftOut.why.defines'));
        await page.getByRole('slider', { name: t('alike.size.label') }).press('Home');
        await page.getByRole('slider', { name: t('alike.size.label') }).press('End');
        await page.getByRole('button', { name: t('alike.size.makeList', { count: 80 }), exact: true }).click();
        await page.getByLabel(t('audiences.lists.makeName')).fill(`${wave} alike`);
        await page.getByRole('button', { name: t('audiences.lists.make'), exact: true }).click();
        await page.waitForURL(/\/audiences\/lists\/\d+$/);
        await sees(visit, `${wave} alike`);
        await sees(visit, t('common.people.count', { count: 80 }));
        await goTo(visit, 'audiences');
        await page.getByText(t('audiences.tabs.alike'), { exact: true }).click();
        await page.getByText(t('alike.seed.list', { name: `${wave} guests` }), { exact: true }).click();
        await sees(visit, t('alike.people.likeness'));
        expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
        await entersJourney(visit, `${wave} alike`, 80);
      },
      { locale: language },
    ),
    120_000,
  );
});
