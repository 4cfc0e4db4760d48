import { testDatabase, whenFileEnds } from '@wayfare/platform/testing';
import { layJourney, layMessages, openChannels, StandingClock, WORLD_BEGINS } from '../testing/world.js';
import { startSink } from '../testing.js';

const database = await testDatabase();
const clock = new StandingClock(WORLD_BEGINS);
const events = { appendEvents: async () => ({ batchId: null, accepted: 0, duplicates: 0 }), announce: async () => undefined };
const { templates, connectors, dispatcher } = openChannels(database, clock, { events });
whenFileEnds(() => dispatcher.close());
const sink = await startSink();
whenFileEnds(() => sink.close());

const HELLO = {
  channel: 'email',
  name: 'Hello',
  subject: 'Hi {{ customer.attributes.name | default: "you" }}',
  mjml: '<mjml><mj-body><mj-section><mj-column><mj-text>Hello {{ customer.attributes.city }}</mj-text></mj-column></mj-section></mj-body></mjml>',
};

describe('templates', () => {
  it('are kept in revisions: each change makes the next one and leaves the ones before', async () => {
    const { id, revision } = await templates.createTemplate(HELLO);
    expect(revision).toBe(1);
    expect(await templates.changeTemplate(id, { name: 'Hello 2', subject: 'New', text: 'New' })).toMatchObject({
      revision: 2,
      name: 'Hello 2',
      mjml: null,
    });
    expect(await database.query('SELECT revision, subject FROM template_revisions WHERE template_id = $1 ORDER BY revision', [id])).toEqual(
      [
        { revision: 1, subject: HELLO.subject },
        { revision: 2, subject: 'New' },
      ],
    );
  });

  it('changed by two people at once are two revisions', async () => {
    const { id } = await templates.createTemplate(HELLO);
    const both = await Promise.all(['a', 'b'].map((subject) => templates.changeTemplate(id, { name: 'Hello', subject, text: 'x' })));
    expect(both.map(({ revision }) => revision).sort()).toEqual([2, 3]);
  });

  it('that launched journeys send keep the revision that stood then', async () => {
    const { id: connectorId } = await connectors.createConnector({
      kind: 'smtp',
      name: 'M',
      settings: { host: '127.0.0.1', port: sink.port, from: 'a@b.example' },
    });
    const journey = await layJourney(database, { connectorId, template: { subject: 'First', text: 'First' } });
    await templates.changeTemplate(journey.templateId, { name: 'x', subject: 'Second', text: 'Second' });
    await layMessages(database, journey, 1, 1);
    await dispatcher.run({ connectorId, slot: 0 });
    const [mail] = sink.to('p1@customers.example');
    if (!mail) throw new Error('nothing arrived');
    expect((await sink.read(mail)).subject).toBe('First');
  });

  it('that can not be sent are refused with part and line', async () => {
    const refusal = await templates.createTemplate({ ...HELLO, mjml: '<mjml>\n<mj-body>\n{% if %}' }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: 'invalid',
      detail: { fields: [{ path: 'mjml', code: 'liquid_syntax', message: expect.stringMatching(/^line 3: /) }] },
    });
    await expect(templates.createTemplate({ ...HELLO, channel: 'pigeon' })).rejects.toMatchObject({
      detail: { fields: [{ path: 'channel' }] },
    });
  });

  it('page, and are found by part of their name', async () => {
    for (const n of [1, 2, 3, 4, 5]) await templates.createTemplate({ ...HELLO, name: `Page 100% ${n}` });
    const first = await templates.templates({ query: '100%', limit: 2 });
    const second = await templates.templates({ query: '100%', limit: 2, ...(first.next ? { cursor: first.next } : {}) });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['Page 100% 5', 'Page 100% 4', 'Page 100% 3', 'Page 100% 2']);
    expect((await templates.templates({ query: '%%' })).items).toEqual([]);
  });

  it('that were put away are not found any more', async () => {
    const { id } = await templates.createTemplate(HELLO);
    await templates.deleteTemplate(id);
    await expect(templates.template(id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(templates.changeTemplate(id, { name: 'x', subject: 'x', text: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(templates.deleteTemplate(id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a preview', () => {
  it('shows a template as one customer would get it, and what is printed where something is missing', async () => {
    const { id } = await templates.createTemplate(HELLO);
    await database.query(
      `INSERT INTO customers (id, email, locale, attributes, created_at, updated_at) VALUES (77, 'w@x.example', 'en', '{"name": "王小明", "city": "上海"}', $1, $1)`,
      [WORLD_BEGINS],
    );
    const preview = await templates.previewTemplate(id, { customerId: '77' });
    expect(preview).toMatchObject({
      subject: 'Hi 王小明',
      html: expect.stringContaining('Hello 上海'),
      text: expect.stringContaining('Hello 上海'),
      problems: [],
    });
    expect(preview.missing).toEqual([
      { expression: 'customer.attributes.name | default: "you"', prints: 'you' },
      { expression: 'customer.attributes.city', prints: '' },
    ]);
  });

  it('without a customer shows a made-up one who has every attribute', async () => {
    await database.query(
      "INSERT INTO attribute_catalogue (name, kind, source, first_seen_at) VALUES ('city', 'text', 'test', $1), ('points', 'number', 'test', $1) ON CONFLICT DO NOTHING",
      [WORLD_BEGINS],
    );
    const preview = await templates.previewDraft({
      channel: 'email',
      subject: '{{ customer.attributes.city }} {{ customer.attributes.points }}',
      text: 'x',
    });
    expect(preview.subject).toBe('[city] 42');
  });

  it('of a draft that does not hold says what is wrong, with lines, and shows nothing', async () => {
    const preview = await templates.previewDraft({ channel: 'email', subject: 'x', text: 'a\n{% for %}' });
    expect(preview).toMatchObject({ subject: null, html: null, text: null, problems: [{ code: 'liquid_syntax', line: 2 }] });
  });

  it('of a draft that fails for this customer says so', async () => {
    const preview = await templates.previewDraft({ channel: 'email', subject: 'x', text: '{% include "other" %}' });
    expect(preview).toMatchObject({ text: null, problems: [{ code: 'liquid_render' }] });
  });

  it('of a webhook whose body is no JSON says so, and shows what it is', async () => {
    const preview = await templates.previewDraft({ channel: 'webhook', text: '{"name": {{ customer.email }} }' });
    expect(preview).toMatchObject({ text: '{"name": customer@example.com }', problems: [{ code: 'json_invalid' }] });
    expect(await templates.previewDraft({ channel: 'webhook', text: '{"name": {{ customer.email | json }} }' })).toMatchObject({
      problems: [],
    });
  });

  it('of a customer who is not there', async () => {
    const { id } = await templates.createTemplate(HELLO);
    await expect(templates.previewTemplate(id, { customerId: '999999' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a test send', () => {
  it('goes through the default connector, and its links record nothing', async () => {
    const { id } = await templates.createTemplate(HELLO);
    expect(await templates.testTemplate(id, { to: 'me@example.com' })).toMatchObject({ ok: true });
    const [mail] = sink.to('me@example.com');
    if (!mail) throw new Error('nothing arrived');
    const read = await sink.read(mail);
    expect(read.headers.map(({ key }) => key)).toContain('list-unsubscribe');
    expect(read.html).toContain('https://mail.example/u/');
  });

  it('says so where there is no connector', async () => {
    await database.query('DELETE FROM connectors');
    const { id } = await templates.createTemplate(HELLO);
    await expect(templates.testTemplate(id, { to: 'me@example.com' })).rejects.toMatchObject({ code: 'no_connector', status: 422 });
  });
});
