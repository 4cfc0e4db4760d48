import { randomUUID } from 'node:crypto';
import { dragStep, drawLine, openForm } from './by-hand/canvas.js';
import { node, openDrawing, restingDrawing } from './by-hand/drawings.js';
import { choose, goTo, pick, sees, type Visit } from './by-hand/visit.js';
import { advanceClock, callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { wordsOf } from './words.js';

const t = wordsOf('en');
const PEOPLE = 3;
const CODES = 2;

/** Nobody comes in by themselves: a journey that others lead to. */
const elsewhere = (): object => restingDrawing(`never-${randomUUID()}`);

const drawing = (group: string): object => openDrawing(group, node('end', 'exit', 120, 480, { name: 'The end' }));

/** A pool, with codes that were made up by chance. */
const makePool = async (visit: Visit, name: string): Promise<void> => {
  const { page } = visit;
  await goTo(visit, 'content');
  await choose(visit, t('content.tabs.label'), t('content.tabs.coupons'));
  await page
    .getByRole('button', { name: t('content.coupons.create') })
    .first()
    .click();
  const made = page.getByRole('dialog', { name: t('content.coupons.title.new') });
  await made.getByLabel(t('content.coupons.name'), { exact: true }).fill(name);
  await made.getByRole('button', { name: t('content.coupons.make') }).click();
  const filled = page.getByRole('dialog', { name: t('content.coupons.title.add', { name }) });
  await choose(visit, t('content.coupons.from'), t('content.coupons.way.random'));
  await filled.getByLabel(t('content.coupons.count')).fill(String(CODES));
  await filled.getByLabel(t('content.coupons.prefix')).fill('GIFT-');
  await filled.getByRole('button', { name: t('content.coupons.start') }).click();
  await filled.getByText(t('content.coupons.added', { count: CODES })).waitFor();
  await filled.getByRole('button', { name: t('content.coupons.done') }).click();
  await page.getByRole('row', { name: new RegExp(name) }).waitFor();
};

describe('coupons, and a way into another journey', () => {
  it(
    'are drawn by hand, launched, and told on the timeline of who went through them',
    inWindow(
      async (page) => {
        const visit: Visit = { page, t };
        const group = randomUUID();
        const customers = Array.from({ length: PEOPLE }, () => randomUUID());
        for (const externalId of customers) await callApi('POST', '/customers', { externalId, attributes: { group } });
        const other = (await callApi('POST', '/journeys', { name: `Later ${group}`, graph: elsewhere() })) as { id: string };
        await callApi('POST', `/journeys/${other.id}/launch`);
        const { id } = (await callApi('POST', '/journeys', { name: 'Gifts', graph: drawing(group) })) as { id: string };
        const pool = `Pool ${group}`;
        await signInQuietly(page, await createPerson('manager', 'en'));
        await page.goto('/');
        await makePool(visit, pool);

        await page.goto(`/journeys/${id}`);
        const [coupon, onwards] = [t('nodes.kind.coupon'), t('nodes.kind.go-to')];
        await dragStep(visit, 'coupon', { x: 420, y: 200 });
        await dragStep(visit, 'go-to', { x: 640, y: 420 });
        // all of it in sight again
        await page.keyboard.press('1');
        await drawLine(visit, 'All', coupon);
        await drawLine(visit, coupon, 'The end', 0);
        await drawLine(visit, coupon, onwards, 1);
        await openForm(visit, coupon);
        await pick(visit, t('nodes.coupon.pool'), pool);
        await sees(visit, t('nodes.coupon.left', { count: CODES }));
        await sees(visit, t('nodes.coupon.tooFew', { people: String(PEOPLE) }));
        await openForm(visit, onwards);
        await pick(visit, t('nodes.goTo.journey'), `Later ${group}`);
        await page.keyboard.press('Escape');
        await page.locator('[role=status][data-status=saved]').waitFor();

        await page.getByRole('button', { name: t('canvas.launch') }).click();
        const sheet = page.getByRole('dialog');
        await sheet.getByText(t('forecast.couponsEmpty', { node: coupon, issued: String(CODES), empty: '1' })).waitFor();
        await sheet.getByRole('button', { name: t('canvas.launchSheet.key') }).click();
        await advanceClock('PT1M');
        const live = (await callApi('GET', `/journeys/${other.id}/live`)) as { entered: number; nodes: { id: string; here: number }[] };
        expect([live.entered, live.nodes.find((each) => each.id === 'rest')?.here]).toEqual([1, 1]);

        const { items } = (await callApi('GET', `/journeys/${other.id}/people?node=rest&what=here`)) as { items: { id: string }[] };
        await page.goto(`/customers/${items[0]?.id ?? ''}`);
        await sees(visit, t('customers.timeline.goesOnIn', { journey: `Later ${group}` }));
        const { items: lucky } = (await callApi('GET', `/journeys/${id}/people?node=end&what=passed`)) as { items: { id: string }[] };
        expect(lucky).toHaveLength(CODES);
        await page.goto(`/customers/${lucky[0]?.id ?? ''}`);
        await sees(visit, /GIFT-[2-9A-Z]{10}/);
      },
      { locale: 'en-US' },
    ),
    90_000,
  );
});
