import { randomUUID } from 'node:crypto';
import type { Locator } from 'playwright-core';
import { z } from 'zod';
import { card, createJourney, dragStep, openForm } from './by-hand/canvas.js';
import { signIn } from './by-hand/sign-in.js';
import { choose, goTo, pick, sees, type Visit } from './by-hand/visit.js';
import { callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

/*
 * Twelve people of one wave: eight in Suzhou, of whom six have put something into their cart; two of these have bought within three days, one is tagged.
 */
const peopleCame = async (wave: string): Promise<void> => {
  const { now } = z.object({ now: z.string() }).parse(await callApi('GET', '/testing/clock'));
  const daysAgo = (days: number): string => new Date(Date.parse(now) - days * 86_400_000).toISOString();
  for (let at = 1; at <= 12; at += 1)
    await callApi('POST', '/customers', {
      externalId: `${wave}-${at}`,
      email: `${wave}-${at}@customers.example`,
      attributes: { wave, town: at <= 8 ? 'Suzhou' : 'Wuxi' },
      tags: at === 6 ? [`${wave}-staff`] : [],
      consent: { email: true },
    });
  const event = (at: number, name: string, days: number) => ({
    customer: { externalId: `${wave}-${at}` },
    name: `${wave} ${name}`,
    occurredAt: daysAgo(days),
    properties: {},
  });
  await callApi('POST', '/segments', {
    name: `${wave} of Suzhou`,
    condition: {
      all: [
        { attribute: 'wave', is: 'eq', value: wave },
        { attribute: 'town', is: 'eq', value: 'Suzhou' },
      ],
    },
  });
  await callApi('POST', '/events', {
    events: [1, 2, 3, 4, 5, 6].map((at) => event(at, 'cart', 10)).concat([1, 2].map((at) => event(at, 'bought', 9))),
  });
};

/** The groups of the builder, the outermost first. */
const group = ({ page, t }: Visit, depth: number): Locator =>
  page.getByRole('group', { name: t('condition.build.group'), exact: true }).nth(depth);

/** Adds a row to a group by typing what it asks about. */
const addRow = async (visit: Visit, depth: number, subject: string): Promise<void> => {
  const { page, t } = visit;
  await group(visit, depth)
    .getByRole('button', { name: `+ ${t('condition.build.add')}`, exact: true })
    .last()
    .click();
  await page.getByRole('textbox', { name: t('condition.build.search') }).fill(subject);
  await page.getByRole('option', { name: subject, exact: true }).click();
};

const addGroup = async (visit: Visit, depth: number, mode: 'all' | 'none'): Promise<void> => {
  const { page, t } = visit;
  await group(visit, depth)
    .getByRole('button', { name: `+ ${t('condition.build.addGroup')}`, exact: true })
    .last()
    .click();
  await group(visit, depth + 1)
    .getByRole('combobox', { name: t('condition.build.mode') })
    .first()
    .click();
  await page.getByRole('option', { name: t(`condition.mode.${mode}`), exact: true }).click();
};

/** The number beside the builder follows, exactly. */
const counts = ({ page }: Visit, people: number): Promise<void> =>
  page
    .locator('[aria-live="polite"] p:not([data-stale])')
    .filter({ hasText: new RegExp(`^${people}$`) })
    .waitFor();

const setValue = async ({ page, t }: Visit, value: string): Promise<void> => {
  await page.getByLabel(t('condition.build.value'), { exact: true }).last().fill(value);
};

/** wave and (town and (left the cart lying and none of (tagged))): four levels, the count after each. */
const build = async (visit: Visit, wave: string): Promise<void> => {
  const { page, t } = visit;
  await goTo(visit, 'audiences');
  await page
    .getByRole('button', { name: t('audiences.segments.create'), exact: true })
    .or(page.getByRole('link', { name: t('audiences.segments.create'), exact: true }))
    .first()
    .click();
  await page.getByLabel(t('audiences.segment.name'), { exact: true }).fill(`${wave} 4`);
  await addRow(visit, 0, 'wave');
  await setValue(visit, wave);
  await counts(visit, 12);
  await addGroup(visit, 0, 'all');
  await addRow(visit, 1, 'town');
  await setValue(visit, 'Suzhou');
  await counts(visit, 8);
  await addGroup(visit, 1, 'all');
  await addRow(visit, 2, `${wave} cart`);
  await counts(visit, 6);
  await page.getByRole('button', { name: `+ ${t('condition.build.addNext')}`, exact: true }).click();
  await page.getByRole('combobox', { name: t('condition.build.nextEvent'), exact: true }).fill(`${wave} bought`);
  await page.keyboard.press('Escape');
  await counts(visit, 4);
  await addGroup(visit, 2, 'none');
  await addRow(visit, 3, `${wave}-staff`);
  await counts(visit, 3);
};

const cardOf = ({ page, t }: Visit, title: string): Locator =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: t(title), exact: true }) });

/** Beside the builder: a few people, one person who belongs and one who does not and why, what is in common with another segment, and its days. */
const asks = async (visit: Visit, wave: string): Promise<void> => {
  const { page, t } = visit;
  await cardOf(visit, 'audiences.segment.sample.title').getByRole('link').nth(2).waitFor();
  for (const [at, belongs] of [
    [3, true],
    [6, false],
  ] as const) {
    const email = `${wave}-${at}@customers.example`;
    await page.getByRole('combobox', { name: t('audiences.segment.match.pick'), exact: true }).fill(email);
    await page.getByRole('option').filter({ hasText: email }).click();
    await page
      .getByRole('status')
      .filter({ hasText: t(`audiences.segment.match.${belongs ? 'yes' : 'no'}`, { name: email }) })
      .waitFor();
  }
  await page.getByText(t('audiences.segment.match.saw', { value: `${wave}-staff` })).waitFor();
  await page.getByRole('combobox', { name: t('audiences.segment.overlap.pick'), exact: true }).click();
  await page.getByRole('option', { name: `${wave} of Suzhou`, exact: true }).click();
  await cardOf(visit, 'audiences.segment.overlap.title')
    .getByText(t('audiences.segment.overlap.only', { name: `${wave} of Suzhou` }))
    .waitFor();
  await page.keyboard.press('Escape');
  await callApi('POST', '/testing/clock', { advance: 'PT1M' });
  await cardOf(visit, 'audiences.days.title').getByText(t('audiences.days.newHint')).waitFor();
};

/** The list says where it is used, and the segment that a list came of it. */
const isUsed = async (visit: Visit, wave: string): Promise<void> => {
  const { page, t } = visit;
  await goTo(visit, 'audiences');
  await page.getByText(`${wave} 4`, { exact: true }).click();
  await page.getByText(t('audiences.uses.kind.list')).waitFor();
  await page.getByRole('link', { name: `${wave} list` }).click();
  await page.getByText(t('audiences.uses.kind.draft')).waitFor();
};

/** What was asked is kept as its people of now; then whoever is on that list and not on another becomes a third. */
const keepsPeople = async (visit: Visit, wave: string, language: string): Promise<void> => {
  const { page, t } = visit;
  const now = `${wave} now ${language}`;
  await page.goto('/audiences/segments/new');
  await page.getByLabel(t('audiences.segment.name'), { exact: true }).fill(now);
  await addRow(visit, 0, 'wave');
  await setValue(visit, wave);
  await counts(visit, 12);
  await choose(visit, t('audiences.segment.keeps.label'), t('audiences.segment.keeps.snapshot'));
  await page.getByRole('button', { name: t('audiences.lists.make'), exact: true }).click();
  await page.waitForURL(/\/audiences\/lists\/\d+$/);
  await sees(visit, t('common.people.count', { count: 12 }));
  await sees(visit, t('audiences.lists.from.condition'));

  await page.goto('/audiences?tab=lists');
  await page
    .getByRole('button', { name: t('audiences.lists.create'), exact: true })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: t('audiences.lists.makeTitle') });
  await dialog.getByText(t('audiences.lists.source.lists'), { exact: true }).click();
  const lists = dialog.getByRole('combobox', { name: t('audiences.lists.makeLists') });
  for (const name of [now, `${wave} Wuxi`]) {
    await lists.fill(name);
    await page.getByRole('option', { name, exact: true }).click();
  }
  await page.keyboard.press('Tab');
  await pick(visit, t('audiences.lists.makeHow'), t('audiences.lists.how.firstOnly'));
  await dialog.getByLabel(t('audiences.lists.makeName')).fill(`${wave} without ${language}`);
  await dialog.getByRole('button', { name: t('audiences.lists.make'), exact: true }).click();
  await page.waitForURL(/\/audiences\/lists\/\d+$/);
  await sees(visit, t('common.people.count', { count: 8 }));
  await sees(visit, t('audiences.lists.from.lists', { count: 2 }));
};

describe('people who are kept, and people who come and go', () => {
  const wave = `w${randomUUID().slice(0, 8)}`;
  let segment = '';
  /** The segment was looked at one night; on the next day one has moved to its town, and another away. */
  beforeAll(async () => {
    await peopleCame(wave);
    const all = Object.entries({ wave, town: 'Wuxi' }).map(([attribute, value]) => ({ attribute, is: 'eq', value }));
    await callApi('POST', '/lists', { name: `${wave} Wuxi`, from: { condition: { all } } });
    const { items } = z
      .object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })
      .parse(await callApi('GET', `/segments?query=${wave}`));
    segment = items[0]?.id ?? '';
    await callApi('POST', '/testing/clock', { advance: 'PT1M' });
    const moves = { 1: 'Wuxi', 9: 'Suzhou' };
    for (const [at, town] of Object.entries(moves))
      await callApi('POST', '/customers', { externalId: `${wave}-${at}`, attributes: { town } });
    await callApi('POST', '/testing/clock', { advance: 'P1D' });
  }, 120_000);

  it.each(LANGUAGES)('are told apart, in %s', (language) =>
    inWindow(
      async (page) => {
        const visit = { page, t: wordsOf(language) };
        const { t } = visit;
        await signInQuietly(page, await createPerson('manager', language));
        await keepsPeople(visit, wave, language);
        await page.goto(`/audiences/segments/${segment}`);
        for (const [what, who] of [
          ['entered', 9],
          ['left', 1],
        ] as const) {
          await page.getByRole('button', { name: `${t(`audiences.days.${what}`)}: 1`, exact: true }).click();
          await page
            .getByRole('dialog')
            .getByRole('link')
            .filter({ hasText: `${wave}-${who}@customers.example` })
            .waitFor();
          await page.keyboard.press('Escape');
        }
      },
      { locale: language },
    )(),
  );
});

describe.each(LANGUAGES)('a segment of four levels, in %s', (language) => {
  it(
    'is built while the count follows, is kept as a list, and the list enters a journey',
    inWindow(
      async (page) => {
        const visit = { page, t: wordsOf(language) };
        const { t } = visit;
        const wave = `w${randomUUID().slice(0, 8)}`;
        await peopleCame(wave);
        await signIn(visit, language);
        await build(visit, wave);
        // nothing of the builder stands beyond the window
        expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
        await page.getByRole('button', { name: t('audiences.segment.create'), exact: true }).click();
        await sees(visit, t('audiences.segment.saved'));
        await asks(visit, wave);
        await page.getByRole('button', { name: t('audiences.segment.makeList'), exact: true }).click();
        await page.getByLabel(t('audiences.lists.makeName')).fill(`${wave} list`);
        await page.getByRole('button', { name: t('audiences.lists.make'), exact: true }).click();
        await sees(visit, t('common.people.count', { count: 3 }));
        await page.getByText(t('audiences.people.source.made')).first().waitFor();
        await createJourney(visit, `${wave} journey`);
        await dragStep(visit, 'audience', { x: 340, y: 40 });
        await openForm(visit, t('nodes.kind.audience'));
        await choose(visit, t('nodes.field.who'), t('nodes.audience.way.list'));
        await page
          .getByRole('complementary', { name: t('canvas.inspector.label') })
          .getByRole('combobox')
          .first()
          .click();
        await page.getByRole('option', { name: `${wave} list`, exact: true }).click();
        await card(visit, t('nodes.kind.audience'))
          .getByText(t('nodes.audience.list', { name: `${wave} list` }))
          .waitFor();
        await page.locator('[role=status][data-status=saved]').waitFor();
        await isUsed(visit, wave);
      },
      { locale: language },
    ),
    180_000,
  );
});
