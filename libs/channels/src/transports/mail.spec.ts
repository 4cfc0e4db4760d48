import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { readSettingsOf, smtpSettingsSchema } from '../connectors/kinds.js';
import { letterOf, senderOf } from './mail.js';
import type { Parcel } from './transport.js';

const AT = new Date('2026-03-01T08:00:00Z');
const senderNamed = (from: string) => senderOf(readSettingsOf(smtpSettingsSchema, { host: 'h', port: 25, from }));
const parcel = (content: Partial<Parcel['content']>, parts: Partial<Parcel> = {}): Parcel => ({
  id: '7-42',
  to: 'a@b.example',
  content: { subject: 'Hi', html: '<p>Hi</p>', text: 'Hi', ...content },
  unsubscribeUrl: null,
  feedbackId: null,
  ...parts,
});
const write = (one: Parcel, from = 'hi@coffee.example') => letterOf(one, senderNamed(from), AT).source;
/** Lines as a mail carries them; line breaks at the end belong to the encoding. */
const lines = (text: string): string => text.replace(/\r\n|\r|\n/g, '\n').replace(/\n+$/, '');

/** Letters of many scripts, line breaks, dots at the start of lines, and what looks like a boundary or an encoded word. */
const anything = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('\n', '\r\n', '.', '\n.', '--=_wayfare', '=?utf-8?B?eA==?=', '春天的新品', '🌸', '=', ' \n'),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));
const oneLine = anything.map((text) =>
  text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim(),
);

describe('a letter', () => {
  it('is read as it was written, whatever it says', async () => {
    await fc.assert(
      fc.asyncProperty(oneLine, anything, anything, async (subject, html, text) => {
        const read = await PostalMime.parse(write(parcel({ subject, html, text })));
        expect(read.subject ?? '').toBe(subject);
        expect(lines(read.html ?? '')).toBe(lines(html));
        expect(lines(read.text ?? '')).toBe(lines(text));
      }),
      { numRuns: 300 },
    );
  });

  it('has only lines that every server takes, and only ASCII', () => {
    fc.assert(
      fc.property(oneLine, anything, (subject, html) => {
        const source = write(parcel({ subject, html }));
        expect(Buffer.byteLength(source)).toBe(source.length);
        expect(Math.max(...source.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
        expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['晨间咖啡 <hi@coffee.example>', '晨间咖啡'],
    ['"Coffee, Inc." <hi@coffee.example>', 'Coffee, Inc.'],
    ['Café – Central <hi@coffee.example>', 'Café – Central'],
    ['hi@coffee.example', ''],
  ])('comes from %s', async (from, name) => {
    const read = await PostalMime.parse(write(parcel({}), from));
    expect(read.from?.address).toBe('hi@coffee.example');
    expect(read.from?.name).toBe(name);
  });

  it('in Chinese takes the shorter encoding, and Latin text is never put in base64', () => {
    expect(write(parcel({ html: '<p>春天的新品到了</p>', text: null }))).toContain('Content-Transfer-Encoding: base64');
    expect(write(parcel({ html: '<p>Spring has come, café</p>'.repeat(10), text: null }))).toContain(
      'Content-Transfer-Encoding: quoted-printable',
    );
  });

  it('with one part has no alternatives', () => {
    expect(write(parcel({ html: null }))).not.toContain('multipart');
  });

  it('to a domain in another script is addressed in ASCII', () => {
    expect(letterOf(parcel({}, { to: 'a@例子.example' }), senderNamed('hi@coffee.example'), AT).to).toBe('a@xn--fsqu00a.example');
  });

  it('cannot be given another header by a node with an odd name', () => {
    expect(write(parcel({}, { feedbackId: '3:a\r\nBcc: x@y.example:wayfare' }))).toContain(
      'Feedback-ID: 3:a__Bcc:_x_y.example:wayfare\r\n',
    );
  });
});
