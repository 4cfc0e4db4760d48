import { screen, within } from '@testing-library/react';
import type { Reading, Report } from '@wayfare/contracts';
import { createFormat } from '../../i18n/create-format.js';
import { speak } from '../../testing/language.js';
import { renderWith } from '../../testing/render.js';
import { amountsOf, amountsPerHead } from './amounts.js';
import { ReadingsCard } from './ReadingsCard.js';
import { changeSentence, readingColumns } from './readings.js';

const reading = (name: Reading['reading'], change: Partial<Reading> = {}): Reading => ({
  reading: name,
  takenAt: '2026-11-21T01:00:00Z',
  sent: 900,
  delivered: 900,
  responded: 45,
  responseRate: 0.05,
  converted: 9,
  value: 120_000,
  currency: 'CNY',
  otherValue: {},
  difference: 0.02,
  low: 0.01,
  high: 0.03,
  ...change,
});

const report = (change: Partial<Report> = {}): Report => ({
  journey: { id: '1', name: 'j' },
  day: '2026-11-20',
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  otherValue: { USD: 1050 },
  response: { event: 'visit', window: 'P2D' },
  goal: { event: 'purchase', window: 'P7D' },
  targeted: 1000,
  heldOut: 100,
  suppressed: {},
  sent: 900,
  delivered: 900,
  bounced: 0,
  failed: 0,
  unknown: 0,
  pending: 0,
  opened: 300,
  machineOpened: 100,
  clicked: 90,
  unsubscribed: 0,
  complained: 0,
  responded: 63,
  converted: 12,
  value: 150_000,
  responseRate: 0.07,
  lift: {
    treated: 900,
    heldOut: 100,
    treatedRate: 0.07,
    heldOutRate: 0.03,
    difference: 0.04,
    low: 0.02,
    high: 0.06,
    minimumDetectable: 0.02,
  },
  conversionLift: null,
  sampleRatio: null,
  byNode: [],
  byArm: [],
  findings: [],
  countedAt: '2026-11-21T01:00:00Z',
  readyAt: '2026-11-21T01:00:00Z',
  complete: false,
  readings: [],
  upcoming: [],
  ...change,
});

const read = async (language: 'en' | 'zh-CN') => {
  const t = await speak(language);
  return [t, createFormat({ language, timeZone: 'Asia/Shanghai', currency: 'CNY', t })] as const;
};

describe('the readings of a report', () => {
  it('stand beside what it says now', () => {
    const columns = readingColumns(report({ readings: [reading('first'), reading('d3', { responded: 60 })] }));
    expect(columns.map(({ key, told }) => [key, told?.responded])).toEqual([
      ['first', 45],
      ['d3', 60],
      ['now', 63],
    ]);
  });

  it('are summed up in one sentence, in both languages', async () => {
    const changed = report({ readings: [reading('first')] });
    expect(changeSentence(changed, ...(await read('en')))).toBe(
      'Since the first reading 18 more people responded: the rate went from 5% to 7%, the lift from +2.00 to +4.00 points.',
    );
    expect(changeSentence(changed, ...(await read('zh-CN')))).toBe(
      '首次读数以来多了 18 人响应：响应率从 5% 到 7%，增量从 +2.00 到 +4.00 个百分点。',
    );
  });

  it('say so where nothing has changed, and when the first is due where there is none', async () => {
    const [t, format] = await read('en');
    const unchanged = { responded: 63, responseRate: 0.07, difference: 0.04 };
    const moved = { ...unchanged, difference: -0.01 };
    expect(changeSentence(report({ readings: [reading('first', moved)] }), t, format)).toMatch(
      /no more people.*from -1\.00 to \+4\.00 points/,
    );
    expect(changeSentence(report({ readings: [reading('first', unchanged)] }), t, format)).toContain('Nothing has changed');
    const upcoming = [{ reading: 'first' as const, dueAt: '2026-11-21T01:00:00Z' }];
    expect(changeSentence(report({ upcoming }), t, format)).toMatch(/taken on Nov 21.*09:00/);
    expect(changeSentence(report(), t, format)).toContain('too old');
  });

  it('are a table with a column for each, also for those to come', async () => {
    await speak('en');
    renderWith(
      <ReadingsCard report={report({ readings: [reading('first')], upcoming: [{ reading: 'd3', dueAt: '2026-11-23T01:00:00Z' }] })} />,
    );
    const heads = screen.getAllByRole('columnheader').map((head) => head.textContent);
    expect(heads.slice(1).map((text) => text?.slice(0, 3))).toEqual(['Nex', 'D+3', 'Now']);
    const row = screen.getByText('Responded').closest('tr');
    expect(
      row &&
        within(row)
          .getAllByRole('cell')
          .map(({ textContent }) => textContent),
    ).toEqual(['Responded', '45', '–', '63']);
  });
});

describe('money', () => {
  it('stands in every currency that came in, and is never added up', async () => {
    const [, format] = await read('en');
    expect(amountsOf({ value: 150_000, currency: 'CNY', otherValue: { USD: 1050 } }, format)).toBe('CN¥1,500.00 + $10.50');
    expect(amountsOf({ value: 0, currency: 'CNY', otherValue: {} }, format)).toBe('');
    expect(amountsPerHead({ value: 150_000, currency: 'CNY', otherValue: { USD: 1000 } }, 100, format)).toBe('CN¥15.00 + $0.10');
    expect(amountsPerHead({ value: 0, currency: 'CNY', otherValue: {} }, 100, format)).toBe('CN¥0.00');
  });
});
