import { storePerson } from '@wayfare/customers/testing';
import { addDuration, type Condition, evaluateCondition, ManualClock, type PersonFacts } from '@wayfare/kernel';
import { conditionContext, conditions, people, profileWith, TEST_NOW, VOCABULARY } from '@wayfare/kernel/testing';
import { eventually, testDatabase } from '@wayfare/platform/testing';
import fc from 'fast-check';
import { forgetChanges } from './changes.js';
import { Counting } from './counting.js';

const LISTS = ['1', '2'];
const RUNS = 100;
const TABLES = [
  'responses',
  'messages',
  'enrollments',
  'order_lines',
  'orders',
  'events',
  'consents',
  'list_members',
  'suppressions',
  'identities',
  'customers',
];

const database = await testDatabase();
const clock = new ManualClock(TEST_NOW);
const newCounting = (options: { mostBytes?: number } = {}) => new Counting({ database, clock, leastPeople: 0, ...options });

/** Since when all changes are known, as at the very beginning: what an earlier test has forgotten would make images too old for as long as an older transaction is open in any database of this server. */
const KEPT = "UPDATE people_changes_kept SET since = '3', next = '3'";

const clear = async (): Promise<void> => {
  for (const table of TABLES) await database.query(`DELETE FROM ${table}`);
  await database.query(KEPT);
};
const remove = async (id: string): Promise<void> => {
  for (const table of TABLES) await database.query(`DELETE FROM ${table} WHERE ${table === 'customers' ? 'id' : 'customer_id'} = $1`, [id]);
};

/** As stored: ids in order, external ids unique, no scores (nothing writes any yet). */
const storable = (group: readonly PersonFacts[]): PersonFacts[] =>
  group.map((person, at) => ({ ...person, id: String(at + 1), externalId: at === 0 ? person.externalId : null, scores: {} }));

const expected = (group: readonly PersonFacts[], asked: readonly Condition[]): number[] =>
  asked.map((condition) => group.filter((person) => evaluateCondition(condition, person, conditionContext())).length);

const counted = async (counting: Counting, asked: readonly Condition[]): Promise<number[]> => {
  const counts: number[] = [];
  for (const condition of asked) counts.push((await counting.tally([condition])).people[1] ?? 0);
  return counts;
};

const newestOf = async (counting: Counting, asked: readonly Condition[], below?: string): Promise<(string[] | null)[]> => {
  const newest: (string[] | null)[] = [];
  for (const condition of asked) newest.push(await counting.newest(condition, 2, below === undefined ? {} : { below }));
  return newest;
};
const expectedNewest = (group: readonly PersonFacts[], asked: readonly Condition[]): string[][] =>
  asked.map((condition) =>
    group
      .filter((person) => evaluateCondition(condition, person, conditionContext()))
      .map(({ id }) => id)
      .reverse()
      .slice(0, 2),
  );

beforeEach(clear);

describe('counting from columns', () => {
  it.each([
    { about: 'anything', leaves: undefined },
    { about: 'what people did and bought, and what it comes to', leaves: ['event', 'order'] as const },
    { about: 'messages and journeys', leaves: ['messages', 'enrollments'] as const },
  ])(
    'says what the in-memory evaluation says about $about, also after people have changed, come and gone',
    async ({ leaves }) => {
      const group = fc.array(people({ lists: LISTS }), { minLength: 2, maxLength: 5 }).map(storable);
      const options = { lists: [...LISTS, '3', 'x'], ...(leaves && { leaves }) };
      await fc.assert(
        fc.asyncProperty(group, group, fc.array(conditions(options), { minLength: 3, maxLength: 6 }), async (before, after, asked) => {
          await clear();
          for (const person of before) await storePerson(database, person);
          const counting = newCounting();
          expect(await counted(counting, asked)).toEqual(expected(before, asked));
          // the first stays as they were; all others are replaced by other people, of whom there may be more or fewer
          const next = [...before.slice(0, 1), ...after.slice(1)];
          for (const { id } of before.slice(1)) await remove(id);
          for (const person of next.slice(1)) await storePerson(database, person);
          expect(await counted(counting, asked)).toEqual(expected(next, asked));
          expect(await newestOf(counting, asked)).toEqual(expectedNewest(next, asked));
          expect(await newestOf(counting, asked, '3')).toEqual(expectedNewest(next.slice(0, 2), asked));
        }),
        { numRuns: leaves ? RUNS / 2 : RUNS },
      );
    },
    240_000,
  );

  it('is exact in the midst of writes: who moves at once from one city to another is never counted twice, nor not at all', async () => {
    const cities = ['Berlin', 'Paris'];
    for (let id = 1; id <= 60; id += 1)
      await storePerson(
        database,
        profileWith({ id: String(id), externalId: null, email: `c${id}@b.cc`, attributes: { city: cities[id % 2] ?? '' } }),
      );
    const inCity = (city: string): Condition => ({ attribute: 'city', is: 'eq', value: city });
    const counting = newCounting();
    let isCounting = true;
    const swap = async (writer: number): Promise<number> => {
      let swaps = 0;
      for (; isCounting; swaps += 1) {
        await database.query(
          `WITH one AS (SELECT id FROM customers WHERE attributes->>'city' = 'Berlin' AND id % 3 = $1 ORDER BY random() LIMIT 1 FOR UPDATE),
             other AS (SELECT id FROM customers WHERE attributes->>'city' = 'Paris' AND id % 3 = $1 ORDER BY random() LIMIT 1 FOR UPDATE)
           UPDATE customers c SET attributes = jsonb_build_object('city', CASE WHEN c.id = one.id THEN 'Paris' ELSE 'Berlin' END)
           FROM one, other WHERE c.id IN (one.id, other.id)`,
          [writer],
        );
      }
      return swaps;
    };
    const writers = [0, 1, 2].map(swap);
    const tallies: number[][] = [];
    for (let round = 0; round < 120; round += 1) tallies.push((await counting.tally(cities.map(inCity))).people);
    isCounting = false;
    const swaps = await Promise.all(writers);
    expect(Math.min(...swaps)).toBeGreaterThan(0);
    expect(tallies).toEqual(tallies.map(() => [0, 30, 30, 0]));
  }, 60_000);

  it('asks the tables where the changes since are no longer known, where the columns do not fit, and where an event was received ahead of the clock', async () => {
    const clicked: Condition = { event: 'click' };
    const click = (id: string, receivedAt: Date) =>
      database.query(
        "INSERT INTO events (customer_id, id, name, occurred_at, received_at) VALUES ($1::bigint, 'click ' || $1::bigint, 'click', $2, $3)",
        [id, TEST_NOW, receivedAt],
      );
    for (const id of ['1', '2', '3']) await storePerson(database, profileWith({ id, externalId: null }));
    await click('1', TEST_NOW);
    await click('2', new Date(TEST_NOW.getTime() + 1000));
    const [counting, small] = [newCounting(), newCounting({ mostBytes: 10 })];
    expect(await counted(counting, [clicked])).toEqual([1]);
    await forgetChanges(database);
    await click('3', TEST_NOW);
    await forgetChanges(database);
    await forgetChanges(database);
    expect(await counted(counting, [clicked])).toEqual([2]);
    await counting.settled();
    expect(await counted(counting, [clicked])).toEqual([2]);
    expect(await counted(small, [clicked])).toEqual([2]);
    clock.moveTo(addDuration(TEST_NOW, 'PT1H'));
    expect(await counted(counting, [clicked])).toEqual([3]);
  });

  it('follows an order, its lines, and the category of a product, whose lines nobody looks for', async () => {
    for (const id of ['1', '2']) await storePerson(database, profileWith({ id, externalId: null }));
    const line = { product: 'p-1', category: null, quantity: 1, priceMinor: 500, discountMinor: 0 };
    const order = { placedAt: TEST_NOW, amountMinor: 500, currency: 'CNY', channel: null, store: null, attributes: {}, lines: [line] };
    await storePerson(database, { ...profileWith({ id: '3', externalId: null }), orders: [{ ...order, id: 'o-1' }] });
    const shoes: Condition = { order: 'items', where: [{ property: 'category', is: 'eq', value: 'Shoes' }] };
    const spent: Condition = { order: 'orders', measure: { take: 'sum', of: 'amount', is: 'gte', value: 12 } };
    const counting = newCounting();
    expect(await counted(counting, [shoes, spent])).toEqual([0, 0]);
    await database.query("UPDATE order_lines SET category = 'Shoes'");
    await database.query('UPDATE orders SET amount_minor = 1200');
    expect(await counted(counting, [shoes, spent])).toEqual([1, 1]);
    await database.query('UPDATE orders SET customer_id = 2');
    await database.query('UPDATE order_lines SET customer_id = 2, category = NULL');
    expect(await counted(counting, [shoes, spent])).toEqual([0, 1]);
    for (const [statement, found] of [
      ["INSERT INTO products (id, category, created_at, updated_at) VALUES ('p-1', 'Shoes', now(), now())", 1],
      ["UPDATE products SET category = 'Boots'", 0],
      ["UPDATE products SET category = 'Shoes'", 1],
      ['DELETE FROM products', 0],
    ] as const) {
      await counted(counting, [shoes]);
      await counting.settled();
      await database.query(statement);
      expect(await counted(counting, [shoes])).toEqual([found]);
      await forgetChanges(database);
      await forgetChanges(database);
      expect(await counted(counting, [shoes])).toEqual([found]);
    }
  });

  it('sees at once what the engine and the dispatchers write, though nobody notes of whom it is', async () => {
    const [journey = ''] = VOCABULARY.journeys;
    const message = {
      journey,
      node: 'mail',
      template: '7',
      channel: 'email',
      reason: null,
      decidedAt: TEST_NOW,
      handedAt: null,
      responses: [],
    };
    const stay = { journey, enteredAt: TEST_NOW, ended: null, heldOutAt: null };
    for (const id of ['1', '2', '3'])
      await storePerson(database, {
        ...profileWith({ id, externalId: null, attributes: { city: 'Berlin' } }),
        messages: [{ ...message, state: 'queued' }],
        enrollments: [stay],
      });
    await database.query('TRUNCATE people_changes');
    const where = [{ property: 'journey', is: 'eq' as const, value: journey }];
    const asked: Condition[] = [
      { messages: 'sent', where },
      { all: [{ attribute: 'city', is: 'eq', value: 'Berlin' }, { not: { messages: 'opened' } }] },
      { messages: 'clicked', count: { lte: 0 } },
      { messages: 'sent', measure: { take: 'last', is: 'after', value: { ago: 'P1D' } } },
      { enrollments: 'inside' },
      { enrollments: 'completed', where },
    ];
    const counting = newCounting();
    expect(await counted(counting, asked)).toEqual([0, 3, 3, 0, 3, 0]);
    await database.query("UPDATE messages SET state = 'sent', handed_at = $1 WHERE customer_id < 3", [TEST_NOW]);
    await database.query(
      "INSERT INTO responses (customer_id, message_id, kind, journey_id, at) SELECT customer_id, id, 'click', journey_id, $1 FROM messages WHERE customer_id = 1",
      [TEST_NOW],
    );
    await database.query(
      "UPDATE cohorts SET state = 'exited', exit_reason = 'completed', arrived_at = $1 WHERE id = (SELECT cohort_id FROM enrollments WHERE customer_id = 2)",
      [TEST_NOW],
    );
    expect(await counted(counting, asked)).toEqual([2, 2, 2, 2, 2, 1]);
    expect(await newestOf(counting, [{ messages: 'sent' }])).toEqual([['2', '1']]);
    expect(await database.query('SELECT 1 FROM people_changes')).toEqual([]);
  });

  it('asks the tables where numbers are too large to be added one by one', async () => {
    const event = { name: 'won', occurredAt: TEST_NOW, properties: { points: 1e21 } };
    await storePerson(database, { ...profileWith({ id: '1', externalId: null }), events: [event, event] });
    const rich = (value: number): Condition => ({ event: 'won', measure: { take: 'sum', of: 'points', is: 'eq', value } });
    const counting = newCounting();
    expect(await counted(counting, [rich(2e21), rich(1e21)])).toEqual([1, 0]);
    expect(await counting.newest(rich(2e21), 5)).toBeNull();
  });

  it('tells whom e-mail reaches, also when an address that two people share is to be left alone', async () => {
    for (const id of ['1', '2', '3'])
      await storePerson(database, profileWith({ id, externalId: null, email: id === '3' ? 'c@b.cc' : 'A@b.cc' }));
    const everybody: Condition = { all: [] };
    const counting = newCounting();
    expect(await counting.tally([everybody])).toEqual({ people: [0, 3], email: [0, 3] });
    await database.query("INSERT INTO suppressions VALUES (1, 'email', 'A@b.cc', 'unsubscribed', 'test', $1)", [TEST_NOW]);
    expect(await counting.tally([everybody])).toEqual({ people: [0, 3], email: [0, 1] });
    await database.query('DELETE FROM suppressions');
    expect(await counting.tally([everybody])).toEqual({ people: [0, 3], email: [0, 3] });
  });

  it('ends, in the database too, when nobody waits for it any more; who asks the same goes on', async () => {
    await storePerson(database, profileWith({ id: '1', externalId: null, attributes: { city: 'Berlin' } }));
    const inCity = (is: 'eq' | 'ne'): Condition => ({ attribute: 'city', is, value: 'Berlin' });
    const [counting, tables] = [newCounting(), new Counting({ database, clock, leastPeople: 2 ** 40 })];
    const reading = async (): Promise<number> =>
      (
        await database.query(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ~ 'FROM customers c'",
        )
      ).length;
    await database.transaction(async (tx) => {
      await counting.tally([{ all: [] }]);
      await tx.query('LOCK TABLE customers IN ACCESS EXCLUSIVE MODE');
      const [typed, alsoTyped, another] = [new AbortController(), new AbortController(), new AbortController()];
      const [first, second] = [counting.tally([inCity('eq')], typed.signal), counting.tally([inCity('ne')], alsoTyped.signal)];
      const third = tables.tally([inCity('eq')], another.signal);
      const ends = Promise.allSettled([first, second, third]);
      await eventually(async () => (await reading()) === 2);
      typed.abort(new Error('typed on'));
      await expect(first).rejects.toThrow('typed on');
      // the column is still being read for the second
      expect(await reading()).toBe(2);
      alsoTyped.abort(new Error('typed on'));
      another.abort(new Error('typed on'));
      expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
      await eventually(async () => (await reading()) === 0);
    });
    expect((await counting.tally([inCity('eq')])).people).toEqual([0, 1]);
  });
});
