import i18next, { type TFunction } from 'i18next';
import { createFormat, type Format } from '../i18n/create-format.js';
import { dictionary as english } from '../i18n/en/index.js';
import { dictionary as chinese } from '../i18n/zh-CN/index.js';
import { attentionWords, briefOf, liftWords, partOfDay } from './words.js';

const instance = i18next.createInstance();
beforeAll(() =>
  instance.init({
    lng: 'en',
    resources: { en: { translation: english }, 'zh-CN': { translation: chinese } },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  }),
);
const read = (language: 'en' | 'zh-CN'): [TFunction, Format] => {
  const t = instance.getFixedT(language);
  return [t, createFormat({ language, timeZone: 'UTC', currency: 'CNY', t })];
};

const send = (name: string, sent: number, responded: number) => ({
  journeyId: '1',
  name,
  day: '2026-11-20',
  sent,
  responded,
  responseRate: responded / sent,
  lift: null,
});
const lift = (low: number, difference: number, high: number) => ({
  treated: 1,
  heldOut: 1,
  treatedRate: 0,
  heldOutRate: 0,
  difference,
  low,
  high,
  minimumDetectable: 0,
});

describe('the morning brief', () => {
  it('tells yesterday in one sentence', () => {
    expect(briefOf([], ...read('en'))).toBe('Nothing was sent yesterday.');
    expect(briefOf([send('Win-back', 1000, 120)], ...read('en'))).toBe(
      'Yesterday “Win-back” reached 1,000 people, and <em>12% responded</em>.',
    );
    expect(briefOf([send('a', 1000, 120), send('b', 500, 30)], ...read('zh-CN'))).toBe(
      '昨天 2 个旅程触达 1,500 人，<em>150 人有响应</em>。',
    );
    expect(briefOf([send('a', 1000, 0)], ...read('en'))).toContain('still coming in');
  });

  it('claims an effect only where the interval does', () => {
    expect(liftWords(lift(0.05, 0.061, 0.07), ...read('zh-CN'))).toBe('比没触达的人高 6.1 个百分点');
    expect(liftWords(lift(-0.07, -0.061, -0.05), ...read('en'))).toBe('6.1 points fewer than people left alone');
    expect(liftWords(lift(-0.01, 0.01, 0.03), ...read('en'))).toBe('difference may be chance');
    expect(liftWords(null, ...read('en'))).toBe('nobody held out');
  });

  it.each([
    ['connector_failing', { name: 'SMTP', message: '535' }],
    ['connector_paused', { name: 'SMTP' }],
    ['journey_paused', { name: 'a' }],
    ['messages_unknown', { name: 'a', people: 3 }],
    ['stalled_people', { name: 'a', count: 3, since: '2027-03-01T00:00:00Z' }],
    ['stalled_messages', { name: 'a', count: 3, since: '2027-03-01T00:00:00Z', connector: 'SMTP' }],
    ['people_lost', { count: 2 }],
    ['journey_breaker', { name: 'a', most: 500 }],
    ['blast_guard', { name: 'a', people: 500 }],
    ['coupons_low', { name: 'a', left: 5 }],
    ['many_at_risk', { people: 40, usual: 12 }],
    ['import_failed', { fileName: 'a.csv' }],
    ['source_failing', { name: 'Members', message: 'gone' }],
    ['send_mode', { mode: 'never' }],
  ])('has words for %s in both languages', (code, values) => {
    for (const language of ['en', 'zh-CN'] as const)
      expect(attentionWords({ code, values, link: '/' }, ...read(language))).not.toMatch(/home\.|\{\{|^[a-z_]+$/);
  });

  it('greets by the hour', () => {
    expect([4, 5, 11, 12, 17, 18].map(partOfDay)).toEqual(['evening', 'morning', 'morning', 'afternoon', 'afternoon', 'evening']);
  });
});
