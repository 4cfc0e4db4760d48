import { createHash, createPublicKey, createVerify } from 'node:crypto';
import { Ingestion } from '@wayfare/customers';
import { testDatabase, whenFileEnds } from '@wayfare/platform/testing';
import { openChannels, StandingClock, WORLD_BEGINS } from '../testing/world.js';
import { startSink } from '../testing.js';

const database = await testDatabase();
const sink = await startSink();
whenFileEnds(() => sink.close());
const clock = new StandingClock(WORLD_BEGINS);
const { connectors } = openChannels(database, clock, {
  events: new Ingestion({ database, clock, queues: { add: async () => undefined } }),
});

const connect = () =>
  connectors.createConnector({
    kind: 'smtp',
    name: 'Signed',
    isDefault: true,
    settings: { host: '127.0.0.1', port: sink.port, from: '晨间咖啡 <hello@coffee.example>', connections: 1 },
  });

/** "relaxed" of RFC 6376, 3.4.2: one header line. */
const relaxedHeader = (line: string): string => {
  const [, name = '', value = ''] = /^([^:]+):([\s\S]*)$/.exec(line) ?? [];
  const text = value
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${name.toLowerCase().trim()}:${text}`;
};
/** "relaxed" of RFC 6376, 3.4.4. */
const relaxedBody = (body: string): string => {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  return `${lines.join('\r\n').replace(/(?:\r\n)*$/, '')}\r\n`;
};

/** What a receiver does (RFC 6376, 6.1), with the key from the record that an administrator was shown. */
const verify = (source: string, record: string): { valid: boolean; tags: Record<string, string> } => {
  const end = source.indexOf('\r\n\r\n');
  const headers = source.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = headers.find((line) => /^dkim-signature:/i.test(line)) ?? '';
  const tags = Object.fromEntries(
    relaxedHeader(signature)
      .replace(/^dkim-signature:/, '')
      .split(';')
      .map((tag) => tag.trim().split(/=([\s\S]*)/, 2))
      .map(([name = '', value = '']) => [name, value.replace(/\s/g, '')]),
  );
  const body = createHash('sha256')
    .update(relaxedBody(source.slice(end + 4)), 'latin1')
    .digest('base64');
  const left = [...headers];
  const signed = (tags['h'] ?? '').split(':').map((name) => {
    const at = left.findLastIndex((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    return at === -1 ? '' : `${relaxedHeader(left.splice(at, 1)[0] ?? '')}\r\n`;
  });
  const unsigned = relaxedHeader(signature).replace(/(;\s*b=)[^;]*/, '$1');
  const key = /p=([\w+/=]+)/.exec(record)?.[1] ?? '';
  const check = createVerify('RSA-SHA256').update(signed.join('') + unsigned, 'latin1');
  const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  return { valid: tags['bh'] === body && check.verify(publicKey, tags['b'] ?? '', 'base64'), tags };
};

const parcel = (to: string) => ({
  id: '7-42',
  to,
  content: {
    subject: '春天的新品：桂花拿铁，第二杯半价，仅限本周末，欢迎光临',
    html: '<p>您好 &nbsp; 王小明 </p>\n\n',
    text: '您好\n.\n  王小明  \n\n',
  },
  unsubscribeUrl: 'https://mail.example/u/token',
  feedbackId: '3:send:wayfare',
});
const arrived = (to: string): string => sink.to(to)[0]?.source.toString('latin1') ?? '';

describe('the signature of a connector’s mails', () => {
  it('holds against the DNS record that is shown, and covers what lets a mail program unsubscribe', async () => {
    const { id } = await connect();
    const signed = await connectors.makeDkimKey(id, { domain: 'Coffee.example', selector: 'wayfare1' });
    expect(signed.dkimRecord).toMatchObject({
      name: 'wayfare1._domainkey.coffee.example',
      value: expect.stringMatching(/^v=DKIM1; k=rsa; p=/),
    });
    expect(signed.secretsSet).toContain('dkimPrivateKey');
    expect(JSON.stringify(signed)).not.toContain('PRIVATE');
    expect(await connectors.sendTest('email', parcel('signed@example.com'))).toMatchObject({ ok: true });

    const source = arrived('signed@example.com');
    const { valid, tags } = verify(source, signed.dkimRecord?.value ?? '');
    expect(tags).toMatchObject({ d: 'coffee.example', s: 'wayfare1', a: 'rsa-sha256', c: 'relaxed/relaxed' });
    expect((tags['h'] ?? '').toLowerCase().split(':')).toEqual(
      expect.arrayContaining(['from', 'to', 'subject', 'list-unsubscribe', 'list-unsubscribe-post']),
    );
    expect(valid).toBe(true);
    expect(verify(source.replace('3:send:wayfare', '4:send:wayfare'), signed.dkimRecord?.value ?? '').valid).toBe(false);
    expect((await sink.read(sink.to('signed@example.com')[0] ?? fail())).text).toContain('王小明');
  });

  it('needs domain, selector and key together, and a key that is one', async () => {
    const { id, settings } = await connect();
    const change = (dkim: object, secrets = {}) => connectors.changeConnector(id, { settings: { ...settings, ...dkim }, secrets });
    const refused = (...paths: string[]) => ({
      code: 'invalid',
      detail: { fields: paths.map((path) => expect.objectContaining({ path })) },
    });
    await expect(change({ dkimDomain: 'coffee.example', dkimSelector: 'a' })).rejects.toMatchObject(refused('secrets.dkimPrivateKey'));
    await expect(change({ dkimDomain: 'coffee.example' })).rejects.toMatchObject(refused('settings.dkimSelector'));
    await expect(change({}, { dkimPrivateKey: 'nonsense' })).rejects.toMatchObject(refused('secrets.dkimPrivateKey'));
    await expect(connectors.makeDkimKey(id, { domain: 'no domain', selector: 'a' })).rejects.toMatchObject(refused('settings.dkimDomain'));
    expect((await change({})).dkimRecord).toBeNull();
  });

  it('is left out again when domain and selector are taken away', async () => {
    const { id, settings } = await connect();
    await connectors.makeDkimKey(id, { domain: 'coffee.example', selector: 'a' });
    expect((await connectors.changeConnector(id, { settings, secrets: { dkimPrivateKey: '' } })).dkimRecord).toBeNull();
    await connectors.sendTest('email', parcel('unsigned@example.com'));
    expect(arrived('unsigned@example.com')).not.toMatch(/^dkim-signature/im);
  });
});

const fail = (): never => {
  throw new Error('nothing arrived');
};
