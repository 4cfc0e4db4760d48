import { card, cards } from './by-hand/canvas.js';
import { goTo, type Visit } from './by-hand/visit.js';
import { largeDrawing } from './measure/drawing.js';
import { measured, type Opening } from './measure/measure.js';
import { traced } from './measure/trace.js';
import { callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { wordsOf } from './words.js';

const t = wordsOf('en');
const CARDS = 300;
const MOVES = 120;
/** One in the middle, between two others. */
const DRAGGED = { id: 'n162', name: 'wait 162' };

const isSaved = ({ page }: Visit): Promise<void> => page.locator('[role=status][data-status=saved]').waitFor();

/** Takes up a card, so that it is chosen and its form stands at the right. @returns where the pointer holds it */
const takeUp = async (visit: Visit): Promise<{ x: number; y: number }> => {
  const { page } = visit;
  const box = await card(visit, DRAGGED.name).boundingBox();
  if (!box) throw new Error('the card is not on the paper');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 5 };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + 4, at.y + 4);
  await page.getByRole('textbox', { name: t('canvas.inspector.name') }).waitFor();
  return at;
};

describe(`a drawing of ${CARDS} steps`, () => {
  it(
    'opens at its beginning, what is in view first; while a card is dragged only this one is drawn anew, with the lines that it touches or passes, and nothing is saved',
    inWindow(
      async (page) => {
        const visit = { page, t };
        const name = `Large ${Date.now()}`;
        await callApi('POST', '/journeys', { name, graph: largeDrawing(CARDS) });
        const measure = await measured(page);
        await signInQuietly(page, await createPerson('manager', 'en'));
        await page.goto('/');
        await goTo(visit, 'journeys');
        const row = page.getByText(name, { exact: true });
        await row.waitFor();

        await measure.awaitOpening(CARDS);
        let opened: Opening = { viewMs: 0, wholeMs: 0, first: [] };
        const opening = await traced(page, async () => {
          await row.click();
          opened = await measure.opened();
        });
        expect(await cards(visit).count()).toBe(CARDS);
        await page.getByRole('button', { name: t('canvas.problems.go'), exact: true }).waitFor();

        // whoever opens it sees at once, and can read, what stays in view
        const seen = await measure.inView();
        expect(seen).toEqual(expect.arrayContaining(['n0', 'n12', 'n24']));
        expect(seen.filter((id) => !opened.first.includes(id))).toEqual([]);
        await page.getByRole('button', { name: t('canvas.zoom.fit') }).click();
        await measure.allInView(CARDS);

        const { x, y } = await takeUp(visit);
        const calls: string[] = [];
        page.on('request', (request) => {
          if (request.method() !== 'GET') calls.push(request.url());
        });
        await measure.begin();
        const drag = await traced(page, async () => {
          for (let n = 1; n <= MOVES; n += 1) await page.mouse.move(x + 90 * Math.sin(n / 12), y + n);
        });
        const framesPerSecond = await measure.framesPerSecond();
        const renders = await measure.renders();
        expect(calls).toEqual([]);
        await page.mouse.up();
        await isSaved(visit);

        const figures = {
          bench: 'canvas',
          nodes: CARDS,
          openMs: Math.round(opened.viewMs),
          wholeMs: Math.round(opened.wholeMs),
          openLongestTaskMs: Math.round(opening.longestMs),
          openCpuMs: Math.round(opening.cpuMs),
          longestTaskMs: Math.round(drag.longestMs),
          longestTaskCpuMs: Math.round(drag.longestCpuMs),
          framesPerSecond: Math.round(framesPerSecond),
          cardsRendered: Object.keys(renders.cards).length,
          linesRendered: Object.keys(renders.lines).length,
        };
        process.stdout.write(`${JSON.stringify(figures)}\n`);
        expect(Object.keys(renders.cards)).toEqual([DRAGGED.id]);
        expect(figures.linesRendered).toBeLessThan(CARDS / 6);
      },
      { locale: 'en-US' },
    ),
    120_000,
  );
});
