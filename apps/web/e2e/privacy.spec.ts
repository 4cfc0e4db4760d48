import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { unzipped } from '@wayfare/platform/testing';
import type { Page } from 'playwright-core';
import { restingDrawing } from './by-hand/drawings.js';
import { sees, type Visit } from './by-hand/visit.js';
import { advanceClock, callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { LANGUAGES, type Language, wordsOf } from './words.js';

interface Made {
  readonly id: string;
  readonly createdAt: string;
}
const make = async (body: object): Promise<Made> => (await callApi('POST', '/customers', body)) as Made;
/** In the instant in which they came: the clock is the product's. */
const visits = ({ id, createdAt }: Made, name: string): Promise<unknown> =>
  callApi('POST', '/events', { events: [{ customer: { id }, name, occurredAt: createdAt, properties: { page: `seen by ${name}` } }] });

/** The page that a customer sees is no part of the app: its words are the api's. */
const PAGE: Readonly<Record<Language, { title: string; saved: string; left: string; never: string; gone: string }>> = {
  en: {
    title: 'Your choices',
    saved: 'Saved.',
    left: 'You get no more messages from us. You can change your mind here at any time.',
    never: 'I never asked for them',
    gone: 'This link does not work',
  },
  'zh-CN': {
    title: '您的偏好设置',
    saved: '已保存。',
    left: '您将不再收到我们的消息。您可以随时在此更改。',
    never: '我从未订阅',
    gone: '链接无效',
  },
};
const act = (page: Page, what: 'save' | 'leave'): Promise<void> => page.locator(`button[name="act"][value="${what}"]`).click();
const standing = async (id: string): Promise<unknown> => {
  const { consent, suppressions } = (await callApi('GET', `/customers/${id}`)) as { consent: object; suppressions: { reason: string }[] };
  return [consent, suppressions.map(({ reason }) => reason)];
};

const fetched = async (page: Page, name: string): Promise<Buffer> => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name, exact: true }).click()]);
  return readFile(await download.path());
};

/** A journey that those are in of whom an event is heard. */
const journeyOn = async (event: string): Promise<string> => {
  const { id } = (await callApi('POST', '/journeys', { name: `On ${event}`, graph: restingDrawing(event) })) as { id: string };
  await callApi('POST', `/journeys/${id}/launch`);
  return id;
};

describe('a customer’s own page', () => {
  it.each(LANGUAGES)(
    'is opened by a link that a colleague hands out: a choice, leaving, coming back, calling the link back, in %s',
    (locale) =>
      inWindow(
        async (page) => {
          const visit: Visit = { page, t: wordsOf(locale) };
          const { t } = visit;
          const words = PAGE[locale];
          const { id } = await make({
            ...{ externalId: `own-${randomUUID()}`, email: `own-${randomUUID().slice(0, 8)}@customers.example` },
            ...{ locale, consent: { email: true } },
          });
          const colleague = await createPerson('manager', locale);
          await signInQuietly(page, colleague);
          await page.goto(`/customers/${id}`);
          await page.getByRole('button', { name: t('privacy.own.open') }).click();
          await page.getByRole('button', { name: t('privacy.own.make') }).click();
          const link = await page.getByRole('link', { name: t('privacy.own.look') }).getAttribute('href');
          const own = new URL(link ?? '').pathname;

          await page.context().clearCookies();
          await page.goto(own);
          await page.getByRole('heading', { name: words.title, level: 1 }).waitFor();
          expect(await page.locator('html').getAttribute('lang')).toBe(locale);
          expect(await page.locator('[name="on.email"]').isChecked()).toBe(true);
          await page.locator('[name="on.profiling"]').uncheck();
          await act(page, 'save');
          await page.getByRole('status').getByText(words.saved).waitFor();
          expect(await page.locator('[name="on.profiling"]').isChecked()).toBe(false);
          expect(await standing(id)).toEqual([{ email: true, profiling: false }, []]);

          await page.getByLabel(words.never).check();
          await act(page, 'leave');
          await page.getByRole('status').getByText(words.left).waitFor();
          expect(await standing(id)).toEqual([{ email: false, profiling: false }, ['unsubscribed']]);

          await page.locator('[name="on.email"]').check();
          await act(page, 'save');
          await page.getByRole('status').getByText(words.saved).waitFor();
          expect(await standing(id)).toEqual([{ email: true, profiling: false }, []]);

          await signInQuietly(page, colleague);
          await page.goto(`/customers/${id}`);
          await page.getByRole('button', { name: t('privacy.consent.history') }).click();
          await page.getByRole('dialog').getByText(t('privacy.consent.source.preferences')).nth(2).waitFor();
          await page.keyboard.press('Escape');
          // a link that is made in the instant of the calling back is a new one
          await advanceClock('PT1S');
          await page.getByRole('button', { name: t('privacy.own.open') }).click();
          await page.getByRole('button', { name: t('privacy.own.revoke') }).click();
          await page.getByRole('button', { name: t('privacy.own.revokeAction'), exact: true }).click();
          await sees(visit, t('privacy.own.revoked'));
          await page.goto(own);
          expect(await page.locator('[name="on.email"]').count()).toBe(0);
          await sees(visit, words.gone);
        },
        { locale },
      )(),
    120_000,
  );
});

describe('a copy of somebody’s data', () => {
  it.each(LANGUAGES)(
    'is made, downloaded and removed on their page, and holds what is known of them alone, in %s',
    (locale) =>
      inWindow(
        async (page) => {
          const t = wordsOf(locale);
          const wave = randomUUID().slice(0, 8);
          const [coby] = [
            await make({ externalId: `copy-${wave}`, email: `copy-${wave}@customers.example`, attributes: { name: `Coby ${wave}` } }),
            await make({ externalId: `other-${wave}`, email: `other-${wave}@customers.example` }),
          ];
          const { id } = coby;
          await visits(coby, `read_${wave}`);
          await signInQuietly(page, await createPerson('admin', locale));
          await page.goto(`/customers/${id}`);
          await page.getByRole('button', { name: t('privacy.copy.make') }).click();
          const files = unzipped(await fetched(page, t('privacy.copy.fetch')));
          const of = (table: string) => JSON.parse(files.get(`json/${table}.json`) ?? 'null');
          expect(of('customers')).toMatchObject([{ id, email: `copy-${wave}@customers.example`, attributes: { name: `Coby ${wave}` } }]);
          expect(of('events')).toMatchObject([{ name: `read_${wave}`, properties: { page: `seen by read_${wave}` } }]);
          expect(files.get('your-data.en.html')).toContain(`copy-${wave}@customers.example`);
          expect(files.get('your-data.zh.html')).toContain(`copy-${wave}@customers.example`);
          expect([...files.values()].some((text) => text.includes(`other-${wave}`))).toBe(false);
          await page.getByRole('button', { name: t('privacy.copy.remove') }).click();
          await page.getByRole('button', { name: t('privacy.copy.make') }).waitFor();
        },
        { locale },
      )(),
    120_000,
  );
});

describe('an erasure', () => {
  it.each(LANGUAGES)(
    'leaves a page that says so, counts as they were and an entry in the list; a ledger erases again who is back, in %s',
    (locale) =>
      inWindow(
        async (page) => {
          const visit: Visit = { page, t: wordsOf(locale) };
          const { t } = visit;
          const wave = randomUUID().slice(0, 8);
          const name = `Zoe ${wave}`;
          const zoe = await make({ externalId: `gone-${wave}`, attributes: { name } });
          const { id } = zoe;
          const back = await make({ externalId: `back-${wave}` });
          const journey = await journeyOn(`seen_${wave}`);
          await visits(zoe, `seen_${wave}`);
          await advanceClock('PT1M');
          expect(await callApi('GET', `/journeys/${journey}/live`)).toMatchObject({ entered: 1 });

          await signInQuietly(page, await createPerson('admin', locale));
          await page.goto(`/customers/${id}`);
          await page.getByRole('button', { name: t('customers.page.erase'), exact: true }).click();
          await page.getByLabel(t('common.typeToConfirm', { name })).fill(name);
          await page.getByRole('button', { name: t('customers.page.eraseAction') }).click();
          await sees(visit, t('customers.page.erased', { name }));
          expect(await callApi('GET', `/customers?query=${encodeURIComponent(name)}`)).toMatchObject({ items: [] });
          expect(await callApi('GET', `/journeys/${journey}/live`)).toMatchObject({ entered: 1 });
          await page.goto(`/customers/${id}`);
          await sees(visit, t('erasures.gone.body'));
          expect(await page.getByText(name).count()).toBe(0);

          await page.getByRole('link', { name: t('erasures.gone.list') }).click();
          await page
            .getByRole('row')
            .filter({ hasText: `#${id}` })
            .click();
          const certificate = page.getByRole('dialog', { name: t('erasures.certificate.title', { id }) });
          await certificate.getByText(t('erasures.kind.enrollments')).waitFor();
          await certificate.getByText(t('erasures.kind.events')).waitFor();
          await page.keyboard.press('Escape');
          await page.getByLabel(t('erasures.list.madeAt')).fill('2099-01-01T09:00');
          await sees(visit, t('erasures.list.nobodySince'));
          await page.getByLabel(t('erasures.list.madeAt')).fill('');
          const ledger = (await fetched(page, t('erasures.list.ledger'))).toString('utf8');
          expect(ledger).toMatch(new RegExp(`^${id},`, 'm'));

          const apply = async (content: string, count: number): Promise<void> => {
            await page.getByRole('button', { name: t('erasures.restore.open') }).click();
            const dialog = page.getByRole('dialog', { name: t('erasures.restore.title') });
            const file = (text: string) => ({ name: 'erasures.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
            await dialog.locator('input[type="file"]').setInputFiles(file('id;name\n'));
            await dialog.getByText(t('erasures.restore.badLine', { line: 1 })).waitFor();
            await dialog.locator('input[type="file"]').setInputFiles(file(content));
            await dialog.getByRole('button', { name: t('erasures.restore.apply') }).click();
            await dialog.getByText(t('erasures.restore.done', { count })).waitFor();
            await dialog
              .getByRole('button', { name: t('common.close'), exact: true })
              .last()
              .click();
          };
          await apply(ledger, 0);
          // as if a backup had brought them back: what the ledger says of them is not known here any more
          await apply(`customerId,erasedAt,createdAt\n${back.id},2020-01-01T00:00:00.000Z,${back.createdAt}\n`, 1);
          await page
            .getByRole('row')
            .filter({ hasText: `#${back.id}` })
            .waitFor();
          await callApi('POST', `/journeys/${journey}/stop`);
        },
        { locale },
      )(),
    120_000,
  );
});
