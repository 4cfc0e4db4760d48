import type { Report } from '@wayfare/contracts';
import i18next, { type TFunction } from 'i18next';
import { createFormat, type Format } from '../../i18n/create-format.js';
import { dictionary as english } from '../../i18n/en/index.js';
import { dictionary as chinese } from '../../i18n/zh-CN/index.js';
import { leadOf, nextSteps } from './lead.js';

type Findings = Report['findings'];
const instance = i18next.createInstance();
const LANGUAGES = { en: 'en', zh: 'zh-CN' } as const;
type Reader = keyof typeof LANGUAGES;

beforeAll(async () => {
  await instance.init({
    lng: 'en',
    resources: { en: { translation: english }, 'zh-CN': { translation: chinese } },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  });
});

const read = (reader: Reader): [TFunction, Format] => {
  const language = LANGUAGES[reader];
  const t = instance.getFixedT(language);
  return [t, createFormat({ language, timeZone: 'Asia/Shanghai', currency: 'CNY', t })];
};
const lead = (reader: Reader, findings: Findings) => leadOf({ findings }, ...read(reader));
const next = (reader: Reader, findings: Findings) => nextSteps({ findings }, ...read(reader));

const delivered = { code: 'delivered', values: { delivered: 42_694, responded: 7132, responseRate: 0.167049 } } as const;
// Hillstrom's experiment: two e-mails against nobody
const hillstrom: Findings = [
  delivered,
  { code: 'lift', values: { difference: 0.060885, low: 0.05545, high: 0.06632, minimumDetectable: 0.0078 } },
  { code: 'best_arm', values: { arm: '男装邮件', perThousand: 77, runnerUp: '女装邮件', runnerUpPerThousand: 45 } },
  { code: 'next_non_responders', values: { people: 35_562 } },
];

describe('the lead of a report', () => {
  it('says first how many came, and how many more than without a message', () => {
    expect(lead('zh', hillstrom).headline).toEqual([
      '触达 42,694 人，<em>16.7% 有响应</em>，比没触达的人高 <em>6.1 个百分点</em>。',
      '男装邮件最有效：每千人多带来 77 次响应；女装邮件每千人多带来 45 次响应。',
    ]);
    expect(lead('en', hillstrom).headline).toEqual([
      'Reached 42,694 people, and <em>16.7% responded</em>: <em>6.1 points</em> more than people left alone.',
      '男装邮件 did best: 77 more responses per thousand people; 女装邮件 brought 45 more.',
    ]);
  });

  it('says how sure that is', () => {
    expect(lead('en', hillstrom).notes).toEqual(['95% interval 5.5 – 6.6 points: not chance.']);
    expect(lead('zh', hillstrom).notes).toEqual(['95% 区间 5.5 – 6.6 个百分点，不是偶然。']);
  });

  it('claims no effect that may be chance', () => {
    const unclear: Findings = [
      delivered,
      { code: 'lift_unclear', values: { difference: 0.0014, low: -0.0094, high: 0.0122, minimumDetectable: 0.0154 } },
    ];
    expect(lead('en', unclear).headline).toEqual([
      'Reached 42,694 people, and <em>16.7% responded</em>. Against people left alone the difference may be chance.',
    ]);
    expect(lead('en', unclear).notes).toEqual([
      'Difference +0.1 points, 95% interval -0.9 – 1.2. A test of this size shows differences from 1.5 points on.',
    ]);
    expect(lead('zh', unclear).headline[0]).toContain('可能只是偶然');
  });

  it('says plainly that fewer came than without a message', () => {
    const worse: Findings = [delivered, { code: 'lift', values: { difference: -0.02, low: -0.03, high: -0.01, minimumDetectable: 0.01 } }];
    expect(lead('en', worse).headline[0]).toContain('<em>2.0 points</em> fewer');
    expect(lead('zh', worse).headline[0]).toContain('低 <em>2.0 个百分点</em>');
  });

  it('compares with nobody where nobody was held out', () => {
    const alone: Findings = [delivered, { code: 'no_control', values: {} }];
    expect(lead('en', alone).headline).toEqual(['Reached 42,694 people, and <em>16.7% responded</em>.']);
    expect(lead('en', alone).notes[0]).toContain('Nobody was held out');
  });

  it('has a sentence before anything was delivered, and for a day without anyone', () => {
    expect(lead('zh', [{ code: 'delivered', values: { delivered: 0, responded: 0 } }]).headline).toEqual(['还没有人收到触达。']);
    expect(lead('en', [{ code: 'nobody_decided', values: {} }]).headline).toEqual(['Nobody was decided on that day.']);
  });

  it('warns where the comparison cannot be trusted, and where a send is in doubt', () => {
    const doubtful: Findings = [
      delivered,
      { code: 'sample_ratio_broken', values: { p: 0.00002 } },
      { code: 'unknown', values: { people: 3 } },
    ];
    expect(lead('en', doubtful).warnings).toEqual([
      'The groups did not come out as planned (p = 2.0e-5). Do not trust the comparison before the cause is found.',
      'For 3 messages it is not known whether they left: the connection broke at the hand-over. They are never silently sent again.',
    ]);
    expect(lead('zh', doubtful).warnings).toHaveLength(2);
  });

  it('tells until when responses count, in the zone of the workspace', () => {
    const open: Findings = [delivered, { code: 'window_open', values: { until: '2026-11-22T01:00:00.000Z' } }];
    expect(lead('en', open).notes[0]).toMatch(/09:00/);
  });

  it('proposes what to do next', () => {
    expect(next('zh', hillstrom)).toEqual([
      { code: 'next_non_responders', sentence: '35,562 人收到但没有响应。把他们存成名单，换一种内容再试。' },
    ]);
    expect(next('en', [{ code: 'next_fix_reach', values: { reason: 'no_consent', people: 900 } }])[0]?.sentence).toContain(
      '900 for “No consent”',
    );
  });
});
