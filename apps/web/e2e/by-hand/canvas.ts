import type { Locator } from 'playwright-core';
import { goTo, type Visit } from './visit.js';

type Step =
  | 'audience'
  | 'wait'
  | 'time-window'
  | 'frequency-check'
  | 'score-split'
  | 'experiment'
  | 'send'
  | 'exit'
  | 'coupon'
  | 'go-to'
  | 'task'
  | 'save-to-list';

/** A blank journey, opened. */
export const createJourney = async (visit: Visit, name: string): Promise<void> => {
  const { page, t } = visit;
  await goTo(visit, 'journeys');
  await page
    .getByRole('button', { name: t('journeys.create'), exact: true })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: t('journeys.create') });
  await dialog.getByLabel(t('common.name')).fill(name);
  await dialog.getByRole('button', { name: t('journeys.create') }).click();
  await paper(visit).waitFor();
};

export const paper = ({ page, t }: Visit): Locator => page.getByRole('region', { name: t('canvas.stage'), exact: true });
export const inspector = ({ page, t }: Visit): Locator => page.getByRole('complementary', { name: t('canvas.inspector.label') });

export const cards = ({ page }: Visit): Locator => page.locator('.react-flow__node');
/** The card with a name; a card has its kind's name until it is given one. */
export const card = (visit: Visit, name: string): Locator => cards(visit).filter({ has: visit.page.getByText(name, { exact: true }) });
export const lines = ({ page }: Visit): Locator => page.locator('.react-flow__edge');

/** Drags a step from the palette to a place of the paper. */
export const dragStep = async (visit: Visit, step: Step, to: { readonly x: number; readonly y: number }): Promise<void> => {
  const { page, t } = visit;
  const palette = page.getByRole('complementary', { name: t('canvas.palette.label') });
  await palette.getByRole('button', { name: t(`nodes.kind.${step}`), exact: true }).dragTo(paper(visit), { targetPosition: to });
  await card(visit, t(`nodes.kind.${step}`))
    .first()
    .waitFor();
};

/** Draws a line from a way out of one card, the first where none is named, to another card, with the mouse. */
export const drawLine = async (visit: Visit, from: string, to: string, way = 0): Promise<void> => {
  const { page } = visit;
  const before = await lines(visit).count();
  await card(visit, from).locator('.react-flow__handle.source').nth(way).hover();
  await page.mouse.down();
  // not before a line is on its way to it does a way in take the pointer
  await card(visit, to).locator('.react-flow__handle.target').hover({ force: true });
  await page.mouse.up();
  await lines(visit).nth(before).waitFor({ state: 'attached' });
};

/** Chooses a card by its head, so that its form stands at the right. */
export const openForm = async (visit: Visit, name: string): Promise<Locator> => {
  await card(visit, name).getByText(name, { exact: true }).click();
  return inspector(visit);
};

/** The drawing is kept, and nothing is wrong with it. */
export const isSavedAndSound = async ({ page, t }: Visit): Promise<void> => {
  await page.locator('[role=status][data-status=saved]').waitFor();
  await page.getByRole('button', { name: t('canvas.problems.go'), exact: true }).waitFor({ state: 'detached' });
};

/** Points at the middle of the line between two cards. */
export const pointAtLine = async (visit: Visit, from: string, to: string): Promise<void> => {
  const start = await card(visit, from).locator('.react-flow__handle.source').boundingBox();
  const end = await card(visit, to).locator('.react-flow__handle.target').boundingBox();
  if (!start || !end) throw new Error(`no line to point at between ${from} and ${to}`);
  await visit.page.mouse.move((start.x + end.x + (start.width + end.width) / 2) / 2, (start.y + start.height + end.y) / 2);
};

/** Waits until so many cards and lines are drawn. */
export const isDrawn = async (visit: Visit, steps: number, between: number): Promise<void> => {
  await cards(visit)
    .nth(steps - 1)
    .waitFor();
  await cards(visit).nth(steps).waitFor({ state: 'detached' });
  await lines(visit)
    .nth(between - 1)
    .waitFor({ state: 'attached' });
  await lines(visit).nth(between).waitFor({ state: 'detached' });
};
