import { beforeAll, describe, expect, it } from '@jest/globals';
import i18next from 'i18next';
import { speak } from '../testing/language.js';
import { createFormat, type Format } from './create-format.js';
import { tight } from './spacing.js';

let en: Format;
let zh: Format;
beforeAll(async () => {
  await speak('en');
  const of = (language: string): Format =>
    createFormat({ language, timeZone: 'Asia/Shanghai', currency: 'CNY', t: i18next.getFixedT(language) });
  [en, zh] = [of('en'), of('zh-CN')];
});

describe('values', () => {
  it('are money in minor units, by the currency’s own digits', () => {
    expect(en.money(123_456)).toBe('CN¥1,234.56');
    expect(zh.money(123_456)).toBe('¥1,234.56');
    expect(en.money(1234, 'JPY')).toBe('¥1,234');
  });

  it('are shares as percent, differences as points with their sign', () => {
    expect(en.percent(0.0617)).toBe('6.2%');
    expect(en.points(0.0617)).toBe('+6.2');
    expect(en.points(0)).toBe('0.0');
  });

  it('are told in the workspace’s zone, the year only where it is another one', () => {
    expect(en.dateTime('2026-11-20T16:30:00Z', '2026-11-22T00:00:00Z')).toBe('Nov 21, 00:30');
    expect(en.dateTime('2025-11-20T16:30:00Z', '2026-11-22T00:00:00Z')).toContain('2025');
    expect(zh.day('2026-11-20')).toBe('11月20日周五');
  });

  it('are durations in words', () => {
    expect(en.duration('P1DT2H')).toBe('1 day 2 hours');
    expect(zh.duration('-P3D')).toBe('3 天');
    expect(en.duration('soon')).toBe('soon');
  });

  it('are near instants in words', () => {
    expect(en.relative('2026-11-22T09:00:00Z', '2026-11-22T11:00:00Z')).toBe('2 hours ago');
    expect(zh.relative('2026-11-23T11:00:00Z', '2026-11-22T11:00:00Z')).toBe('明天');
  });
});

it('Chinese words stand together, Latin ones apart', () => {
  expect(tight('等到 工作日 09:00 进入')).toBe('等到工作日 09:00 进入');
});
