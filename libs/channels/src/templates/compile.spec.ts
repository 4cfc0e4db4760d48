import { compileTemplate, type TemplateSource } from './compile.js';

const email = (parts: Partial<TemplateSource>): TemplateSource => ({
  channel: 'email',
  subject: 'Hello',
  mjml: null,
  html: null,
  text: null,
  ...parts,
});
const body = (inside: string): string =>
  `<mjml>\n<mj-body>\n<mj-section>\n<mj-column>\n${inside}\n</mj-column></mj-section></mj-body></mjml>`;
const problemsOf = async (source: TemplateSource) => (await compileTemplate(source, 'UTC')).problems;

describe('what is wrong with a template is said with its line', () => {
  it('in MJML, as a warning where it can be drawn all the same', async () => {
    const problems = await problemsOf(email({ mjml: body('<mj-text foo="1">Hi</mj-text>\n<mj-picture></mj-picture>') }));
    expect(problems).toMatchObject([
      { code: 'mjml_invalid', severity: 'warning', line: 5, message: expect.stringContaining('foo') },
      { code: 'mjml_invalid', severity: 'warning', line: 6, message: expect.stringContaining('mj-picture') },
    ]);
  });

  it.each(['hello', '<p>no MJML</p>', ''])('in what is no MJML at all: %j', async (mjml) => {
    expect(await problemsOf(email({ mjml }))).toMatchObject([{ code: 'mjml_unreadable', severity: 'error' }]);
  });

  it('in the Liquid of MJML, by the line of the MJML and not of its HTML', async () => {
    const problems = await problemsOf(email({ mjml: body('<mj-text>\n{% if customer.id %}\nno end</mj-text>') }));
    expect(problems).toMatchObject([{ code: 'liquid_syntax', part: 'mjml', severity: 'error', line: 6 }]);
  });

  it('where Liquid stands between elements, which MJML would drop without a word', async () => {
    const problems = await problemsOf(email({ mjml: body('{% if customer.id == "1" %}\n<mj-text>Hi</mj-text>\n{% endif %}') }));
    expect(problems).toMatchObject([
      { code: 'liquid_between_elements', line: 5, message: expect.stringContaining('{% if') },
      { code: 'liquid_between_elements', line: 7 },
    ]);
  });

  it('in subject and text', async () => {
    expect(await problemsOf(email({ subject: '{{ customer.id | nosuch }}', text: 'a\nb {% endfor %}' }))).toMatchObject([
      { part: 'subject', line: 1, message: expect.stringContaining('nosuch') },
      { part: 'text', line: 2 },
    ]);
  });

  it('where a part is missing', async () => {
    expect(await problemsOf(email({ subject: ' ' }))).toMatchObject([
      { part: 'subject', code: 'part_missing' },
      { part: 'mjml', code: 'part_missing' },
    ]);
    expect(await problemsOf({ ...email({}), channel: 'webhook' })).toMatchObject([{ part: 'text', code: 'part_missing' }]);
  });
});

it('keeps Liquid whole through MJML, with quotes, comparisons and entities', async () => {
  const { problems } = await compileTemplate(
    email({
      mjml: body(
        '<mj-text>{% if customer.attributes.a > 1 and customer.attributes.b < 2 %}{{ "a" | append: "<b>&" }}{% endif %}</mj-text>',
      ),
    }),
    'UTC',
  );
  expect(problems).toEqual([]);
});
