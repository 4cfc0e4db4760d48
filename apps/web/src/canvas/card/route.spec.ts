import { aNode, aSheet } from '../sheet/testing.js';
import { tidy } from '../sheet/tidy.js';
import { labelDepths } from './labels.js';
import { type Box, laneAround, routeOf } from './route.js';

const card = (id: string, x: number, y: number): Box => ({ id, x, y, width: 224, height: 100 });

describe('a line', () => {
  const from = { x: 112, y: 100 };
  const to = { x: 112, y: 400 };
  const between = card('between', 0, 200);

  it('takes the straight way where no card stands in it', () => {
    expect(laneAround(from, to, [card('a', 0, 0), card('b', 0, 400), card('far', 500, 200)], ['a', 'b'])).toBeNull();
  });

  it('passes beside a card that it would run behind', () => {
    const lane = laneAround(from, to, [between], []);
    expect(lane).toMatchObject({ top: 200, bottom: 300 });
    expect(lane && (lane.x < 0 || lane.x > 224)).toBe(true);
  });

  it('passes at the side that is free', () => {
    expect(laneAround(from, to, [between, card('left', -240, 200)], [])?.x).toBeGreaterThan(224);
  });

  it('says its name near where it leaves', () => {
    const { x, y } = routeOf(from, to, laneAround(from, to, [between], [])).below(21);
    expect(y).toBe(121);
    expect(Math.abs(x - from.x)).toBeLessThan(30);
  });
});

describe('names of ways out', () => {
  it('stand side by side where there is room', () => expect(labelDepths(['Yes', 'No'], 224)).toEqual([21, 21]));
  it('stand below each other where they would lie on each other', () =>
    expect(labelDepths(['Spring coupon', 'News', 'Left alone'], 224)).toEqual([21, 44, 21]));
});

it('runs behind no card once the drawing is tidy', () => {
  // split ─┬─ send ─┐
  //        └────────┴─ end
  const sheet = tidy(
    aSheet(
      [aNode('in', 'audience'), aNode('s', 'split'), aNode('mail', 'send'), aNode('end', 'exit')],
      'in > s',
      's.a > mail',
      's.b > end',
      'mail > end',
    ),
  );
  const at = (id: string) => sheet.nodes.find((node) => node.id === id)?.position ?? { x: 0, y: 0 };
  const from = { x: at('s').x + 0.69 * 224, y: at('s').y + 84 };
  const to = { x: at('end').x + 112, y: at('end').y };
  const mail = card('mail', at('mail').x, at('mail').y);
  const lane = laneAround(from, to, [mail], []);
  expect(lane === null || lane.x > mail.x + mail.width).toBe(true);
});
