import { ABOVE, viewOf } from './fit.js';

const paper = { width: 716, height: 744 };
const card = (x: number, y: number) => ({ x, y, width: 224, height: 100 });
const onPaper = (cards: readonly ReturnType<typeof card>[]) => {
  const { x, y, zoom } = viewOf(cards, paper);
  return { zoom, cards: cards.map((each) => ({ right: (each.x + each.width) * zoom + x, bottom: (each.y + each.height) * zoom + y })) };
};

describe('a drawing brought into view', () => {
  it('is never larger than it is', () => expect(onPaper([card(0, 0)]).zoom).toBe(1));

  it('is made as small as the paper asks', () => expect(onPaper([card(0, 0), card(0, 3000)]).zoom).toBeLessThan(0.3));

  it('begins below the sums that lie over the upper edge', () => {
    for (const cards of [[card(0, 0)], [card(0, 0), card(0, 900)]]) expect(viewOf(cards, paper, ABOVE.sums).y).toBeGreaterThanOrEqual(100);
  });

  it('has no card under the small map', () => {
    for (const drawing of [
      [card(0, 0), card(240, 450)],
      [card(0, 0), card(240, 900)],
      [card(0, 0), card(900, 300)],
    ]) {
      for (const { right, bottom } of onPaper(drawing).cards) expect(right > paper.width - 162 && bottom > paper.height - 106).toBe(false);
    }
  });
});
