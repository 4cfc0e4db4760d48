import type { ExperimentStep } from '../../plan.js';
import { audience, draw, exit, experiment, planOf, send } from '../../testing.js';
import { allocationAt, armAt, boundsOf } from './allocation.js';

/*  all -> test:a -> mail -> end
 *         test:b -> end          */
const stepOf = (weights: Record<string, number>, data: Parameters<typeof experiment>[1] = {}): ExperimentStep => {
  const lines = Object.keys(weights).map((id, at) => (at === 0 ? `all -> test:${id} -> mail -> end` : `test:${id} -> end`));
  const step = planOf(draw({ all: audience(), test: experiment(weights, data), mail: send(), end: exit() }, lines)).steps['test'];
  if (step?.kind !== 'experiment') throw new Error('no experiment');
  return step;
};

describe('an experiment', () => {
  it('is the same one while its arms and their shares are, and another one otherwise', () => {
    const { among } = stepOf({ a: 50, b: 50 });
    expect(stepOf({ b: 1, a: 1 }, { mode: 'thompson', decide: { after: { people: 9 }, confidence: 0.8, otherwise: 'best' } }).among).toBe(
      among,
    );
    expect(stepOf({ a: 60, b: 40 }).among).not.toBe(among);
    expect(stepOf({ a: 50, b: 50, c: 50 }).among).not.toBe(among);
  });

  it('takes people by the shares of the drawing until others are in force, and by those then', () => {
    const step = stepOf({ a: 30, b: 70 });
    expect([0, 0.29, 0.31, 0.999].map((fraction) => armAt(step, null, fraction)?.id)).toEqual(['a', 'a', 'b', 'b']);
    expect([0, 0.29, 0.31, 0.999].map((fraction) => armAt(step, { a: 1, b: 0 }, fraction)?.id)).toEqual(['a', 'a', 'a', 'a']);
    expect([0, 0.29, 0.31, 0.999].map((fraction) => armAt(step, { a: 0, b: 1 }, fraction)?.id)).toEqual(['b', 'b', 'b', 'b']);
  });

  it('gives nobody to an arm without weight, whatever the sums of fractions come to', () => {
    const { arms } = stepOf({ a: 1, b: 1, c: 1, d: 1 });
    expect(boundsOf(arms, { a: 0.1, b: 0.2, c: 0.7, d: 0 })).toEqual([0.1, expect.closeTo(0.3), 1, 1]);
  });

  it('goes by what was decided before an instant, not at it', () => {
    const [first, second] = [new Date(1000), new Date(2000)];
    const allocations = [
      { from: first, weights: { a: 1, b: 0 } },
      { from: second, weights: { a: 0, b: 1 } },
    ];
    expect(allocationAt(allocations, first)).toBeNull();
    expect(allocationAt(allocations, second)?.weights).toEqual({ a: 1, b: 0 });
    expect(allocationAt(allocations, new Date(2001))?.weights).toEqual({ a: 0, b: 1 });
  });
});
