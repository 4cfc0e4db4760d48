import { addDuration } from '@wayfare/kernel';
import type { ExperimentStep } from '../../plan.js';
import { judge, lookForArrivals, type Sight } from './verdict.js';

const BEGUN = new Date('2027-03-01T08:20:00.000Z');

const arm = (id: string, from: number, to: number) => ({ id, name: id, control: false, from, to, next: id });
const step = (parts: Partial<Pick<ExperimentStep, 'mode' | 'decide'>>): ExperimentStep => ({
  kind: 'experiment',
  id: 'test',
  name: 'Test',
  among: '',
  measure: 'response',
  mode: 'winner',
  decide: { people: 1000, duration: null, confidence: 0.95, otherwise: 'keep' },
  arms: [arm('a', 0, 0.5), arm('b', 0.5, 1)],
  ...parts,
});
const decide = (parts: Partial<NonNullable<ExperimentStep['decide']>>) => ({
  decide: { people: null, duration: null, confidence: 0.95, otherwise: 'keep' as const, ...parts },
});

const sight = (a: [number, number], b: [number, number], parts: Partial<Sight> = {}): Sight => ({
  now: addDuration(BEGUN, 'P2D'),
  begunAt: BEGUN,
  outcomes: [a, b].map(([hits, closed]) => ({ hits, closed })),
  closedBefore: 0,
  closesAt: () => null,
  ...parts,
});

describe('a look at an experiment', () => {
  it('does not decide early, however clear it seems, and says when enough windows will have closed', () => {
    const closes = addDuration(BEGUN, 'P4D');
    const seen = sight([0, 400], [300, 400], { closesAt: (people) => (people === 1000 ? closes : null) });
    expect(judge(step({}), seen)).toEqual({ does: 'wait', lookAt: closes });
  });

  it('waits for more people where too few have come', () => {
    expect(judge(step({}), sight([0, 4], [3, 4]))).toEqual({ does: 'wait', lookAt: null });
  });

  it('gives everybody to the arm that is likely enough to be best', () => {
    expect(judge(step({}), sight([30, 500], [60, 500]))).toEqual({ does: 'decide', why: 'decided', arm: 'b', weights: { a: 0, b: 1 } });
  });

  it('keeps the split, or takes the leading arm, where none is likely enough', () => {
    const close = sight([50, 500], [55, 500]);
    expect(judge(step({}), close)).toEqual({ does: 'keep', weights: { a: 0.5, b: 0.5 } });
    expect(judge(step(decide({ people: 1000, otherwise: 'best' })), close)).toMatchObject({ does: 'decide', why: 'best', arm: 'b' });
  });

  it('crowns nobody of whom nothing is known', () => {
    const byTime = step(decide({ duration: 'P2D', confidence: 0.5, otherwise: 'best' }));
    expect(judge(byTime, sight([0, 0], [0, 0]))).toMatchObject({ does: 'keep' });
  });

  it('ends after a size or a time, whichever comes first', () => {
    const both = step(decide({ people: 1000, duration: 'P3D' }));
    expect(judge(both, sight([1, 10], [9, 10]))).toEqual({ does: 'wait', lookAt: addDuration(BEGUN, 'P3D') });
    expect(judge(both, sight([0, 500], [60, 500]))).toMatchObject({ does: 'decide' });
    expect(judge(both, sight([1, 10], [9, 10], { now: addDuration(BEGUN, 'P3D') }))).toMatchObject({ does: 'decide' });
  });

  it('shares out anew by Thompson sampling after fifty more outcomes, on the hour', () => {
    const thompson = step({ mode: 'thompson', decide: null });
    const closes = new Date('2027-03-04T10:01:00.000Z');
    const few = sight([1, 24], [2, 25], { closesAt: (people) => (people === 50 ? closes : null) });
    expect(judge(thompson, few)).toEqual({ does: 'wait', lookAt: new Date('2027-03-04T11:00:00.000Z') });
    const enough = judge(thompson, sight([1, 25], [9, 25]));
    expect(enough).toMatchObject({ does: 'share', lookAt: null });
    expect(enough.does === 'share' && (enough.weights['b'] ?? 0) > 0.9).toBe(true);
  });

  it('looks for the sake of those who come once their windows have closed', () => {
    expect(lookForArrivals(step({}), BEGUN, 'P1D')).toEqual(addDuration(BEGUN, 'P1D'));
    expect(lookForArrivals(step({ mode: 'thompson', decide: null }), BEGUN, 'P1D')).toEqual(new Date('2027-03-02T09:00:00.000Z'));
    expect(lookForArrivals(step(decide({ duration: 'P3D' })), BEGUN, 'P1D')).toBeNull();
  });
});
