import type { ExperimentState } from '@wayfare/engine';
import { expectedDecision } from './expected.js';
import { sampleRatioOf } from './told.js';

const NOW = new Date('2027-03-03T02:00:00.000Z');
const BEGUN = new Date('2027-03-01T02:00:00.000Z');
const course = { now: NOW, begunAt: BEGUN, people: 1000, needed: 3000, enoughAt: null, endsAt: null, window: 'P1D' };

describe('when an experiment is decided', () => {
  it('is known where enough people have come', () => {
    const enoughAt = new Date('2027-03-03T20:00:00.000Z');
    expect(expectedDecision({ ...course, enoughAt })).toEqual(enoughAt);
  });

  it('follows from the pace at which people have come, and the window of the last of them', () => {
    // 1,000 in two days: 2,000 more in four, and a day to respond
    expect(expectedDecision(course)).toEqual(new Date('2027-03-08T02:00:00.000Z'));
  });

  it('is at its end at the latest', () => {
    const endsAt = new Date('2027-03-05T02:00:00.000Z');
    expect(expectedDecision({ ...course, endsAt })).toEqual(endsAt);
    expect(expectedDecision({ ...course, needed: null, endsAt })).toEqual(endsAt);
  });

  it('can’t be told where nobody has come, or all at once and too few', () => {
    expect(expectedDecision({ ...course, people: 0 })).toBeNull();
    expect(expectedDecision({ ...course, now: BEGUN })).toBeNull();
  });
});

describe('whether the arms came out as their shares said', () => {
  const arm = (id: string, from: number, to: number) => ({ id, name: id, control: false, from, to, next: 'end' });
  const state = (cameBy: ExperimentState['cameBy'], ...weights: Record<string, number>[]): ExperimentState => ({
    judged: {
      journeyId: '1',
      step: {
        kind: 'experiment',
        id: 'test',
        name: '',
        among: '',
        measure: 'response',
        mode: 'winner',
        decide: null,
        arms: [arm('a', 0, 0.5), arm('b', 0.5, 1)],
      },
      settings: { response: { match: null, window: 'P1D' }, goal: null, exitWhen: null, timeZone: null },
    },
    isCurrent: true,
    row: null,
    allocations: weights.map((each) => ({
      experimentId: '1',
      from: NOW,
      why: 'shared',
      arm: null,
      weights: each,
      figures: [],
      actor: null,
    })),
    figures: [],
    cameBy,
    enoughAt: null,
  });

  it('holds a fair split for fair, and one that can not be chance for broken', () => {
    const came = (a: number, b: number) =>
      state([
        { arm: 'a', shares: 0, people: a },
        { arm: 'b', shares: 0, people: b },
      ]);
    expect(sampleRatioOf(came(5021, 4979))?.ok).toBe(true);
    expect(sampleRatioOf(came(5300, 4700))).toMatchObject({ ok: false });
    expect(sampleRatioOf(state([]))).toBeNull();
  });

  it('goes by the shares that were in force when people came, and leaves out those who had no choice', () => {
    const cameBy = [
      { arm: 'a', shares: 0, people: 500 },
      { arm: 'b', shares: 0, people: 500 },
      { arm: 'a', shares: 1, people: 100 },
      { arm: 'b', shares: 1, people: 900 },
      { arm: 'b', shares: 2, people: 50_000 },
    ];
    expect(sampleRatioOf(state(cameBy, { a: 0.1, b: 0.9 }, { a: 0, b: 1 }))).toEqual({ ok: true, p: 1 });
    // the same people, had the shares stayed even
    expect(sampleRatioOf(state(cameBy.slice(0, 4), { a: 0.5, b: 0.5 }))?.ok).toBe(false);
  });
});
