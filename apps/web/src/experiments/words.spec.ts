import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Experiment } from '@wayfare/contracts';
import i18next from 'i18next';
import { createFormat } from '../i18n/create-format.js';
import { speak } from '../testing/language.js';
import { likelyWords, smallestOf, standsWords } from './words.js';

const arm = (armId: string, probability: number, parts: Partial<Experiment['arms'][number]> = {}): Experiment['arms'][number] => ({
  ...{ armId, name: armId, control: false, share: 0.5, people: 2000, closed: 1560, hits: 90, rate: 0.0577, probability, difference: null },
  ...parts,
});
const experiment = (parts: Partial<Experiment>): Experiment => ({
  nodeId: 'test',
  name: 'Letters',
  state: 'running',
  mode: 'winner',
  measure: 'response',
  event: null,
  window: 'P1D',
  begunAt: '2027-03-01T02:00:00.000Z',
  people: 4000,
  closed: 3120,
  reference: 'A',
  arms: [arm('A', 0.07), arm('B', 0.93)],
  decides: { people: 5000, at: null, confidence: 0.95, otherwise: 'keep', expectedAt: '2027-03-03T02:00:00.000Z' },
  decision: null,
  sampleRatio: null,
  history: [],
  ...parts,
});
const decision = (why: 'decided' | 'best' | 'kept' | 'chosen', armId: string | null, probability: number | null) => ({
  ...{ at: '2027-03-03T02:00:00.000Z', why, armId, probability, closed: 5000, actor: null },
});

const reader = (language: 'en' | 'zh-CN') => {
  const t = i18next.getFixedT(language);
  return { t, format: createFormat({ language, timeZone: 'UTC', currency: 'CNY', t }) };
};
const said = (parts: Partial<Experiment>, language: 'en' | 'zh-CN' = 'en') => standsWords(experiment(parts), reader(language));

beforeAll(() => speak('en'));

describe('where an experiment stands, in words', () => {
  it('names who leads, and when it is decided', () => {
    expect(said({})).toBe(
      'B leads: 93% likely to be best. It is decided when 5,000 people’s windows have closed (3,120 so far), about Mar 3, 2027, 02:00.',
    );
    expect(said({}, 'zh-CN')).toBe(
      'B 领先：93% 的可能是最好的。满 5,000 人的响应窗口关闭时定胜负（目前 3,120 人），大约在 2027年3月3日 02:00。',
    );
  });

  it('does not crown anybody while nothing is known', () => {
    expect(said({ closed: 0, decides: null })).toBe('Too early to say: nobody’s time to respond is over yet.');
    expect(said({ state: 'waiting' })).toBe('Nobody has come to it yet.');
  });

  it('says what was decided, how sure that was, and what it means for those who come', () => {
    expect(said({ state: 'decided', decision: decision('decided', 'B', 0.9712) })).toBe(
      'Decided on Mar 3, 2027, 02:00: B, 97% likely to be best. Everyone who has come since goes there.',
    );
    expect(said({ state: 'decided', decision: decision('best', 'B', 0.8) })).toMatch(/led with 80%, though not with the 95%/);
    expect(said({ state: 'kept', decision: decision('kept', null, null) })).toMatch(/no arm was 95% likely to be best/);
    expect(said({ state: 'decided', decision: decision('chosen', 'A', 0.07) })).toMatch(/^A was chosen by hand on/);
  });

  it('never holds what is likely for certain', () => {
    expect(likelyWords(0.99998, reader('en'))).toBe('over 99.9%');
    expect(likelyWords(0.994, reader('en'))).toBe('99.4%');
    expect(likelyWords(0, reader('en'))).toBe('under 0.1%');
  });

  it('tells the smallest difference that every arm can show', () => {
    const difference = { difference: 0, low: 0, high: 0, minimumDetectable: 0.02 };
    const arms = [arm('A', 1), arm('B', 0, { difference }), arm('C', 0, { difference: { ...difference, minimumDetectable: 0.05 } })];
    expect(smallestOf(experiment({ arms }))).toBe(0.05);
    expect(smallestOf(experiment({}))).toBeNull();
  });
});
