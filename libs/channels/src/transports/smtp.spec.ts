import { freePort } from '@wayfare/platform';
import { whenFileEnds } from '@wayfare/platform/testing';
import { readSettingsOf, smtpSettingsSchema } from '../connectors/kinds.js';
import { type SinkBehaviour, startSink } from '../testing.js';
import { SmtpTransport } from './smtp.js';
import type { Parcel } from './transport.js';

const sink = await startSink();
whenFileEnds(() => sink.close());

const settings = (overrides: object = {}) =>
  readSettingsOf(smtpSettingsSchema, {
    host: '127.0.0.1',
    port: sink.port,
    from: '晨间咖啡 <hello@coffee.example>',
    connections: 1,
    ...overrides,
  });
const open = (overrides: object = {}, secrets = {}): SmtpTransport => {
  const transport = new SmtpTransport(settings(overrides), secrets, { now: () => new Date() });
  whenFileEnds(() => transport.close());
  return transport;
};

const parcel = (to: string, parts: Partial<Parcel> = {}): Parcel => ({
  id: '7-42',
  to,
  content: { subject: 'Hi', html: '<p>Hi</p>', text: 'Hi' },
  unsubscribeUrl: 'https://mail.example/u/token',
  feedbackId: '3:send:wayfare',
  ...parts,
});

describe('the mail that arrives', () => {
  it('has both parts, a Chinese subject, an id made of its own, and the headers that let a mail program unsubscribe', async () => {
    const transport = open({ replyTo: 'help@coffee.example', unsubscribeMailbox: 'leave@coffee.example' });
    const content = { subject: '春天的新品：桂花拿铁，第二杯半价，仅限本周末', html: '<p>您好，王小明</p>', text: '您好，王小明' };
    expect(await transport.send(parcel('whole@example.com', { content }))).toMatchObject({ kind: 'accepted' });
    const [mail] = sink.to('whole@example.com');
    if (!mail) throw new Error('nothing arrived');
    const read = await sink.read(mail);
    expect(read).toMatchObject({
      subject: content.subject,
      from: { name: '晨间咖啡', address: 'hello@coffee.example' },
      replyTo: [{ address: 'help@coffee.example' }],
      messageId: '<7-42@coffee.example>',
    });
    expect(read.html).toContain(content.html);
    expect(read.text).toContain(content.text);
    const headers = Object.fromEntries(read.headers.map(({ key, value }) => [key, value]));
    expect(headers).toMatchObject({
      'list-unsubscribe': '<https://mail.example/u/token>, <mailto:leave@coffee.example?subject=unsubscribe%207-42>',
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'feedback-id': '3:send:wayfare',
    });
    expect(headers).not.toHaveProperty('auto-submitted');
    expect(mail.source.toString('latin1')).toMatch(/^Content-Type: multipart\/alternative/m);
  });
});

describe('what became of a hand-over, by the moment it failed at', () => {
  const cases: [string, SinkBehaviour, object, boolean][] = [
    ['refused at RCPT for good', { at: 'rcpt', code: 550, text: '5.1.1 no such user' }, { kind: 'recipient_refused' }, false],
    ['refused at RCPT by policy', { at: 'rcpt', code: 550, text: '5.7.1 blocked' }, { kind: 'refused' }, false],
    ['refused at RCPT because of us', { at: 'rcpt', code: 554, text: '5.7.1 Relay access denied' }, { kind: 'down' }, false],
    ['put off at RCPT', { at: 'rcpt', code: 451 }, { kind: 'deferred' }, false],
    ['refused after the content', { at: 'data', code: 554 }, { kind: 'refused' }, false],
    ['put off after the content', { at: 'data', code: 451 }, { kind: 'deferred' }, false],
    ['sent away', { at: 'rcpt', code: 421 }, { kind: 'down' }, false],
    ['dropped before DATA', { drop: 'before-data' }, { kind: 'deferred' }, false],
    ['dropped after DATA', { drop: 'after-data' }, { kind: 'lost' }, true],
    ['taken slowly', { slowMs: 200 }, { kind: 'accepted' }, true],
  ];
  it.each(cases)('%s', async (name, behaviour, outcome, arrived) => {
    const to = `${name.replaceAll(' ', '-')}@example.com`;
    sink.behave((address) => (address === to ? behaviour : 'accept'));
    expect(await open().send(parcel(to))).toMatchObject(outcome);
    expect(sink.to(to).length > 0).toBe(arrived);
  });

  it('the server ends a connection that it has taken messages on: the next one goes over another, unnoticed', async () => {
    const transport = open();
    await transport.send(parcel('before@example.com'));
    let senders = 0;
    sink.behave((to) => (to === '' && ++senders === 1 ? { at: 'mail', code: 421 } : 'accept'));
    expect(await transport.send(parcel('after@example.com'))).toMatchObject({ kind: 'accepted' });
    expect(sink.to('after@example.com')).toHaveLength(1);
    sink.behave((to, nth) => (to === 'dropped@example.com' && nth === 1 ? { drop: 'before-data' } : 'accept'));
    expect(await transport.send(parcel('dropped@example.com'))).toMatchObject({ kind: 'accepted' });
    sink.behave((to) => (to === 'never@example.com' ? { drop: 'before-data' } : 'accept'));
    expect(await transport.send(parcel('never@example.com'))).toMatchObject({ kind: 'deferred' });
  });

  it('the sender is refused: nobody can send', async () => {
    sink.behave(() => ({ at: 'mail', code: 550 }));
    expect(await open().send(parcel('sender@example.com'))).toMatchObject({ kind: 'down' });
    sink.behave(() => 'accept');
  });

  it('nobody listens', async () => {
    expect(await open({ port: await freePort() }).send(parcel('nobody@example.com'))).toMatchObject({
      kind: 'down',
      error: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('the server asks for a password that is not ours', async () => {
    const locked = await startSink({ login: { user: 'me', password: 'right' } });
    whenFileEnds(() => locked.close());
    expect(await open({ port: locked.port }, { user: 'me', password: 'wrong' }).send(parcel('a@example.com'))).toMatchObject({
      kind: 'down',
    });
    expect(await open({ port: locked.port }, { user: 'me', password: 'right' }).send(parcel('a@example.com'))).toMatchObject({
      kind: 'accepted',
    });
  });

  it('an address that no server could take is refused without a word to the server', async () => {
    expect(await open().send(parcel('a@example.com>\r\nRCPT TO:<b@example.com'))).toMatchObject({ kind: 'refused' });
    expect(sink.to('b@example.com')).toEqual([]);
  });
});
