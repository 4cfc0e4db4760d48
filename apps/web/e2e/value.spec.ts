import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { signIn } from './by-hand/sign-in.js';
import { goTo, sees } from './by-hand/visit.js';
import { advanceClock, callApi, inWindow, stage } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

const BUYERS = 20;
const POLL_MS = 100;
const DAY_MS = 86_400_000;

/** Twenty buyers, of whom the first brings as much as all others together; each has bought three times, every ten days. */
const ordersCame = async (wave: string): Promise<void> => {
  const { now } = z.object({ now: z.string() }).parse(await callApi('GET', '/testing/clock'));
  const day = (ago: number): string => new Date(Date.parse(now) - ago * DAY_MS).toISOString();
  const rows = Array.from({ length: BUYERS }, (_, at) =>
    [21, 11, 1].map((ago) => `${wave}-${at},${wave}-${at}-${ago},${day(ago)},${at === 0 ? 1900 : 100},tea`),
  ).flat();
  const form = new FormData();
  form.set('kind', 'orders');
  form.set(
    'mapping',
    JSON.stringify({ who: 'externalId', order: 'orderId', at: 'placedAt', price: 'line.price', product: 'line.product' }),
  );
  form.set('file', new Blob([`who,order,at,price,product\n${rows.join('\n')}\n`]), 'orders.csv');
  const answer = await fetch(`${stage.url}/api/v1/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.token}` },
    body: form,
  });
  const made = await answer.json();
  const { id } = z.object({ id: z.string() }, { error: JSON.stringify(made) }).parse(made);
  const schema = z.object({ state: z.string(), rejected: z.number() });
  for (;;) {
    const { state, rejected } = schema.parse(await callApi('GET', `/imports/${id}`));
    if (state === 'done') return expect(rejected).toBe(0);
    expect(['queued', 'running']).toContain(state);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

describe.each(LANGUAGES)('the page of value, in %s', (language) => {
  it(
    'shows curve, tiers and stages of imported orders, and a flow opens whom it counts, who say why',
    inWindow(
      async (page) => {
        const visit = { page, t: wordsOf(language) };
        const { t } = visit;
        const wave = `w${randomUUID().slice(0, 8)}`;
        await ordersCame(wave);
        await advanceClock('P1D');
        await signIn(visit, language);
        await goTo(visit, 'customers');
        await page.goto('/customers/value');
        await sees(visit, t('value.curve.title'));
        await page.getByRole('slider', { name: t('value.curve.label') }).press('Home');
        await page.getByRole('button', { name: t('value.curve.open'), exact: true }).click();
        await sees(visit, `${wave}-0`);
        await page.keyboard.press('Escape');
        for (const tier of ['L1', 'L2', 'L3', 'L4']) await sees(visit, tier);
        await advanceClock('P31D');
        await page.reload();
        const flow = t('value.stages.flow', { from: t('value.stages.name.active'), to: t('value.stages.name.at_risk') });
        await page.getByRole('button', { name: new RegExp(`^${flow}`) }).click();
        await page.getByRole('dialog').getByText(`${wave}-3`).first().click();
        await sees(visit, t('customers.timeline.value.stage', { from: t('value.stages.name.active'), to: t('value.stages.name.at_risk') }));
        await sees(visit, t('customers.timeline.value.why.at_risk', { idle: 29, gap: 14 }));
      },
      { locale: language },
    ),
    180_000,
  );
});
