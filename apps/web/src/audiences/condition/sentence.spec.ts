import type { Condition } from '@wayfare/kernel';
import i18next, { type TFunction } from 'i18next';
import { dictionary as english } from '../../i18n/en/index.js';
import { dictionary as chinese } from '../../i18n/zh-CN/index.js';
import { leafAt } from './leaf-at.js';
import { sentenceOf } from './sentence.js';

const instance = i18next.createInstance();
let en: TFunction;
let zh: TFunction;
beforeAll(async () => {
  await instance.init({
    lng: 'en',
    resources: { en: { translation: english }, 'zh-CN': { translation: chinese } },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  });
  en = instance.getFixedT('en');
  zh = instance.getFixedT('zh-CN');
});

const names = {
  segments: new Map([['11', 'Lapsed']]),
  lists: new Map([['21', '门店邀约']]),
  nodes: new Map([['n3', 'Welcome']]),
  journeys: new Map([['31', 'Spring sale']]),
  templates: new Map([['41', 'Coat']]),
  sends: new Map([
    ['31/n3', 'Second mail'],
    ['n3', 'n3'],
  ]),
};

const said: readonly (readonly [Condition | null, string, string])[] = [
  [null, 'Everyone', '所有客户'],
  [{ attribute: 'city', is: 'eq', value: '苏州' }, 'city is 苏州', 'city 是苏州'],
  [{ attribute: 'email', is: 'exists', value: false }, 'e-mail address is missing', '邮箱没有值'],
  [{ attribute: 'tier', is: 'in', value: ['L3', 'L4'] }, 'tier is L3 or L4', 'tier 是 L3 或 L4'],
  [{ attribute: 'createdAt', is: 'after', value: { ago: 'P30D' } }, 'customer since is in the last 30 days', '成为客户的时间在近 30 天内'],
  [
    { event: 'purchase', count: { gte: 2 }, within: 'P30D' },
    'has “purchase” at least 2 times in the last 30 days',
    '近 30 天内“purchase”至少 2 次',
  ],
  [{ event: 'purchase' }, 'has “purchase”', '有过“purchase”'],
  [
    { messages: 'opened', count: { gte: 3 }, within: 'P30D', where: [{ property: 'journey', is: 'eq', value: '31' }] },
    'opened messages at least 3 times in the last 30 days where journey is Spring sale',
    '近 30 天内打开触达至少 3 次，其中旅程是 Spring sale',
  ],
  [
    {
      not: {
        messages: 'clicked',
        where: [
          { property: 'journey', is: 'eq', value: '31' },
          { property: 'node', is: 'eq', value: 'n3' },
          { property: 'template', is: 'in', value: ['41', '42'] },
        ],
      },
    },
    'clicked in no message where journey is Spring sale and step is Second mail and template is Coat or 42',
    '没有点击触达，其中旅程是 Spring sale 且步骤是 Second mail 且模板是 Coat 或 42',
  ],
  [
    { messages: 'notSent', where: [{ property: 'reason', is: 'eq', value: 'frequency_cap' }] },
    'a message to them was not sent where reason is Frequency cap reached',
    '有触达未发送，其中原因是达到频次上限',
  ],
  [
    { messages: 'opened', measure: { take: 'last', is: 'before', value: { ago: 'P90D' } } },
    'the time of the last of messages opened is longer ago than 90 days',
    '最近一次打开的触达的时间在 90 天以前',
  ],
  [
    { enrollments: 'inside', within: 'P7D', where: [{ property: 'journey', is: 'eq', value: '31' }] },
    'is in a journey now, entered in the last 7 days where journey is Spring sale',
    '正在旅程中（近 7 天内进入），其中旅程是 Spring sale',
  ],
  [{ not: { enrollments: 'heldOut' } }, 'was held out of no journey', '不曾是旅程的对照组'],
  [{ event: 'purchase', count: { eq: 0 }, within: 'P90D' }, 'has no “purchase” in the last 90 days', '近 90 天内没有“purchase”'],
  [{ not: { event: 'purchase', within: 'P1D' } }, 'has no “purchase” in the last 1 day', '近 1 天内没有“purchase”'],
  [
    { event: 'buy', where: [{ property: 'amount', is: 'gte', value: 300 }] },
    'has “buy” where amount is at least 300',
    '有过“buy”，其中 amount 不小于 300',
  ],
  [
    { event: 'cart', within: 'P7D', notFollowedBy: { event: 'purchase', within: 'P3D' } },
    'has “cart” in the last 7 days, then no “purchase” within 3 days',
    '近 7 天内有过“cart”，之后 3 天内没有“purchase”',
  ],
  [
    { event: 'cart', from: '2026-03-01', to: '2026-04-01', followedBy: { event: 'purchase', within: 'PT2H' } },
    'has “cart” from 2026-03-01 to before 2026-04-01, then “purchase” within 2 hours',
    '2026-03-01 至 2026-04-01 之前有过“cart”，之后 2 小时内有“purchase”',
  ],
  [
    {
      order: 'items',
      within: 'P90D',
      where: [{ property: 'category', is: 'eq', value: 'Shoes' }],
      measure: { take: 'sum', of: 'amount', is: 'gte', value: 500 },
    },
    'sum of amount over items bought in the last 90 days (where category is Shoes) is at least 500',
    '近 90 天内购买的商品（品类是 Shoes）的金额合计不小于 500',
  ],
  [{ order: 'orders', within: 'P1Y' }, 'has ordered in the last 1 year', '近 1 年内下过单'],
  [{ not: { order: 'orders', within: 'P30D' } }, 'has not ordered in the last 30 days', '近 30 天内没有下单'],
  [
    { order: 'items', count: { gte: 2 }, where: [{ property: 'store', is: 'eq', value: '南京路店' }] },
    'has bought items at least 2 times where store is 南京路店',
    '购买商品至少 2 次，其中门店是南京路店',
  ],
  [
    { order: 'orders', measure: { take: 'last', of: 'store', is: 'eq', value: 'Berlin' } },
    'store of the last of orders is Berlin',
    '最近一次订单的门店是 Berlin',
  ],
  [
    { order: 'orders', measure: { take: 'first', is: 'before', value: '2026-01-01' } },
    'the time of the first of orders is before 2026-01-01',
    '第一次订单的时间早于 2026-01-01',
  ],
  [
    { event: 'visit', count: { gte: 3 }, measure: { take: 'average', of: 'minutes', is: 'gt', value: 5 } },
    'has “visit” at least 3 times and average of minutes over “visit” is more than 5',
    '“visit”至少 3 次且“visit”的 minutes 平均值大于 5',
  ],
  [
    { attribute: 'birthday', is: 'anniversary', value: { ago: '-P7D' } },
    'the day of birthday comes round in the next 7 days',
    'birthday 的周年日在今后 7 天内',
  ],
  [{ attribute: 'birthday', is: 'anniversary', value: 5 }, 'birthday is in month 5 of a year', 'birthday 在 5 月'],
  [{ not: { tag: 'test' } }, 'is not tagged “test”', '没有标签“test”'],
  [{ consent: 'email' }, 'has agreed to e-mail', '已授权邮件'],
  [{ segment: '11' }, 'is in segment “Lapsed”', '属于人群“Lapsed”'],
  [{ not: { list: '21' } }, 'is not on list “门店邀约”', '不在名单“门店邀约”中'],
  [{ message: { node: 'n3', result: 'clicked' } }, 'clicked in “Welcome”', '点击了“Welcome”'],
  [{ score: 'response', gte: 0.8 }, 'score “response” is at least 0.8', '评分“response”不小于 0.8'],
  [
    { all: [{ tag: 'vip' }, { any: [{ consent: 'sms' }, { attribute: 'age', is: 'gt', value: 30 }] }] },
    'is tagged “vip” and (has agreed to SMS or age is more than 30)',
    '有标签“vip”，且（已授权短信，或 age 大于 30）',
  ],
  [{ not: { any: [{ tag: 'a' }, { tag: 'b' }] } }, 'not (is tagged “a” or is tagged “b”)', '不满足（有标签“a”，或有标签“b”）'],
  [{ all: [{ tag: 'a' }, { any: [{ tag: 'b' }] }] }, 'is tagged “a” and is tagged “b”', '有标签“a”，且有标签“b”'],
  [{ attribute: '', is: 'eq' }, '… is …', '… 是 …'],
];

describe('a condition in words', () => {
  it.each(said)('%j', (condition, english, chinese) => {
    expect(sentenceOf(condition, en, names)).toBe(english);
    expect(sentenceOf(condition, zh, names)).toBe(chinese);
  });

  it('shortens a long choice', () => {
    const condition: Condition = { attribute: 'city', is: 'in', value: ['a', 'b', 'c', 'd', 'e', 'f'] };
    expect(sentenceOf(condition, en)).toBe('city is a or b or c or d or 2 more');
    expect(sentenceOf(condition, zh)).toBe('city 是 a 或 b 或 c 或 d 等，另有 2 项');
  });

  it('leaves no key unworded in either language', () => {
    for (const [condition] of said) for (const t of [en, zh]) expect(sentenceOf(condition, t, names)).not.toMatch(/condition\.|\{\{/);
  });
});

describe('a path into a condition', () => {
  const condition: Condition = { all: [{ tag: 'a' }, { not: { any: [{ tag: 'b' }, { tag: 'c' }] } }] };

  it('finds the row that it names', () => {
    expect(leafAt(condition, 'all.0')).toEqual({ tag: 'a' });
    expect(leafAt(condition, 'all.1.not.any.1')).toEqual({ tag: 'c' });
    expect(leafAt({ tag: 'a' }, '')).toEqual({ tag: 'a' });
  });

  it('finds nothing where it leads nowhere', () => {
    for (const path of ['any.0', 'all.7', 'all.1', 'all']) expect(leafAt(condition, path)).toBeNull();
  });
});
