import { awayAtFirst } from './arrival.js';
import { ABOVE, isLarge, viewOf, viewOfStart } from './fit.js';

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

describe('a large drawing', () => {
  const large = Array.from({ length: 300 }, (_, at) => ({
    ...card((at % 12) * 286, Math.floor(at / 12) * 187),
    id: `n${at}`,
    type: at === 5 ? 'audience' : 'wait',
  }));
  const nodes = large.map(({ id, x, y, type }) => ({ id, type, position: { x, y }, data: { name: id } }));

  it('is one of many cards that nobody could read if all were in view', () => {
    expect([isLarge(large, paper), isLarge(large.slice(0, 60), paper), isLarge(large, { width: 6000, height: 8000 })]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('opens at its entry, large enough to be read, without blank paper beside it', () => {
    const { x, y, zoom } = viewOfStart(large, paper);
    expect([zoom, y]).toEqual([0.75, 44]);
    expect((large[5]?.x ?? 0) * zoom + x).toBeGreaterThan(0);
    expect((large[5]?.x ?? 0) * zoom + x).toBeLessThan(paper.width);
    const first = large.map((each) => ({ ...each, type: each.id === 'n0' ? 'audience' : 'wait' }));
    expect(viewOfStart(first, paper).x).toBe(40);
  });

  it('is put on the paper from what is in view outwards, each card once', () => {
    const away = awayAtFirst(nodes as never, { width: 1280, height: 800 });
    expect(new Set(away).size).toBe(away.length);
    expect(away.length).toBeGreaterThan(200);
    expect(away).not.toContain('n5');
    expect(away).not.toContain('n29');
    expect(away.at(-1)).toBe('n299');
    expect(awayAtFirst(nodes.slice(0, 60) as never, { width: 1280, height: 800 })).toEqual([]);
  });
});
