import { beforeAll, describe, expect, it } from '@jest/globals';
import type { NodeDataByKind, NodeKind } from '@wayfare/journey';
import i18next, { type TFunction } from 'i18next';
import { createFormat } from '../../i18n/create-format.js';
import { dictionary as english } from '../../i18n/en/index.js';
import { dictionary as chinese } from '../../i18n/zh-CN/index.js';
import { sentenceOf } from './table.js';
import type { Words } from './words.js';

const names: Words['names'] = {
  segments: new Map([['7', '沉睡老客']]),
  lists: new Map([['4', 'VIP']]),
  nodes: new Map(),
  templates: new Map([['3', '好久不见']]),
  connectors: new Map([['1', 'Coupons']]),
  journeys: new Map([['9', '唤醒']]),
  couponPools: new Map([['5', '满减券']]),
  colleagues: new Map([['3', 'Ann']]),
};

const wordsIn = (t: TFunction, language: string): Words => ({
  t,
  names,
  format: createFormat({ language, timeZone: 'Asia/Shanghai', currency: 'CNY', t }),
});

let zh: Words;
let en: Words;
beforeAll(async () => {
  const i18n = i18next.createInstance();
  await i18n.init({
    lng: 'en',
    resources: { en: { translation: english }, 'zh-CN': { translation: chinese } },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  });
  zh = wordsIn(i18n.getFixedT('zh-CN'), 'zh-CN');
  en = wordsIn(i18n.getFixedT('en'), 'en');
});

type Case<K extends NodeKind = NodeKind> = { [P in K]: readonly [kind: P, data: NodeDataByKind[P], chinese: string, english: string] }[K];
const name = '';

const CASES: readonly Case[] = [
  [
    'task',
    { name, title: '回访', assignee: { user: '3' }, waitForIt: true, timeout: 'P3D' },
    '请 Ann：“回访”，最多等 3 天',
    'Asks Ann: “回访”, waits 3 days at most',
  ],
  ['task', { name, title: '回访', assignee: { role: 'manager' } }, '请任一营销经理：“回访”', 'Asks any campaign manager: “回访”'],
  ['task', { name, title: '回访' }, '“回访”：还没选由谁来做', '“回访”: nobody asked yet'],
  ['task', { name, title: '' }, '还没写要做什么', 'Nothing to do yet'],
  ['coupon', { name, poolId: '5', validFor: 'P30D' }, '发“满减券”，30 天内有效', 'A code of “满减券”, good for 30 days'],
  [
    'coupon',
    { name, poolId: '5', tiers: [{ id: 't1', name: '', poolId: '6' }] },
    '发“满减券”，另有 1 档',
    'A code of “满减券”, 1 tier besides',
  ],
  ['coupon', { name }, '还没选码池', 'No pool chosen yet'],
  ['go-to', { name, journeyId: '9' }, '转入“唤醒”', 'Goes on in “唤醒”'],
  ['go-to', { name }, '还没选转入哪个旅程', 'No journey chosen yet'],
  ['audience', { name, segmentId: '7', holdout: 0.1 }, '人群“沉睡老客”，对照组 10%', 'Segment “沉睡老客”, 10% held out'],
  ['audience', { name, listId: '4', schedule: { cron: '0 9 * * 1' } }, '名单“VIP”，每周一 09:00 进入', 'List “VIP”, every Monday at 09:00'],
  ['audience', { name }, '还没选谁进入', 'Nobody chosen yet'],
  [
    'event-entry',
    { name, event: 'signup', reentry: { policy: 'after', after: 'P30D' } },
    '发生“signup”时进入，离开 30 天后可再次进入',
    'Enters on “signup”, again after 30 days',
  ],
  ['wait', { name, mode: 'duration', duration: 'P1D' }, '等 1 天', 'Waits 1 day'],
  ['wait', { name, mode: 'until', time: '09:00', zone: 'customer' }, '等到 09:00，按客户时区', 'Waits until 09:00, customer’s time'],
  [
    'wait',
    { name, mode: 'until', time: '09:00', weekdays: [1, 2, 3, 4, 5], zone: 'workspace' },
    '等到工作日 09:00，按工作区时区',
    'Waits until a working day, 09:00, workspace time',
  ],
  [
    'wait',
    { name, mode: 'date', attribute: 'birthday', offset: '-P3D', time: '10:00' },
    '等到“birthday”前 3 天 10:00',
    'Waits until 3 days before birthday, 10:00',
  ],
  [
    'wait',
    { name, mode: 'date', attribute: 'birthday', time: '10:00', yearly: true },
    '等到每年“birthday”当天 10:00',
    'Waits until birthday of each year, 10:00',
  ],
  [
    'time-window',
    { name, from: '09:00', to: '18:00', weekdays: [1, 2, 3, 4, 5], zone: 'customer' },
    '工作日 09:00–18:00 放行，按客户时区',
    'Goes on a working day, 09:00–18:00, customer’s time',
  ],
  ['wait-event', { name, event: 'purchase', timeout: 'P3D' }, '等“purchase”发生，最多 3 天', 'Waits for “purchase”, 3 days at most'],
  [
    'score-split',
    {
      name,
      attribute: 'points',
      bands: [
        { id: 'a', name: 'L1', below: 50 },
        { id: 'b', name: 'L2' },
      ],
    },
    '按“points”：L1 低于 50 · L2',
    'By points: L1 below 50 · L2',
  ],
  [
    'score-split',
    {
      name,
      attribute: 'points',
      mode: 'deciles',
      bands: [
        { id: 'a', name: 'L1', to: 3 },
        { id: 'b', name: 'L2' },
      ],
    },
    '按“points”：L1 第 1–3 等分 · L2 第 4–10 等分',
    'By points: L1 tenths 1–3 · L2 tenths 4–10',
  ],
  ['frequency-check', { name, limit: 3, within: 'P7D' }, '7 天内触达达到 3 次？', '3 messages or more within 7 days?'],
  [
    'frequency-check',
    { name, limit: 1, within: 'P1D', channel: 'email' },
    '1 天内邮件达到 1 次？',
    '1 message or more by E-mail within 1 day?',
  ],
  ['branch', { name, paths: [] }, '还没有路径', 'No path yet'],
  [
    'branch',
    {
      name,
      paths: [
        { id: 'a', name: 'L4' },
        { id: 'b', name: 'L3' },
      ],
    },
    '分为 L4或L3，否则走其余',
    'L4 or L3; otherwise Others',
  ],
  [
    'split',
    {
      name,
      arms: [
        { id: 'a', name: 'A', weight: 9 },
        { id: 'b', name: '对照', weight: 1, control: true },
      ],
    },
    'A 90% · 对照 10%',
    'A 90% · 对照 10%',
  ],
  ['split', { name, arms: [], assignBy: { attribute: 'segment' } }, '按属性“segment”里写的组', 'By the arm in “segment”'],
  [
    'experiment',
    {
      name,
      arms: [
        { id: 'a', name: 'A', weight: 1 },
        { id: 'b', name: 'B', weight: 3 },
      ],
      measure: { by: 'response' },
      mode: 'winner',
      decide: { after: { people: 5000, duration: 'P3D' }, confidence: 0.95, otherwise: 'keep' },
    },
    'A 25% · B 75%；看响应，满5,000 人或3 天后全部走胜出组',
    'A 25% · B 75%; by responses, everyone to the winner after 5,000 people or 3 days',
  ],
  ['send', { name, channel: 'email', templateId: '3' }, '邮件“好久不见”', 'E-mail “好久不见”'],
  ['send', { name, channel: 'email' }, '还没选内容', 'No content chosen yet'],
  [
    'update',
    { name, addTags: ['vip'], set: { tier: 'L3', old: null } },
    '打标签 vip，把“tier”设为 L3，清除“old”',
    'Tags vip, sets tier to L3, clears old',
  ],
  ['webhook', { name, connectorId: '1', templateId: '3' }, '调用“Coupons”，内容“好久不见”', 'Calls “Coupons” with “好久不见”'],
  ['exit', { name }, '走完全程，离开旅程', 'The end: people leave'],
];

const say = <K extends NodeKind>([kind, data]: Case<K>, words: Words): string => sentenceOf(kind, data, words);

describe('a step says in one line what it does', () => {
  it.each(CASES)('%s %j', (...step) => {
    const [, , inChinese, inEnglish] = step as Case;
    expect(say(step as Case, zh)).toBe(inChinese);
    expect(say(step as Case, en)).toBe(inEnglish);
  });

  it('asks its condition as a question where it has one path', () => {
    const data = { name, paths: [{ id: 'p', name: 'Yes', condition: { tag: 'vip' } }] };
    expect(sentenceOf('branch', data, en)).toMatch(/vip.*\?$/);
    expect(sentenceOf('branch', data, zh)).toMatch(/vip.*？$/);
  });
});
