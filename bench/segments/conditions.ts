import { type Condition, conditionSchema } from '@wayfare/kernel';

/** What a manager asks, from the plainest question to four levels of them. */
export const conditionsOf = (list: string): readonly { readonly name: string; readonly condition: Condition }[] => {
  const inCity = (...cities: string[]): Condition => ({ attribute: 'city', is: 'in', value: cities });
  const bought: Condition = { event: 'purchase', within: 'P90D' };
  const dear: Condition = { event: 'purchase', where: [{ property: 'amount', is: 'gte', value: 300 }] };
  const adult: Condition = {
    all: [
      { attribute: 'age', is: 'gte', value: 25 },
      { attribute: 'age', is: 'lt', value: 45 },
    ],
  };
  const left: Condition = { all: [{ event: 'add_to_cart', within: 'P7D' }, { not: { event: 'purchase', within: 'P7D' } }] };
  const questions: Readonly<Record<string, Condition>> = {
    everybody: { all: [] },
    'a city': inCity('Shanghai'),
    'an age and a city': { all: [inCity('Beijing', 'Wuhan'), adult] },
    'who may be written to': { all: [{ consent: 'email' }, { not: { tag: 'newsletter' } }] },
    'on a list': { all: [{ list }, { attribute: 'vip', is: 'eq', value: true }] },
    'born before 1990': { attribute: 'birthday', is: 'before', value: '1990-01-01' },
    'joined lately': { attribute: 'createdAt', is: 'after', value: { ago: 'P180D' } },
    'a part of an address': { attribute: 'email', is: 'contains', value: '99@' },
    'bought lately': bought,
    'bought often': { event: 'purchase', count: { gte: 3 } },
    'never bought': { not: { event: 'purchase' } },
    'looked very often': { event: 'page_view', count: { gte: 10 } },
    'looked a few times lately': { event: 'page_view', count: { gte: 2, lte: 5 }, within: 'P30D' },
    'bought something dear': dear,
    'bought dear shoes lately': {
      event: 'purchase',
      within: 'P1Y',
      where: [
        { property: 'category', is: 'eq', value: 'shoes' },
        { property: 'amount', is: 'gt', value: 250 },
      ],
    },
    'looked at one page': { event: 'page_view', count: { gte: 2 }, where: [{ property: 'path', is: 'in', value: ['/7', '/8', '/9'] }] },
    'left the cart': left,
    'one of four acts': { any: [bought, { event: 'app_open', within: 'P7D' }, { event: 'search', count: { gte: 5 } }, dear] },
    'three acts, not a fourth': {
      all: [{ event: 'page_view' }, { event: 'product_view', count: { gte: 2 } }, { event: 'search' }, { not: bought }],
    },
    'who lapsed': {
      all: [{ event: 'purchase', count: { gte: 2 } }, { not: { event: 'purchase', within: 'P180D' } }, { consent: 'email' }],
    },
    'good customers of three cities': {
      all: [inCity('Shanghai', 'Beijing', 'Chengdu'), { attribute: 'spent', is: 'gte', value: 500 }, bought, { consent: 'email' }],
    },
    'four levels': {
      all: [
        { any: [{ all: [inCity('Shanghai', 'Suzhou'), { not: { any: [left, { tag: 'vip' }] } }] }, { all: [dear, adult] }] },
        { not: { all: [{ list }, { event: 'app_open', count: { gte: 2 } }] } },
        { consent: 'email' },
      ],
    },
    'everything at once': {
      all: [
        {
          any: [
            inCity('Nanjing', 'Hangzhou'),
            { attribute: 'tier', is: 'in', value: ['L1', 'L2'] },
            { attribute: 'birthday', is: 'after', value: '1999-06-30' },
          ],
        },
        { any: [left, bought, { all: [{ event: 'product_view', count: { gte: 3 }, within: 'P60D' }, { not: { event: 'app_open' } }] }] },
        { not: { any: [{ list }, { event: 'page_view', count: { gt: 40 } }, { attribute: 'email', is: 'startsWith', value: 'c1' }] } },
        { any: [{ consent: 'email' }, { consent: 'sms' }] },
      ],
    },
    'spent much lately': { event: 'purchase', within: 'P1Y', measure: { take: 'sum', of: 'amount', is: 'gte', value: 500 } },
    'spent little or nothing': { event: 'purchase', measure: { take: 'sum', of: 'amount', is: 'lt', value: 100 } },
    'what was bought last': {
      all: [
        { event: 'purchase', measure: { take: 'last', of: 'category', is: 'eq', value: 'shoes' } },
        { event: 'purchase', measure: { take: 'average', of: 'amount', is: 'gt', value: 200 } },
      ],
    },
    'looked at many pages, first long ago': {
      all: [
        { event: 'page_view', measure: { take: 'distinct', of: 'path', is: 'gte', value: 8 } },
        { not: { event: 'page_view', measure: { take: 'first', is: 'after', value: { ago: 'P180D' } } } },
      ],
    },
    'opened a mail of one journey lately': { messages: 'opened', within: 'P90D', where: [{ property: 'journey', is: 'eq', value: '3' }] },
    'written to often, opened nothing, in no journey': {
      all: [
        { messages: 'sent', count: { gte: 2 }, within: 'P180D' },
        { not: { any: [{ messages: 'opened', within: 'P180D' }, { enrollments: 'inside' }] } },
      ],
    },
    nobody: { all: [{ attribute: 'city', is: 'eq', value: 'Atlantis' }, { event: 'page_view' }] },
  };
  return Object.entries(questions).map(([name, condition]) => ({ name, condition: conditionSchema.parse(condition) }));
};
