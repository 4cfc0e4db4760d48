import { readFileSync } from 'node:fs';
import { eventInputSchema } from '@wayfare/contracts';
import { refusalIn } from './refusals.js';

const at = '2027-03-01T02:00:00.000Z';
const customer = { externalId: 'a' };

/** As whoever judges events says it. */
const wordsOf = (event: object): string => {
  const { error } = eventInputSchema.safeParse(event);
  const [issue] = error?.issues ?? [];
  if (!issue) throw new Error('nothing is wrong with it');
  return `${issue.path.join('.') || 'event'}: ${issue.message}`;
};

describe('why an event was refused', () => {
  it.each<[string, object]>([
    ['customer：必须填写', { name: 'a', occurredAt: at }],
    ['customer：请说明事件属于哪位客户', { name: 'a', occurredAt: at, customer: {} }],
    ['customer.externalId：应为文本，收到的是数字', { name: 'a', occurredAt: at, customer: { externalId: 7 } }],
    ['customer.id：不是有效的编号', { name: 'a', occurredAt: at, customer: { id: 'x' } }],
    ['name：至少 1 个字符', { name: '', occurredAt: at, customer }],
    ['name：最多 200 个字符', { name: 'a'.repeat(201), occurredAt: at, customer }],
    ['occurredAt：格式不正确', { name: 'a', occurredAt: 'yesterday', customer }],
    ['properties：应为对象，收到的是列表', { name: 'a', occurredAt: at, customer, properties: [] }],
    ['event：有未知的字段："colour"', { name: 'a', occurredAt: at, customer, colour: 'red' }],
  ])('is said in Chinese: %s', (words, event) => {
    expect(refusalIn(wordsOf(event), 'zh-CN')).toBe(words);
    expect(refusalIn(wordsOf(event), 'en')).toBe(wordsOf(event));
  });

  it('is said in Chinese whoever found it', () => {
    const files = [
      'events/judge.ts',
      'events/take-in.ts',
      'live/collect.ts',
      'live/inbound-hooks.ts',
      'live/hook-signature.ts',
      'live/hook-mapping.ts',
    ];
    const text = files.map((file) => readFileSync(`libs/customers/src/${file}`, 'utf8')).join('\n');
    const raised = [
      ...text.matchAll(/refuse\((?:index, )?'\w+',\s*['`]([^'`]+)['`]/g),
      ...text.matchAll(/\berr\('([^']+)'/g),
      ...text.matchAll(/code: 'unknown_customer', message: `([^`]+)`/g),
      ...text.matchAll(/return '(the [^']+)'|\? '(the [^']+)'/g),
    ].map(([, one, other]) => (one ?? other ?? '').replaceAll(/\$\{[^}]+\}/g, '7'));
    // what begins with a path ends with a schema's words
    const told = raised.filter((message) => !message.includes('${'));
    expect(told.length).toBeGreaterThan(12);
    expect(told.filter((message) => !/\p{Script=Han}/u.test(refusalIn(message, 'zh-CN')))).toEqual([]);
  });

  it('stays as it is where it is not known', () => {
    expect(refusalIn('something new', 'zh-CN')).toBe('something new');
  });
});
