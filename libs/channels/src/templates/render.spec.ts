import { compileTemplate, type TemplateSource } from './compile.js';
import type { TemplateScope } from './person.js';
import { renderTemplate, TemplateError } from './render.js';

const UNSUBSCRIBE = 'https://mail.example/u/token';

const email = (parts: Partial<TemplateSource>): TemplateSource => ({
  channel: 'email',
  subject: 'Hello',
  mjml: null,
  html: null,
  text: null,
  ...parts,
});

const scope = (attributes: TemplateScope['customer']['attributes'] = {}, locale: string | null = 'en'): TemplateScope => ({
  customer: { id: '7', externalId: 'C7', email: 'a@b.example', phone: null, locale, timeZone: null, attributes, tags: ['vip'] },
  journey: { name: 'Spring' },
  now: '2026-03-01T08:00:00.000Z',
  unsubscribe_url: UNSUBSCRIBE,
  preferences_url: 'https://mail.example/p/token',
  confirm_url: 'https://mail.example/c/token',
  coupon: null,
  coupons: {},
});

const render = async (source: TemplateSource, person = scope(), timeZone = 'UTC') =>
  renderTemplate(await compileTemplate(source, timeZone), {
    scope: person,
    locale: 'zh-CN',
    link: (slot, url) => `https://mail.example/t/c/${slot}-${encodeURIComponent(url)}`,
    pixelUrl: 'https://mail.example/t/o/p.gif',
  });

describe('what a template prints', () => {
  it('escapes in HTML and not in subject and text', async () => {
    const rendered = await render(
      email({ subject: 'Hi {{ customer.attributes.name }}', html: '<p>{{ customer.attributes.name }}</p>' }),
      scope({ name: 'A & <b>B</b>' }),
    );
    expect(rendered.subject).toBe('Hi A & <b>B</b>');
    expect(rendered.html).toContain('<p>A &amp; &lt;b&gt;B&lt;/b&gt;</p>');
    expect(rendered.text).toContain('A & <b>B</b>');
  });

  it('does not escape a second time what the author escaped', async () => {
    const { html } = await render(email({ html: '<p>{{ customer.attributes.name | escape }}</p>' }), scope({ name: 'A & B' }));
    expect(html).toContain('<p>A &amp; B</p>');
  });

  it('cannot be made to carry a second header by an attribute', async () => {
    const { subject } = await render(
      email({ subject: 'Hi {{ customer.attributes.name }}', text: 'x' }),
      scope({ name: 'A\r\nBcc: evil@example.com' }),
    );
    expect(subject).toBe('Hi A Bcc: evil@example.com');
  });

  it('reads no files and no other templates', async () => {
    const attempts = ['{% include "/etc/passwd" %}', '{% render "/etc/passwd" %}', '{% layout "/etc/passwd" %}'];
    for (const text of attempts) await expect(render(email({ text }))).rejects.toThrow(TemplateError);
    const { html } = await render(email({ mjml: '<mjml><mj-body><mj-include path="/etc/passwd" /></mj-body></mjml>' }));
    expect(html).not.toContain('root:');
  });

  it('sees nothing but what an object owns', async () => {
    const { text } = await render(
      email({ text: '[{{ customer.constructor.name }}{{ customer.attributes.__proto__ }}{{ customer.toString }}]' }),
    );
    expect(text).toContain('[]');
  });

  it('ends a loop that would run for ever with an error of this message', async () => {
    const text = '{% for a in (1..100000) %}{% for b in (1..100000) %}{{ a }}{% endfor %}{% endfor %}';
    await expect(render(email({ text }))).rejects.toThrow(/limit/);
  });

  it("prints dates in the workspace's zone, and a calendar date as itself", async () => {
    const { text } = await render(
      email({ text: '{{ now | date: "%Y-%m-%d %H:%M" }} {{ customer.attributes.born | date: "%Y-%m-%d" }}' }),
      scope({ born: '1990-05-01' }),
      'America/New_York',
    );
    expect(text).toContain('2026-03-01 03:00 1990-05-01');
  });

  it('fills a JSON body in so that it stays JSON', async () => {
    const source = {
      channel: 'webhook',
      subject: null,
      mjml: null,
      html: null,
      text: '{"name":"{{ customer.attributes.name }}","tags":{{ customer.tags | json }},"none":{{ customer.attributes.x | json }}}',
    };
    const { text } = await render(source, scope({ name: 'He said "雨"\n' }));
    expect(JSON.parse(text ?? '')).toEqual({ name: 'He said "雨"\n', tags: ['vip'], none: null });
  });
});

describe('links', () => {
  const hrefs = (html: string | null) =>
    [...(html ?? '').matchAll(/<a[^>]* href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));

  it('are tracked whether written out or made by Liquid; addresses of other kinds and the way out are not', async () => {
    const { html } = await render(
      email({
        html: `<a href="https://shop.example/?a=1&amp;b={{ customer.id }}">1</a><a class='x' href='{{ customer.attributes.url | default: "https://d.example/" }}'>2</a>
          <a href="mailto:x@y.example">3</a><a href="#top">4</a><a href="{{ unsubscribe_url }}">5</a><a name="here">6</a>
          <a data-x="{{ customer.attributes.map | default: "a > b" }}" href="https://last.example/">7</a>`,
      }),
    );
    expect(hrefs(html?.replaceAll("'", '"') ?? null)).toEqual([
      `https://mail.example/t/c/0-${encodeURIComponent('https://shop.example/?a=1&b=7')}`,
      `https://mail.example/t/c/1-${encodeURIComponent('https://d.example/')}`,
      'mailto:x@y.example',
      '#top',
      UNSUBSCRIBE,
      `https://mail.example/t/c/2-${encodeURIComponent('https://last.example/')}`,
    ]);
  });

  it('never run a script that an attribute holds', async () => {
    for (const url of ['javascript:alert(1)', ' JaVa\tScript:alert(1)', 'data:text/html,x', 'java&#115;cript:1'])
      expect(hrefs((await render(email({ html: '<a href="{{ customer.attributes.url }}">x</a>' }), scope({ url }))).html)[0]).not.toMatch(
        /script:alert|^data/i,
      );
  });

  const tracked = (slot: number, url: string): string => `https://mail.example/t/c/${slot}-${encodeURIComponent(url)}`;

  it('stand in the plain text behind their words, tracked as the same ones', async () => {
    const { text, html } = await render(
      email({
        html: `<p>Dear {{ customer.externalId }},</p><a href="https://other.example/?a=1&amp;b=2">First</a>
          <a href="https://shop.example/{{ customer.id }}">Look here</a> <a href="https://bare.example/">https://bare.example/</a> <a href="mailto:x@y.example">Write</a>`,
      }),
    );
    expect(text).toContain('Dear C7,');
    expect(text).toContain(`First (${tracked(0, 'https://other.example/?a=1&b=2')})`);
    expect(text).toContain(`Look here (${tracked(1, 'https://shop.example/7')})`);
    expect(text).toContain(` ${tracked(2, 'https://bare.example/')} `);
    expect(text).toContain('Write (x@y.example)');
    expect(hrefs(html)[1]).toBe(tracked(1, 'https://shop.example/7'));
  });

  it('in a text written by hand are found by themselves, and count as those of the HTML', async () => {
    const { text } = await render(
      email({
        html: '<a href="https://a.example/">a</a><a href="https://b.example/?c={{ customer.id }}">b</a>',
        text: `See https://b.example/?c={{ customer.id }}. (Or https://new.example/x?y=1&z=2) 请看https://zh.example/。
{% if customer.id %}https://if.example/{% endif %} https://part.example/{% if customer.id %}a{% endif %} {{ unsubscribe_url }} ftp://f.example`,
      }),
    );
    expect(text?.split('\n').slice(0, 2)).toEqual([
      `See ${tracked(1, 'https://b.example/?c=7')}. (Or ${tracked(2, 'https://new.example/x?y=1&z=2')}) 请看${tracked(3, 'https://zh.example/')}。`,
      `https://if.example/ https://part.example/a ${UNSUBSCRIBE} ftp://f.example`,
    ]);
  });
});

describe('the way out', () => {
  it.each([
    ['zh-TW', '退订'],
    ['en-GB', 'unsubscribe'],
    [null, '退订'],
  ])('is added where the author gave none, in the language of %s', async (locale, word) => {
    const { html, text } = await render(email({ html: '<html><body><p>Hi</p></body></html>' }), scope({}, locale));
    expect(html).toMatch(new RegExp(`Hi</p><p[^>]*>.*<a href="${UNSUBSCRIBE}"[^>]*>${word}</a>.*</body>`));
    expect(text).toContain(UNSUBSCRIBE);
  });

  it('is not added twice', async () => {
    const { html, text } = await render(email({ html: '<p><a href="{{ unsubscribe_url }}">Leave</a></p>' }));
    expect(html?.split(UNSUBSCRIBE)).toHaveLength(2);
    expect(text?.split(UNSUBSCRIBE)).toHaveLength(2);
  });

  it('is there again where the author shows it to some only', async () => {
    const source = email({ html: '{% if customer.attributes.member %}<a href="{{ unsubscribe_url }}">Leave</a>{% endif %}' });
    expect((await render(source)).html).toContain('unsubscribe</a>');
    expect((await render(source, scope({ member: true }))).html).not.toContain('unsubscribe</a>');
  });
});
