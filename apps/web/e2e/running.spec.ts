import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { aLetter, comeIn, createJourney, drawingOf, groupOf } from './by-hand/people.js';
import { advanceClock, callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { wordsOf } from './words.js';

const t = wordsOf('en');

/** `all → pause (1 day) → mail → rest (10 days) → end` for those of one group. */
const letterTo = async (group: string): Promise<object> =>
  drawingOf(
    {
      all: groupOf(group),
      pause: ['wait', { name: 'Pause', mode: 'duration', duration: 'P1D' }],
      mail: ['send', { name: 'Letter', channel: 'email', templateId: await aLetter(group) }],
      rest: ['wait', { name: 'Rest', mode: 'duration', duration: 'P10D' }],
      end: ['exit', { name: 'End' }],
    },
    [
      ['all', 'pause'],
      ['pause', 'mail'],
      ['mail', 'rest'],
      ['rest', 'end'],
    ],
  );

/** Two people wait for their letter. */
const twoWait = async (): Promise<string> => {
  const group = randomUUID();
  for (const _ of [1, 2]) await comeIn({ group });
  const id = await createJourney('Two wait', await letterTo(group));
  await callApi('POST', `/journeys/${id}/launch`);
  await advanceClock('PT1M');
  return id;
};

const openLive = async (page: Page, id: string): Promise<Locator> => {
  await signInQuietly(page, await createPerson('manager', 'en'));
  await page.goto(`/journeys/${id}`);
  await page.getByRole('radio', { name: t('canvas.mode.live') }).check({ force: true });
  return page.getByRole('region', { name: t('canvas.mode.live') });
};

/** A number on a card. */
const figure = (live: Locator, card: string, what: 'here' | 'sent' | 'suppressed', count: number): Promise<void> =>
  live
    .locator('.react-flow__node')
    .filter({ hasText: card })
    .getByRole('button', { name: `${t(`canvas.live.${what}`)}: ${count}` })
    .waitFor();

describe('a journey that was paused over the hour at which people were due', () => {
  it.each(['now', 'shift', 'skip'] as const)('goes on by the choice of its manager: %s', (choice) =>
    inWindow(
      async (page) => {
        const live = await openLive(page, await twoWait());
        await figure(live, 'Pause', 'here', 2);
        await page.getByRole('button', { name: t('canvas.run.pause') }).click();
        await page.getByRole('button', { name: t('canvas.run.resume') }).waitFor();
        await advanceClock('P2D');

        await page.getByRole('button', { name: t('canvas.run.resume') }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText(t('canvas.resume.overdue', { people: 2, messages: 0, events: 0 })).waitFor();
        await dialog.getByRole('radio', { name: t(`canvas.resume.${choice}`) }).check();
        await dialog.getByRole('button', { name: t('canvas.run.resume') }).click();
        await dialog.waitFor({ state: 'detached' });
        await advanceClock('PT1M');

        if (choice === 'shift') {
          // a day of the wait was still to come when the pause began
          await figure(live, 'Pause', 'here', 2);
          await advanceClock('P1D');
        }
        await figure(live, 'Rest', 'here', 2);
        await figure(live, 'Letter', choice === 'skip' ? 'suppressed' : 'sent', 2);
      },
      { locale: 'en-US' },
    )(),
  );
});

describe('a journey that is about to be launched', () => {
  it(
    'is played through for everyone: who enters, and what leaves on which day',
    inWindow(
      async (page) => {
        const group = randomUUID();
        for (const _ of [1, 2, 3]) await comeIn({ group });
        const id = await createJourney('Spring letter', await letterTo(group));
        await signInQuietly(page, await createPerson('manager', 'en'));
        await page.goto(`/journeys/${id}`);
        await page.getByRole('button', { name: t('canvas.launch') }).click();
        const sheet = page.getByRole('dialog', { name: t('canvas.launchSheet.title', { name: 'Spring letter' }) });
        await sheet.getByText(t('forecast.people', { count: 3, inside: 0 })).waitFor();
        await sheet.getByText(/E-mail: 3 messages leave/).waitFor();
        await sheet.getByText(t('forecast.noHistory')).waitFor();
      },
      { locale: 'en-US' },
    ),
  );
});

describe('why somebody did or did not get something', () => {
  it(
    'is answered on the canvas, for one who is inside and for one who is not',
    inWindow(
      async (page) => {
        const group = randomUUID();
        const inside = await comeIn({ group });
        const outside = await comeIn({ group: randomUUID() });
        const id = await createJourney('Asked about', await letterTo(group));
        await callApi('POST', `/journeys/${id}/launch`);
        await advanceClock('P1DT1M');
        const live = await openLive(page, id);
        await live.getByRole('button', { name: t('journeys.why.ask') }).click();
        const drawer = page.getByRole('dialog', { name: t('journeys.why.title') });
        const ask = async (externalId: string): Promise<void> => {
          await drawer.getByRole('combobox', { name: t('journeys.why.who') }).fill(externalId);
          await page.getByRole('option').filter({ hasText: externalId }).click();
        };
        await ask(inside);
        await drawer.getByText(/^Stands at “Rest”, and goes on at/).waitFor();
        await ask(outside);
        await drawer.getByText(t('journeys.why.neverIn')).waitFor();
        await drawer.getByText(t('journeys.why.verdict.not_matching')).waitFor();
      },
      { locale: 'en-US' },
    ),
  );
});
