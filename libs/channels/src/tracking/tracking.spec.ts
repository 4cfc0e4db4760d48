import { Ingestion } from '@wayfare/customers';
import { testDatabase, whenFileEnds } from '@wayfare/platform/testing';
import { layJourney, layMessages, openChannels, StandingClock, statesOf, WORLD_BEGINS } from '../testing/world.js';
import { NO_TOUCH } from './public-links.js';

const PERSON = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15';
const database = await testDatabase();
const clock = new StandingClock(WORLD_BEGINS);
const announced: string[] = [];
const ingestion = new Ingestion({ database, clock, queues: { add: async () => undefined } });
const events = { appendEvents: ingestion.appendEvents.bind(ingestion), announce: async (batchId: string) => void announced.push(batchId) };
const { tracking, links, connectors, dispatcher } = openChannels(database, clock, { events });
whenFileEnds(() => dispatcher.close());
const { id: connectorId } = await connectors.createConnector({
  kind: 'smtp',
  name: 'M',
  settings: { host: 'localhost', port: 25, from: 'a@b.example' },
});

let next = 1;
/** One message that was sent an hour ago to somebody new. */
const lay = async () => {
  const journey = await layJourney(database, { connectorId, template: { subject: 'x', text: 'x' } });
  const customerId = String(next++);
  await layMessages(database, journey, Number(customerId), Number(customerId));
  const [row] = await database.query<{ id: string }>(
    "UPDATE messages SET state = 'sent', handed_at = $2::timestamptz - interval '1 hour', address = 'p' || customer_id || '@customers.example' WHERE journey_id = $1 RETURNING id",
    [journey.journeyId, clock.now()],
  );
  const touch = { customerId, messageId: row?.id ?? '' };
  const tokenOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
  return {
    journey,
    ...touch,
    open: tokenOf(links.open(touch)),
    click: (url: string, slot = 0) => links.click({ touch, slot, url }).replace(/^.*\/t\/c\//, ''),
    unsubscribe: tokenOf(links.unsubscribe(touch)),
    responses: () =>
      database.query(
        "SELECT kind, key, machine, url, journey_id = $2 AS ours, detail->'count' AS count FROM responses WHERE customer_id = $1 ORDER BY kind, key",
        [customerId, journey.journeyId],
      ),
    events: () => database.query('SELECT name, properties FROM events WHERE customer_id = $1 ORDER BY occurred_at, id', [customerId]),
  };
};

describe('an opening', () => {
  it('by a person is a response and an event, once, however often the picture is loaded', async () => {
    const message = await lay();
    announced.length = 0;
    for (let n = 0; n < 3; n += 1) await tracking.open(message.open, PERSON);
    expect(await message.responses()).toEqual([{ kind: 'open', key: '', machine: false, url: null, ours: true, count: 3 }]);
    expect(await message.events()).toEqual([
      {
        name: 'message.opened',
        properties: {
          journeyId: message.journey.journeyId,
          nodeId: 'send',
          messageId: `${message.customerId}-${message.messageId}`,
          channel: 'email',
        },
      },
    ]);
    expect(announced).toHaveLength(1);
  });

  it('by a machine is kept apart and is no event; a person after it counts', async () => {
    const message = await lay();
    await tracking.open(message.open, 'Mozilla/5.0');
    expect(await message.events()).toEqual([]);
    await tracking.open(message.open, PERSON);
    expect(await message.responses()).toMatchObject([
      { kind: 'open', key: '', machine: false },
      { kind: 'open', key: 'machine', machine: true },
    ]);
    expect(await message.events()).toHaveLength(1);
  });

  it('at the same moment from two sides is one', async () => {
    const message = await lay();
    await Promise.all(Array.from({ length: 5 }, () => tracking.open(message.open, PERSON)));
    expect(await message.responses()).toMatchObject([{ count: 5 }]);
    expect(await message.events()).toHaveLength(1);
  });
});

describe('a click', () => {
  const URL = 'https://shop.example/?q=雨&a=1';

  it('leads on, and is a response and an event for each link', async () => {
    const message = await lay();
    expect(await tracking.click(message.click(URL), PERSON)).toBe(URL);
    expect(await tracking.click(message.click(URL), PERSON)).toBe(URL);
    expect(await tracking.click(message.click('https://other.example/', 1), PERSON)).toBe('https://other.example/');
    expect(await message.responses()).toEqual([
      { kind: 'click', key: '0', machine: false, url: URL, ours: true, count: 2 },
      { kind: 'click', key: '1', machine: false, url: 'https://other.example/', ours: true, count: 1 },
    ]);
    expect(await message.events()).toMatchObject([
      { name: 'message.clicked', properties: { url: URL } },
      { name: 'message.clicked', properties: { url: 'https://other.example/' } },
    ]);
  });

  it('by a machine leads on too, and is kept apart', async () => {
    const message = await lay();
    expect(await tracking.click(message.click(URL), 'node')).toBe(URL);
    expect(await tracking.click(message.click(URL), PERSON, 'HEAD')).toBe(URL);
    await tracking.click(message.click(URL), 'Mozilla/5.0');
    expect(await message.responses()).toMatchObject([
      { key: '0', machine: false },
      { key: 'machine:0', machine: true, count: 2 },
    ]);
    expect(await message.events()).toHaveLength(1);
  });

  it('on a link of a message that is not kept any more still leads on', async () => {
    const message = await lay();
    await database.query('DELETE FROM messages WHERE customer_id = $1', [message.customerId]);
    expect(await tracking.click(message.click(URL), PERSON)).toBe(URL);
    expect(await message.responses()).toEqual([]);
  });
});

describe('a link that we did not make', () => {
  it('is refused wherever it is tried, and leads nowhere', async () => {
    const message = await lay();
    const click = message.click('https://shop.example/');
    const forged = [`${click.slice(0, -3)}xyz`, message.open, message.unsubscribe, '', 'x.y', `${click}.gif`];
    for (const token of forged) await expect(tracking.click(token, PERSON)).rejects.toMatchObject({ code: 'link_unknown', status: 404 });
    for (const token of [click, message.unsubscribe, 'x'])
      await expect(tracking.open(token, PERSON)).rejects.toMatchObject({ code: 'link_unknown' });
    for (const token of [click, message.open, 'x'])
      await expect(tracking.unsubscribe(token)).rejects.toMatchObject({ code: 'link_unknown' });
    expect(await message.responses()).toEqual([]);
  });
});

describe('unsubscribing', () => {
  it('asks first: the page says who and where, and changes nothing', async () => {
    const message = await lay();
    expect(await tracking.unsubscribePage(message.unsubscribe)).toEqual({
      language: 'en',
      sender: 'Wayfare',
      address: 'p***@customers.example',
      purpose: null,
      isUnsubscribed: false,
      isOutOfAll: false,
    });
    expect(await message.responses()).toEqual([]);
  });

  it('takes back consent, suppresses the address, tells journeys, and stops what still waits', async () => {
    const message = await lay();
    const other = await layJourney(database, { connectorId, template: { subject: 'x', text: 'x' } });
    await layMessages(database, other, Number(message.customerId), Number(message.customerId));
    await tracking.unsubscribe(message.unsubscribe);
    await tracking.unsubscribe(message.unsubscribe);
    expect(await database.query('SELECT granted, source FROM consents WHERE customer_id = $1', [message.customerId])).toEqual([
      { granted: false, source: 'unsubscribe' },
    ]);
    expect(await database.query('SELECT address, reason FROM suppressions WHERE customer_id = $1', [message.customerId])).toEqual([
      { address: `p${message.customerId}@customers.example`, reason: 'unsubscribed' },
    ]);
    expect(await message.responses()).toMatchObject([{ kind: 'unsubscribe', machine: false, ours: true }]);
    expect(await message.events()).toMatchObject([{ name: 'message.unsubscribed', properties: { journeyId: message.journey.journeyId } }]);
    expect(await statesOf(database, other)).toEqual({ 'suppressed:unsubscribed': 1 });
    expect((await tracking.unsubscribePage(message.unsubscribe)).isUnsubscribed).toBe(true);
  });

  it('from what the message was for leaves everything else: the address is written to, and what waits for another purpose goes on', async () => {
    await database.query(
      `INSERT INTO message_purposes (key, names, details, basis, created_at) VALUES ('news', '{"en": "News"}', '{}', 'agreement', $1),
         ('offers', '{"en": "Offers"}', '{}', 'objection', $1), ('invoices', '{"en": "Invoices"}', '{}', 'service', $1) ON CONFLICT DO NOTHING`,
      [clock.now()],
    );
    const message = await lay();
    const isFor = (journeyId: string, purpose: string) =>
      database.query('UPDATE messages SET purpose = $2 WHERE journey_id = $1', [journeyId, purpose]);
    await isFor(message.journey.journeyId, 'news');
    const others = await Promise.all(
      ['news', 'offers', 'invoices'].map(() => layJourney(database, { connectorId, template: { subject: 'x', text: 'x' } })),
    );
    for (const [at, purpose] of ['news', 'offers', 'invoices'].entries()) {
      const journey = others[at];
      if (!journey) throw new Error('no journey');
      await layMessages(database, journey, Number(message.customerId), Number(message.customerId));
      await isFor(journey.journeyId, purpose);
    }
    const waiting = () => Promise.all(others.map((journey) => statesOf(database, journey)));
    const said = () => database.query('SELECT channel, granted FROM consents WHERE customer_id = $1 ORDER BY 1', [message.customerId]);
    expect(await tracking.unsubscribePage(message.unsubscribe)).toMatchObject({
      purpose: { en: 'News' },
      isUnsubscribed: false,
      isOutOfAll: false,
    });

    await tracking.unsubscribe(message.unsubscribe);
    expect(await said()).toEqual([
      { channel: 'email', granted: true },
      { channel: 'email:news', granted: false },
    ]);
    expect(await database.query('SELECT FROM suppressions WHERE customer_id = $1', [message.customerId])).toEqual([]);
    expect(await waiting()).toEqual([{ 'suppressed:no_consent': 1 }, { queued: 1 }, { queued: 1 }]);
    expect(await message.responses()).toMatchObject([{ kind: 'unsubscribe' }]);
    expect(await tracking.unsubscribePage(message.unsubscribe)).toMatchObject({ isUnsubscribed: true, isOutOfAll: false });

    await tracking.unsubscribe(message.unsubscribe, true);
    expect(await said()).toEqual([
      { channel: 'email', granted: false },
      { channel: 'email:news', granted: false },
    ]);
    expect(await waiting()).toEqual([{ 'suppressed:no_consent': 1 }, { 'suppressed:unsubscribed': 1 }, { queued: 1 }]);
    expect(await tracking.unsubscribePage(message.unsubscribe)).toMatchObject({ isUnsubscribed: true, isOutOfAll: true });
  });

  it('holds again for someone who had subscribed again since', async () => {
    const message = await lay();
    await tracking.unsubscribe(message.unsubscribe);
    await database.query('UPDATE consents SET granted = true WHERE customer_id = $1', [message.customerId]);
    await tracking.unsubscribe(message.unsubscribe);
    expect(await database.query('SELECT granted FROM consents WHERE customer_id = $1', [message.customerId])).toEqual([{ granted: false }]);
  });

  it('of a message that went to an archive holds for whoever got it, by every channel that it may have come by', async () => {
    const message = await lay();
    await database.query('DELETE FROM messages WHERE customer_id = $1', [message.customerId]);
    const page = await tracking.unsubscribePage(message.unsubscribe);
    expect(page).toMatchObject({ isUnsubscribed: false });
    expect(page.address).toContain('***');
    await tracking.unsubscribe(message.unsubscribe);
    expect(await database.query('SELECT channel, granted FROM consents WHERE customer_id = $1 ORDER BY 1', [message.customerId])).toEqual([
      { channel: 'email', granted: false },
      { channel: 'sms', granted: false },
    ]);
    expect(await database.query('SELECT reason FROM suppressions WHERE customer_id = $1', [message.customerId])).toEqual([
      { reason: 'unsubscribed' },
    ]);
    expect((await tracking.unsubscribePage(message.unsubscribe)).isUnsubscribed).toBe(true);
  });

  it('of somebody who has been erased says that it is gone', async () => {
    const message = await lay();
    await database.query('DELETE FROM messages WHERE customer_id = $1', [message.customerId]);
    await database.query('UPDATE customers SET erased_at = $2 WHERE id = $1', [message.customerId, clock.now()]);
    await expect(tracking.unsubscribe(message.unsubscribe)).rejects.toMatchObject({ code: 'link_gone', status: 410 });
  });
});

it('the links of a test mail work and record nothing', async () => {
  const before = await database.query('SELECT count(*) FROM responses');
  const last = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
  await tracking.open(last(links.open(NO_TOUCH)), PERSON);
  expect(
    await tracking.click(links.click({ touch: NO_TOUCH, slot: 0, url: 'https://shop.example/' }).replace(/^.*\/t\/c\//, ''), PERSON),
  ).toBe('https://shop.example/');
  expect(await tracking.unsubscribePage(last(links.unsubscribe(NO_TOUCH)))).toMatchObject({ isUnsubscribed: false });
  await tracking.unsubscribe(last(links.unsubscribe(NO_TOUCH)));
  expect(await database.query('SELECT count(*) FROM responses')).toEqual(before);
});
