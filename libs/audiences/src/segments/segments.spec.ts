import { storePerson } from '@wayfare/customers/testing';
import { type Condition, ManualClock } from '@wayfare/kernel';
import { profileWith, TEST_NOW } from '@wayfare/kernel/testing';
import { testDatabase } from '@wayfare/platform/testing';
import { Lists } from '../lists/lists.js';
import { Segments } from './segments.js';

const database = await testDatabase();
const clock = new ManualClock(TEST_NOW);
const segments = new Segments({ database, clock });
const lists = new Lists({
  database,
  clock,
  reportPeople: {
    async *customerIds({ what }) {
      yield what === 'responded' ? ['1', '2'] : [];
      yield what === 'responded' ? ['2', '3'] : [];
    },
  },
  nodePeople: {
    query: async (_, { what }) => ({
      text: 'SELECT unnest($1::bigint[]) AS customer_id',
      parameters: [what === 'sent' ? ['1', '3', '3', '42'] : []],
    }),
  },
});

const inCity = (city: string): Condition => ({ attribute: 'city', is: 'eq', value: city });
const inSegment = (segment: string): Condition => ({ segment });
const make = (name: string, condition: Condition) => segments.createSegment({ name, condition });

const person = (id: string, facts: Parameters<typeof profileWith>[0] = {}) =>
  storePerson(database, profileWith({ id, externalId: `c${id}`, email: `c${id}@b.cc`, ...facts }));

beforeEach(async () => {
  await database.query(
    'TRUNCATE customers, identities, consents, suppressions, list_members, lists, segments, events, journey_versions, journeys, audit CASCADE',
  );
  await person('1', { attributes: { city: 'Berlin' } });
  await person('2', { attributes: { city: 'Berlin' }, consent: {} });
  await person('3', { attributes: { city: 'Paris' }, email: null });
});

describe('counting a segment', () => {
  it('counts people and those whom each channel could reach', async () => {
    await person('4', { attributes: { city: 'Berlin' }, suppressions: [{ channel: 'email', reason: 'unsubscribed' }] });
    await person('5', { attributes: { city: 'Berlin' }, consent: { email: false } });
    expect(await segments.countSegment({ condition: inCity('Berlin') })).toEqual({
      count: 4,
      reach: { email: 1, webhook: 4 },
      milliseconds: expect.any(Number),
    });
    expect(await segments.countSegment({ condition: { all: [] } })).toMatchObject({ count: 5 });
  });

  it('leaves out who was erased', async () => {
    await database.query('UPDATE customers SET erased_at = $1 WHERE id = 1', [TEST_NOW]);
    expect(await segments.countSegment({ condition: { all: [] } })).toMatchObject({ count: 2 });
    expect((await segments.sampleSegment({ condition: { all: [] } })).items.map(({ id }) => id)).toEqual(['3', '2']);
  });
});

describe('the overlap of conditions', () => {
  it('is an exact number for each combination, without those that hold of nobody', async () => {
    const berliners = await make('Berliners', inCity('Berlin'));
    const conditions: Condition[] = [inSegment(berliners.id), { consent: 'email' }, { attribute: 'email', is: 'exists' }];
    expect(await segments.overlapSegments({ conditions })).toEqual({
      counts: [2, 2, 2],
      combinations: [
        { of: [1], people: 1 },
        { of: [0, 2], people: 1 },
        { of: [0, 1, 2], people: 1 },
      ],
      milliseconds: expect.any(Number),
    });
  });
});

describe.each([
  ['the tables', segments],
  ['columns', new Segments({ database, clock, leastPeople: 0 })],
])('the people of a segment, from %s', (_, from) => {
  it('are those of now, page by page, also by a search', async () => {
    const { id } = await make('Berliners', inCity('Berlin'));
    expect(await from.segment(id)).toMatchObject({ name: 'Berliners', condition: inCity('Berlin') });
    await from.countSegment({ condition: inCity('Berlin') });
    await person('6', { attributes: { city: 'Berlin' } });
    const first = await from.segmentCustomers(id, { limit: 2 });
    expect(first.items.map((one) => one.id)).toEqual(['6', '2']);
    const second = await from.segmentCustomers(id, { limit: 2, cursor: first.next ?? '' });
    expect([second.items.map((one) => one.id), second.next]).toEqual([['1'], null]);
    expect((await from.segmentCustomers(id, { query: 'c2' })).items.map((one) => one.id)).toEqual(['2']);
    await expect(from.segmentCustomers(id, { cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('segments', () => {
  it('stand inside others, also negated', async () => {
    const { id } = await make('Berliners', inCity('Berlin'));
    const others = await make('Others', { not: inSegment(id) });
    expect((await segments.segmentCustomers(others.id, {})).items.map((one) => one.id)).toEqual(['3']);
  });

  it('are refused where they would lead back to themselves, directly or through others', async () => {
    const a = await make('a', inCity('Berlin'));
    const b = await make('b', { all: [inSegment(a.id)] });
    const c = await make('c', { not: { any: [inSegment(b.id), inCity('x')] } });
    await expect(segments.changeSegment(a.id, { name: 'a', condition: inSegment(c.id) })).rejects.toMatchObject({
      code: 'segment_cycle',
      status: 422,
      message: 'The segment would lead back to itself: a → c → b → a.',
    });
    await expect(segments.changeSegment(a.id, { name: 'a', condition: inSegment(a.id) })).rejects.toMatchObject({ code: 'segment_cycle' });
    expect(await segments.changeSegment(c.id, { name: 'c', condition: inSegment(a.id) })).toMatchObject({ condition: inSegment(a.id) });
  });

  it('never close a circle when two are changed at once', async () => {
    const [a, b] = [await make('a', { all: [] }), await make('b', { all: [] })];
    const results = await Promise.allSettled([
      segments.changeSegment(a.id, { name: 'a', condition: inSegment(b.id) }),
      segments.changeSegment(b.id, { name: 'b', condition: inSegment(a.id) }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are refused where they name what is not there, or ask for messages', async () => {
    await expect(make('a', inSegment('42'))).rejects.toMatchObject({ code: 'unknown_segment' });
    await expect(make('a', inSegment('x'))).rejects.toMatchObject({ code: 'unknown_segment' });
    await expect(make('a', { list: '42' })).rejects.toMatchObject({ code: 'unknown_list' });
    await expect(make('a', { not: { message: { node: 'n', result: 'sent' } } })).rejects.toMatchObject({ code: 'message_outside_journey' });
    const of = (property: string): Condition => ({ messages: 'opened', where: [{ property, is: 'in', value: ['42'] }] });
    await expect(make('a', of('journey'))).rejects.toMatchObject({ code: 'unknown_journey' });
    await expect(make('a', { not: of('template') })).rejects.toMatchObject({ code: 'unknown_template' });
  });

  it('are not deleted while another segment or a journey under way names them', async () => {
    const a = await make('a', inCity('Berlin'));
    const b = await make('b', { any: [{ not: inSegment(a.id) }] });
    await expect(segments.deleteSegment(a.id)).rejects.toMatchObject({
      code: 'in_use',
      detail: { body: { uses: [{ kind: 'segment', name: 'b' }] } },
    });
    await segments.deleteSegment(b.id);
    const plan = {
      steps: {
        n1: { kind: 'audience', audience: { segmentId: a.id } },
        n2: { kind: 'branch', paths: [{ condition: { all: [{ segment: a.id }] } }] },
      },
    };
    await database.query(`INSERT INTO journeys (id, name, state, draft, created_at, updated_at) VALUES (1, 'j', 'running', '{}', $1, $1)`, [
      TEST_NOW,
    ]);
    await database.query(
      `INSERT INTO journey_versions (id, journey_id, number, graph, plan, published_at) VALUES (1, 1, 1, '{}', $2, $1)`,
      [TEST_NOW, JSON.stringify(plan)],
    );
    await database.query('UPDATE journeys SET version_id = 1');
    await expect(segments.deleteSegment(a.id)).rejects.toMatchObject({
      code: 'in_use',
      detail: { body: { uses: [{ kind: 'journey', name: 'j' }] } },
    });
    await database.query("UPDATE journeys SET state = 'stopped'");
    await segments.deleteSegment(a.id);
    await expect(segments.segment(a.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('say what names them: segments and journeys under way, which hold them, and drafts and lists, which do not', async () => {
    const a = await make('a', inCity('Berlin'));
    expect(await segments.segmentUses(a.id)).toEqual({ uses: [] });
    const b = await make('b', { not: inSegment(a.id) });
    const list = await lists.createList({ name: 'l', from: { segment: a.id } });
    const other = await lists.createList({ name: 'm', from: { lists: [list.id, list.id], how: 'any' } });
    await database.query(`INSERT INTO journeys (id, name, state, draft, created_at, updated_at) VALUES (7, 'j', 'draft', $2, $1, $1)`, [
      TEST_NOW,
      JSON.stringify({ nodes: [{ id: 'n', data: { segmentId: a.id } }], edges: [] }),
    ]);
    expect(await segments.segmentUses(a.id)).toEqual({
      uses: [
        { kind: 'segment', id: b.id, name: 'b', holds: true },
        { kind: 'draft', id: '7', name: 'j', holds: false },
        { kind: 'list', id: list.id, name: 'l', holds: false },
      ],
    });
    expect(await lists.listUses(list.id)).toEqual({ uses: [{ kind: 'list', id: other.id, name: 'm', holds: false }] });
    await expect(segments.segmentUses('42')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are found by name and leave a trail', async () => {
    await make('Big Spenders', { all: [] });
    await make('Others', { all: [] });
    expect((await segments.segments({ query: 'spend' })).items.map(({ name }) => name)).toEqual(['Big Spenders']);
    expect(await database.query("SELECT action FROM audit WHERE object_kind = 'segment'")).toHaveLength(2);
  });
});

describe('questions about messages and journeys', () => {
  const journey = '7';
  const where = [{ property: 'journey', is: 'eq' as const, value: journey }];
  const at = new Date(TEST_NOW.getTime() - 60_000);
  const mail = {
    journey,
    node: 'mail',
    template: '5',
    channel: 'email',
    state: 'sent',
    reason: null,
    decidedAt: at,
    handedAt: at,
  } as const;
  const opened = { kind: 'open', at, machine: false };

  beforeEach(async () => {
    await database.query('TRUNCATE messages, responses, enrollments, cohorts');
    const stay = { journey, enteredAt: at, ended: null, heldOutAt: null };
    const facts = (id: string) => profileWith({ id, externalId: null, email: `c${id}@b.cc` });
    await storePerson(database, { ...facts('11'), messages: [{ ...mail, responses: [opened, opened] }], enrollments: [stay] });
    await storePerson(database, {
      ...facts('12'),
      messages: [{ ...mail, responses: [{ ...opened, machine: true }] }],
      enrollments: [stay],
    });
    const unsent = { ...mail, state: 'suppressed', reason: 'frequency_cap', handedAt: null, responses: [] } as const;
    await storePerson(database, { ...facts('13'), messages: [unsent], enrollments: [{ ...stay, ended: { at, reason: 'goal' } }] });
  });

  it('count people, and say of one what was found', async () => {
    const count = async (condition: Condition) => (await segments.countSegment({ condition })).count;
    expect(await count({ messages: 'sent', where })).toBe(2);
    expect(await count({ messages: 'opened', where })).toBe(1);
    expect(await count({ messages: 'opened', count: { gte: 2 } })).toBe(0);
    expect(await count({ messages: 'notSent', where: [{ property: 'reason', is: 'eq', value: 'frequency_cap' }] })).toBe(1);
    expect(await count({ enrollments: 'left', where: [...where, { property: 'reason', is: 'eq', value: 'goal' }] })).toBe(1);
    expect(await count({ all: [{ enrollments: 'inside', where }, { not: { messages: 'opened', where } }] })).toBe(1);
    const condition: Condition = { all: [{ messages: 'sent', where }, { not: { messages: 'opened', within: 'P1D' } }] };
    expect(await segments.matchSegment({ condition, customerId: '11' })).toEqual({
      matches: false,
      leaves: [
        { path: 'all.0', holds: true, saw: 1 },
        { path: 'all.1.not', holds: true, saw: 1 },
      ],
    });
  });

  it('are kept in segments, which a journey that they ask about may enter by', async () => {
    const segment = await make('Openers', { messages: 'opened', where });
    await database.query(
      `UPDATE journeys SET draft = jsonb_build_object('nodes', jsonb_build_array(jsonb_build_object('data', jsonb_build_object('segmentId', $1::text)))) WHERE id = 7`,
      [segment.id],
    );
    expect((await segments.segmentUses(segment.id)).uses).toEqual([]);
    await database.query("UPDATE journeys SET state = 'draft' WHERE id = 7");
    expect((await segments.segmentUses(segment.id)).uses).toMatchObject([{ kind: 'draft', id: '7' }]);
    expect((await segments.segmentCustomers(segment.id, {})).items.map(({ id }) => id)).toEqual(['11']);
  });

  it('can name what there is to name: journeys with their sends, those put away as well', async () => {
    const nodes = [
      { id: 'm1', type: 'send', data: { name: 'First mail' } },
      { id: 'w', type: 'wait', data: { name: 'Wait' } },
      { id: 'm2', type: 'webhook', data: {} },
    ];
    await database.query("UPDATE journeys SET name = 'Spring', draft = $1, archived_at = $2 WHERE id = 7", [JSON.stringify({ nodes }), at]);
    expect(await segments.historySources()).toEqual({
      journeys: [
        {
          id: '7',
          name: 'Spring',
          sends: [
            { id: 'm1', name: 'First mail' },
            { id: 'm2', name: 'm2' },
          ],
        },
      ],
      templates: [],
    });
  });
});

describe('matching', () => {
  it('says for each question whether it holds and what it saw', async () => {
    const { id } = await make('Berliners', inCity('Berlin'));
    await database.query("UPDATE customers SET tags = '{vip}' WHERE id = 1");
    const condition: Condition = {
      all: [
        inCity('Paris'),
        { not: { tag: 'vip' } },
        { any: [inSegment(id), { event: 'visit', count: { lte: 0 } }, { consent: 'email' }, { attribute: 'none', is: 'exists' }] },
      ],
    };
    expect(await segments.matchSegment({ condition, customerId: '1' })).toEqual({
      matches: false,
      leaves: [
        { path: 'all.0', holds: false, saw: 'Berlin' },
        { path: 'all.1.not', holds: true, saw: ['vip'] },
        { path: 'all.2.any.0', holds: true, saw: null },
        { path: 'all.2.any.1', holds: true, saw: 0 },
        { path: 'all.2.any.2', holds: true, saw: true },
        { path: 'all.2.any.3', holds: false, saw: null },
      ],
    });
    await expect(segments.matchSegment({ condition, customerId: '42' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('say what orders come to for one person, and what was found at the first or the last of them', async () => {
    const line = (product: string, priceMinor: number) => ({ product, category: null, quantity: 2, priceMinor, discountMinor: 50 });
    const order = { amountMinor: 0, currency: 'CNY', channel: 'web', store: null, attributes: {} };
    const orders = [
      { ...order, id: 'o-1', placedAt: new Date('2026-02-01T08:00:00Z'), lines: [line('p-1', 1000)] },
      { ...order, id: 'o-2', placedAt: new Date('2026-03-01T08:00:00Z'), lines: [line('p-2', 333), line('p-3', 100)] },
    ];
    await storePerson(database, { ...profileWith({ id: '77', externalId: null, email: null }), orders });
    const items = (take: 'sum' | 'average' | 'last' | 'first', of?: string): Condition => ({
      order: 'items',
      measure: { take, ...(of === undefined ? {} : { of }), is: 'exists' },
    });
    const condition = {
      any: [items('sum', 'amount'), items('average', 'price'), items('last', 'product'), items('first'), items('last', 'store')],
    };
    const { leaves } = await segments.matchSegment({ condition, customerId: '77' });
    expect(leaves.map(({ saw }) => saw)).toEqual([27.16, 4.7767, ['p-2', 'p-3'], ['2026-02-01T08:00:00.000Z'], null]);
    expect(leaves.map(({ holds }) => holds)).toEqual([true, true, true, true, false]);
    expect((await segments.matchSegment({ condition: { order: 'orders', count: { gte: 3 } }, customerId: '77' })).leaves).toEqual([
      { path: '', holds: false, saw: 2 },
    ]);
  });
});

describe('lists', () => {
  const ids = async (id: string) => (await lists.listCustomers(id, {})).items.map((one) => one.id);

  it('are made of others: of any, of all, of the first alone', async () => {
    const a = await lists.createList({ name: 'a', from: { customers: ['1', '2'] } });
    const b = await lists.createList({ name: 'b', from: { customers: ['2', '3'] } });
    const make = (how: 'any' | 'all' | 'firstOnly') => lists.createList({ name: how, from: { lists: [a.id, b.id], how } });
    const made = [await make('any'), await make('all'), await make('firstOnly')];
    expect(await Promise.all(made.map((list) => ids(list.id)))).toEqual([['3', '2', '1'], ['2'], ['1']]);
    expect(made[0]?.origin).toEqual({ lists: [a.id, b.id], how: 'any' });
    await expect(lists.createList({ name: 'x', from: { lists: [a.id, '99'], how: 'any' } })).rejects.toMatchObject({
      code: 'unknown_list',
    });
  });

  it('take people on and let them go, and leave a trail', async () => {
    const { id } = await lists.createList({ name: 'a', from: { customers: ['1'] } });
    expect(await lists.changeListMembers(id, { add: ['2', '3', '42'], remove: ['1', '7'] })).toMatchObject({ people: 2 });
    expect(await ids(id)).toEqual(['3', '2']);
    const added = { addedAt: TEST_NOW.toISOString(), source: 'hand' };
    expect((await lists.listCustomers(id, {})).items.map(({ membership }) => membership)).toEqual([added, added]);
    expect(await database.query("SELECT action FROM audit WHERE object_kind = 'list' ORDER BY id")).toEqual([
      { action: 'created' },
      { action: 'updated' },
    ]);
    await expect(lists.changeListMembers('99', { add: ['1'] })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('keep the people of a condition, a segment, customers, a report or the canvas as they were', async () => {
    const { id } = await make('Berliners', inCity('Berlin'));
    const made = [
      await lists.createList({ name: 'condition', from: { condition: inCity('Berlin') } }),
      await lists.createList({ name: 'segment', from: { segment: id } }),
      await lists.createList({ name: 'customers', from: { customers: ['3', '1', '1', '42'] } }),
      await lists.createList({ name: 'report', from: { report: { journeyId: '1', day: '2027-03-30', what: 'responded' } } }),
      await lists.createList({ name: 'canvas', from: { node: { journeyId: '1', nodeId: 'mail', what: 'sent' } } }),
    ];
    await person('7', { attributes: { city: 'Berlin' } });
    expect(made.map(({ people }) => people)).toEqual([2, 2, 2, 3, 2]);
    expect(await Promise.all(made.map((list) => ids(list.id)))).toEqual([
      ['2', '1'],
      ['2', '1'],
      ['3', '1'],
      ['3', '2', '1'],
      ['3', '1'],
    ]);
    expect((await lists.lists({})).items.map(({ name, people }) => [name, people])).toEqual([
      ['canvas', 2],
      ['report', 3],
      ['customers', 2],
      ['segment', 2],
      ['condition', 2],
    ]);
    expect(made[2]?.origin).toEqual({ customers: 4 });
  });

  it('are not deleted while something names them', async () => {
    const list = await lists.createList({ name: 'l', from: { customers: ['1'] } });
    const segment = await make('on it', { not: { list: list.id } });
    await expect(lists.deleteList(list.id)).rejects.toMatchObject({ code: 'in_use' });
    await segments.deleteSegment(segment.id);
    await lists.deleteList(list.id);
    expect(await database.query('SELECT 1 FROM list_members')).toEqual([]);
    await expect(lists.deleteList(list.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are not made of a segment that is not there', async () => {
    await expect(lists.createList({ name: 'l', from: { segment: '42' } })).rejects.toMatchObject({ code: 'not_found' });
    expect((await lists.lists({})).items).toEqual([]);
  });
});
