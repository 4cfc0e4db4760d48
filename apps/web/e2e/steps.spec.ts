import { randomUUID } from 'node:crypto';
import { localHour } from '@wayfare/kernel';
import { card, dragStep, drawLine, isSavedAndSound, openForm } from './by-hand/canvas.js';
import { aLetter, comeIn, createJourney, drawingOf, groupOf } from './by-hand/people.js';
import type { Visit } from './by-hand/visit.js';
import { advanceClock, callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { wordsOf } from './words.js';

const t = wordsOf('en');

/** Somebody who has been written to today. */
const writtenTo = async (group: string, points: number): Promise<void> => {
  const before = randomUUID();
  await comeIn({ group, points, before });
  const graph = drawingOf(
    {
      all: ['audience', { name: 'All', condition: { attribute: 'before', is: 'eq', value: before }, reentry: { policy: 'never' } }],
      mail: ['send', { name: 'Earlier', channel: 'email', templateId: await aLetter(before) }],
      end: ['exit', { name: 'End' }],
    },
    [
      ['all', 'mail'],
      ['mail', 'end'],
    ],
  );
  await callApi('POST', `/journeys/${await createJourney('Earlier', graph)}/launch`);
  await advanceClock('PT1M');
};

/** Two hours of the day that begin the day after tomorrow at the latest, and not within the next hour. */
const laterToday = async (): Promise<{ from: string; to: string }> => {
  const { now } = (await callApi('GET', '/testing/clock')) as { now: string };
  const { timeZone } = (await callApi('GET', '/settings')) as { timeZone: string };
  const hour = localHour(new Date(now), timeZone);
  const wall = (ahead: number): string => `${String((hour + ahead) % 24).padStart(2, '0')}:00`;
  return { from: wall(3), to: wall(5) };
};

/** Drags three steps to the paper, fills them in, and leads people through them. */
const buildByHand = async (visit: Visit): Promise<void> => {
  const { page } = visit;
  const names = { score: t('nodes.kind.score-split'), window: t('nodes.kind.time-window'), check: t('nodes.kind.frequency-check') };
  await dragStep(visit, 'score-split', { x: 520, y: 60 });
  await dragStep(visit, 'time-window', { x: 520, y: 240 });
  await dragStep(visit, 'frequency-check', { x: 520, y: 400 });

  const score = await openForm(visit, names.score);
  await score.getByLabel(t('nodes.score.attribute')).fill('points');
  await score.getByLabel(t('nodes.score.below', { name: t('nodes.score.low') })).fill('50');
  const hours = await laterToday();
  const window = await openForm(visit, names.window);
  await window.getByLabel(t('nodes.timeWindow.from')).fill(hours.from);
  await window.getByLabel(t('nodes.timeWindow.to')).fill(hours.to);
  const check = await openForm(visit, names.check);
  await check.getByRole('textbox', { name: t('nodes.frequency.limit') }).fill('1');
  await page.keyboard.press('Escape');

  await drawLine(visit, 'All', names.score);
  await drawLine(visit, names.score, 'Few points', 0);
  await drawLine(visit, names.score, names.window, 1);
  await drawLine(visit, names.score, 'Few points', 2);
  await drawLine(visit, names.window, names.check);
  await drawLine(visit, names.check, 'Letter', 0);
  await drawLine(visit, names.check, 'Left alone', 1);
};

describe('a journey by points, hours and how often people were written to', () => {
  it(
    'is built by hand, launched, and parts people as it says',
    inWindow(
      async (page) => {
        const visit = { page, t };
        const group = randomUUID();
        await comeIn({ group, points: 10 });
        await comeIn({ group, points: 80 });
        await writtenTo(group, 90);
        const graph = {
          nodes: [
            { id: 'all', type: groupOf(group)[0], position: { x: 0, y: 0 }, data: groupOf(group)[1] },
            { id: 'few', type: 'exit', position: { x: 0, y: 200 }, data: { name: 'Few points' } },
            {
              id: 'mail',
              type: 'send',
              position: { x: 0, y: 360 },
              data: { name: 'Letter', channel: 'email', templateId: await aLetter(group) },
            },
            { id: 'alone', type: 'exit', position: { x: 0, y: 520 }, data: { name: 'Left alone' } },
            { id: 'end', type: 'exit', position: { x: 300, y: 520 }, data: { name: 'End' } },
          ],
          edges: [{ id: 'e', source: 'mail', sourceHandle: null, target: 'end' }],
        };
        const id = await createJourney('By points', graph);
        await signInQuietly(page, await createPerson('manager', 'en'));
        await page.goto(`/journeys/${id}`);
        await card(visit, 'All').waitFor();
        await buildByHand(visit);
        await isSavedAndSound(visit);

        await page.getByRole('button', { name: t('canvas.launch') }).click();
        await page
          .getByRole('dialog')
          .getByRole('button', { name: t('canvas.launchSheet.key') })
          .click();
        const live = page.getByRole('region', { name: t('canvas.mode.live') });
        const figure = (name: string, what: 'here' | 'passed' | 'sent', count: number): Promise<void> =>
          live
            .locator('.react-flow__node')
            .filter({ hasText: name })
            .getByRole('button', { name: `${t(`canvas.live.${what}`)}: ${count}` })
            .waitFor();
        await advanceClock('PT1M');
        await figure('Few points', 'passed', 1);
        await figure(t('nodes.kind.time-window'), 'here', 2);
        await advanceClock('PT4H');
        await figure('Letter', 'sent', 1);
        await figure('Left alone', 'passed', 1);
      },
      { locale: 'en-US' },
    ),
    90_000,
  );
});
