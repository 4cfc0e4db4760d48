import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { moveBy } from '../sheet/sheet.js';
import { aNode, aSheet } from '../sheet/testing.js';
import { boxesOf, laneFinder } from './boxes.js';
import { laneAround } from './route.js';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const ends = fc.record({
  from: fc.record({ x: fc.integer({ min: 0, max: 600 }), y: fc.integer({ min: 0, max: 300 }) }),
  to: fc.record({ x: fc.integer({ min: 0, max: 600 }), y: fc.integer({ min: 300, max: 900 }) }),
});
const moves = fc.array(
  fc.record({ id: fc.constantFrom(...IDS), x: fc.integer({ min: -300, max: 300 }), y: fc.integer({ min: -300, max: 300 }) }),
  { maxLength: 12 },
);

describe('a line that is asked again and again while cards are dragged', () => {
  it('runs where it would if it were asked for the first time', () => {
    fc.assert(
      fc.property(ends, moves, ({ from, to }, dragged) => {
        let sheet = aSheet(IDS.map((id, at) => aNode(id, 'wait', at * 150)));
        const lane = laneFinder(from, to, ['a'], 9);
        for (const { id, x, y } of [{ id: 'a', x: 0, y: 0 }, ...dragged]) {
          sheet = moveBy(new Set([id]), { x, y })(sheet);
          expect(lane(sheet)).toEqual(laneAround(from, to, boxesOf(sheet), ['a'], 9));
        }
      }),
    );
  });
});
