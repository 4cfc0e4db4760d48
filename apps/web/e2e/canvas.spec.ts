import type { Page } from 'playwright-core';
import { card, inspector, isDrawn, openForm, pointAtLine } from './by-hand/canvas.js';
import type { Visit } from './by-hand/visit.js';
import { callApi, createPerson, inWindow, type Person, signInQuietly } from './stage.js';
import { wordsOf } from './words.js';

const t = wordsOf('zh-CN');

/** Everyone tagged "vip" → A day → A letter (without a template: the one problem) → End */
const GRAPH = {
  nodes: [
    { id: 'n1', type: 'audience', position: { x: 0, y: 0 }, data: { name: 'Members', condition: { tag: 'vip' }, holdout: 0.1 } },
    { id: 'n2', type: 'wait', position: { x: 0, y: 154 }, data: { name: 'A day', mode: 'duration', duration: 'P1D' } },
    { id: 'n3', type: 'send', position: { x: 0, y: 308 }, data: { name: 'A letter', channel: 'email' } },
    { id: 'n4', type: 'exit', position: { x: 0, y: 462 }, data: { name: 'The end' } },
  ],
  edges: [
    { id: 'e1', source: 'n1', target: 'n2' },
    { id: 'e2', source: 'n2', target: 'n3' },
    { id: 'e3', source: 'n3', target: 'n4' },
  ],
};

let manager: Person;
beforeAll(async () => {
  manager = await createPerson('manager', 'zh-CN');
});

/** A fresh copy of the drawing, opened by a campaign manager. */
const onCanvas = (act: (visit: Visit) => Promise<void>): (() => Promise<void>) =>
  inWindow(async (page: Page) => {
    const { id } = (await callApi('POST', '/journeys', { name: 'Drawn', graph: GRAPH })) as { id: string };
    await signInQuietly(page, manager);
    await page.goto(`/journeys/${id}`);
    const visit = { page, t };
    await isDrawn(visit, 4, 3);
    await act(visit);
  });

describe('the canvas', () => {
  it(
    'inserts a step at the + of a line, and takes it back and forth',
    onCanvas(async (visit) => {
      const { page } = visit;
      await pointAtLine(visit, 'Members', 'A day');
      await page.getByRole('button', { name: t('canvas.insertHere') }).click();
      await page
        .getByRole('dialog', { name: t('canvas.addStep') })
        .getByRole('searchbox')
        .fill(t('nodes.kind.update'));
      await page.keyboard.press('Enter');
      await isDrawn(visit, 5, 4);
      await page.getByRole('button', { name: t('canvas.undo') }).click();
      await isDrawn(visit, 4, 3);
      await page.keyboard.press('ControlOrMeta+Shift+Z');
      await isDrawn(visit, 5, 4);
    }),
  );

  it(
    'joins the neighbours of a step that is deleted, and brings it back',
    onCanvas(async (visit) => {
      const { page } = visit;
      await openForm(visit, 'A day');
      await page.keyboard.press('Delete');
      await isDrawn(visit, 3, 2);
      await page.keyboard.press('ControlOrMeta+Z');
      await isDrawn(visit, 4, 3);
      await card(visit, 'A day').waitFor();
    }),
  );

  it(
    'says what is wrong, and leads to the step',
    onCanvas(async (visit) => {
      const { page } = visit;
      const form = inspector(visit);
      await form.getByRole('heading', { name: t('canvas.settings.title') }).waitFor();
      await page.getByRole('button', { name: t('canvas.problems.count', { count: 1 }) }).click();
      await page
        .getByRole('button', { name: 'A letter' })
        .filter({ hasText: t('problems.missing_template') })
        .click();
      const name = form.getByRole('textbox', { name: t('canvas.inspector.name') });
      await name.waitFor();
      expect(await name.inputValue()).toBe('A letter');
      await card(visit, 'A letter')
        .getByRole('img', { name: t('canvas.problems.error') })
        .waitFor();
    }),
  );

  it(
    'is drawn on by keyboard alone, and kept',
    onCanvas(async (visit) => {
      const { page } = visit;
      await page.keyboard.press('/');
      await page.keyboard.type(t('nodes.kind.wait'));
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await isDrawn(visit, 5, 3);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ControlOrMeta+D');
      await isDrawn(visit, 6, 3);
      await page.keyboard.press('ControlOrMeta+A');
      await inspector(visit)
        .getByRole('heading', { name: t('canvas.inspector.many', { count: 6 }) })
        .waitFor();
      await page.keyboard.press('?');
      const keys = page.getByRole('dialog', { name: t('canvas.shortcuts.title') });
      await keys.waitFor();
      await page.keyboard.press('Escape');
      await keys.waitFor({ state: 'hidden' });
      await page.keyboard.press('ControlOrMeta+S');
      await page.locator('[role=status][data-status=saved]').waitFor();
      await page.reload();
      await isDrawn(visit, 6, 3);
    }),
  );
});
