import { randomUUID } from 'node:crypto';
import { card, dragStep, drawLine, openForm, paper } from './by-hand/canvas.js';
import { aLetter, comeIn, createJourney, drawingOf, groupOf } from './by-hand/people.js';
import { choose, sees, type Visit } from './by-hand/visit.js';
import { advanceClock, callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { wordsOf } from './words.js';

const t = wordsOf('en');
const ENGLISH = { locale: 'en-US' };

const open = async (visit: Visit, journeyId: string): Promise<void> => {
  await signInQuietly(visit.page, await createPerson('manager', 'en'));
  await visit.page.goto(`/journeys/${journeyId}`);
  await card(visit, 'All').waitFor();
};

const isSaved = ({ page }: Visit): Promise<void> => page.locator('[role=status][data-status=saved]').waitFor();

/** What runs is looked at first: to publish, one goes back to drawing. */
const draw = ({ page }: Visit): Promise<void> => page.getByRole('radio', { name: t('canvas.mode.edit') }).check({ force: true });

const pressTheKey = async ({ page }: Visit): Promise<void> => {
  await page.getByRole('button', { name: t('canvas.launch') }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: t('canvas.launchSheet.key') }).click();
  await sheet.waitFor({ state: 'detached' });
  await advanceClock('PT1M');
};

/** `all`, and two ends far enough below to draw something between. */
const twoEnds = (group: string) => ({
  nodes: [
    { id: 'all', type: groupOf(group)[0], position: { x: 300, y: 0 }, data: groupOf(group)[1] },
    { id: 'few', type: 'exit', position: { x: 100, y: 520 }, data: { name: 'Few points' } },
    { id: 'many', type: 'exit', position: { x: 540, y: 520 }, data: { name: 'Many points' } },
  ],
  edges: [],
  settings: {},
});

describe('a sticky note', () => {
  it(
    'is put on the paper, written on where it lies, coloured, and nobody comes to it',
    inWindow(async (page) => {
      const visit: Visit = { page, t };
      const group = randomUUID();
      const id = await createJourney('Noted', drawingOf({ all: groupOf(group), end: ['exit', { name: 'End' }] }, [['all', 'end']]));
      await open(visit, id);
      await page
        .getByRole('button', { name: t('nodes.kind.note'), exact: true })
        .dragTo(paper(visit), { targetPosition: { x: 120, y: 330 } });
      const note = page.getByRole('article', { name: t('nodes.kind.note') });
      await note.dblclick();
      await page.getByRole('textbox', { name: t('nodes.note.edit') }).fill('Ask Ann before Easter');
      await page.keyboard.press('Escape');
      await note.getByText('Ask Ann before Easter').waitFor();
      await page.getByRole('radio', { name: t('nodes.note.colours.blue') }).check({ force: true });
      await isSaved(visit);
      await page.reload();
      await note.getByText('Ask Ann before Easter').waitFor();
      expect(await note.getAttribute('data-colour')).toBe('blue');
      await comeIn({ group });
      await pressTheKey(visit);
      const { entered, nodes } = (await callApi('GET', `/journeys/${id}/live`)) as { entered: number; nodes: { id: string }[] };
      expect([entered, nodes.map((node) => node.id).sort()]).toEqual([1, ['all', 'end']]);
    }, ENGLISH),
    60_000,
  );
});

describe('a score split by tenths, and saving to a new list', () => {
  it(
    'shows where it cuts, and puts the upper half on the list',
    inWindow(async (page) => {
      const visit: Visit = { page, t };
      const group = randomUUID();
      for (const points of [10, 20, 30, 40]) await comeIn({ group, points });
      const id = await createJourney('By tenths', twoEnds(group));
      await open(visit, id);
      const [score, list] = [t('nodes.kind.score-split'), t('nodes.kind.save-to-list')];
      await dragStep(visit, 'score-split', { x: 420, y: 170 });
      await dragStep(visit, 'save-to-list', { x: 560, y: 330 });
      await page.keyboard.press('1');
      await drawLine(visit, 'All', score);
      await drawLine(visit, score, 'Few points', 0);
      await drawLine(visit, score, list, 1);
      await drawLine(visit, score, 'Few points', 2);
      await drawLine(visit, list, 'Many points');

      const form = await openForm(visit, score);
      const attribute = form.getByLabel(t('nodes.score.attribute'));
      await attribute.fill('points');
      // what it offers lies over the rest of the form
      await attribute.blur();
      await isSaved(visit);
      await form.getByText(t('nodes.score.spread')).waitFor();
      await form.getByText('10 · 10 · 20 · 20 · 30 · 30 · 30 · 40 · 40').waitFor();
      await choose(visit, t('nodes.score.by'), t('nodes.score.mode.deciles'));
      await isSaved(visit);
      await form.getByText(t('nodes.score.tenthsNow')).waitFor();
      await form.getByText(t('nodes.score.range.from', { low: '30' })).waitFor();
      await openForm(visit, list);
      await page.getByRole('button', { name: t('nodes.update.newList') }).click();
      await page.getByLabel(t('nodes.update.listName')).fill(`Upper half ${group}`);
      await page.getByRole('button', { name: t('nodes.update.makeList') }).click();
      await card(visit, list).getByText(`Upper half ${group}`).waitFor();
      await page.keyboard.press('Escape');
      await isSaved(visit);
      await pressTheKey(visit);
      await page.goto('/audiences?tab=lists');
      await sees(visit, `Upper half ${group}`);
      const { items } = (await callApi('GET', `/lists?query=${group}`)) as { items: { people: number }[] };
      expect(items.map(({ people }) => people)).toEqual([2]);
    }, ENGLISH),
    90_000,
  );
});

describe('a journey that is paused', () => {
  it(
    'is not published before somebody has said what becomes of what is overdue',
    inWindow(async (page) => {
      const visit: Visit = { page, t };
      const group = randomUUID();
      await comeIn({ group });
      const graph = drawingOf(
        {
          all: groupOf(group),
          rest: ['wait', { name: 'Rest', mode: 'duration', duration: 'P9D' }],
          mail: ['send', { name: 'Letter', channel: 'email', templateId: await aLetter(group) }],
          end: ['exit', { name: 'End' }],
        },
        [
          ['all', 'rest'],
          ['rest', 'mail'],
          ['mail', 'end'],
        ],
      );
      const id = await createJourney('Paused', graph);
      await callApi('POST', `/journeys/${id}/launch`);
      await advanceClock('PT1M');
      await callApi('POST', `/journeys/${id}/pause`);
      await open(visit, id);
      await draw(visit);
      await page.getByRole('button', { name: t('canvas.launchNext') }).click();
      const sheet = page.getByRole('dialog');
      await sheet.getByText(t('errors.launch_while_paused')).waitFor();
      expect(await sheet.getByRole('button', { name: t('canvas.launchSheet.key') }).isDisabled()).toBe(true);
      await expect(callApi('POST', `/journeys/${id}/launch`)).rejects.toThrow('launch_while_paused');
      await callApi('POST', `/journeys/${id}/resume`, { overdue: 'now' });
      await page.reload();
      await draw(visit);
      await page.getByRole('button', { name: t('canvas.launchNext') }).click();
      await sheet.getByRole('button', { name: t('canvas.launchSheet.key') }).click();
      await sheet.waitFor({ state: 'detached' });
      expect(await callApi('GET', `/journeys/${id}/live`)).toMatchObject({ state: 'running', version: 2 });
    }, ENGLISH),
    60_000,
  );
});
