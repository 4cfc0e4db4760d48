import type { BodyOf, QueryOf, ReplyOf, routes, Template, TemplatePreview } from '@wayfare/contracts';
import { type AuditAction, type Clock, type FieldError, invalid, notFound, unprocessable } from '@wayfare/kernel';
import { currentActor, type Database, readSettings, recordChange, type Sql, type Tx } from '@wayfare/platform';
import { NO_TOUCH, type PublicLinks } from '../tracking/public-links.js';
import type { Parcel } from '../transports/transport.js';
import { type CompiledTemplate, compileTemplate, liquidProblem, type TemplateSource } from './compile.js';
import { isJson } from './json.js';
import { missingIn } from './missing.js';
import { PERSON_COLUMNS, type Person, type TemplateScope } from './person.js';
import { isError, toPreviewProblem } from './problems.js';
import { type Rendered, renderTemplate, TemplateError } from './render.js';
import { sampleCoupons, samplePerson } from './sample.js';
import { ARCHIVE_TEMPLATE, FIND_TEMPLATE, INSERT_REVISION, INSERT_TEMPLATE, LIST_TEMPLATES, NEXT_REVISION } from './templates.sql.js';

interface TemplateRow extends Omit<Template, 'createdAt' | 'updatedAt'> {
  createdAt: Date;
  updatedAt: Date;
}

/** Sends one mail that is no campaign's through a channel's default connector; says how it went. */
export interface TestSender {
  sendTest(channel: string, parcel: Parcel): Promise<{ readonly ok: boolean; readonly message: string }>;
}

export interface TemplatesDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly links: PublicLinks;
  readonly connectors: TestSender;
}

const PAGE = 50;
const CHANNELS = ['email', 'webhook'];
const NOTHING: Rendered = { subject: null, html: null, text: null };

const toTemplate = (row: TemplateRow): Template => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** An empty field counts as absent: a form sends all of its fields. */
const filled = (text: string | undefined): string | null => (text === undefined || text.trim() === '' ? null : text);

const sourceOf = ({
  channel,
  subject,
  mjml,
  html,
  text,
}: Partial<Omit<BodyOf<typeof routes.createTemplate>, 'name'>> & { channel: string }): TemplateSource => ({
  channel,
  subject: filled(subject),
  mjml: filled(mjml),
  html: filled(html),
  text: filled(text),
});

const escapeLike = (text: string): string => text.replace(/[!%_]/g, (letter) => `!${letter}`);

const checkChannel = (channel: string): void => {
  if (!CHANNELS.includes(channel))
    throw invalid(`There is no channel ${channel}.`, [
      { path: 'channel', code: 'unknown', message: `must be one of ${CHANNELS.join(', ')}` },
    ]);
};

const toFieldError = ({ part, code, message, line }: CompiledTemplate['problems'][number]): FieldError => ({
  path: part,
  code,
  message: line === null ? message : `line ${line}: ${message}`,
});

/**
 * What is sent: e-mail in MJML or HTML, bodies of webhooks, filled in with Liquid. Every change makes a revision; a journey sends the revision that stood when
 * it was launched.
 */
export class Templates {
  constructor(private readonly deps: TemplatesDeps) {}

  async templates({ query, cursor, limit = PAGE }: QueryOf<typeof routes.templates>): Promise<ReplyOf<typeof routes.templates>> {
    const rows = await this.deps.database.query<TemplateRow>(LIST_TEMPLATES, [query ? escapeLike(query) : null, cursor ?? null, limit + 1]);
    const items = rows.slice(0, limit).map(toTemplate);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  template(id: string): Promise<Template> {
    return this.find(this.deps.database, id);
  }

  /** @throws AppError `invalid` for what can't be sent at all, naming part and line */
  async createTemplate(body: BodyOf<typeof routes.createTemplate>): Promise<Template> {
    checkChannel(body.channel);
    const source = sourceOf(body);
    await this.refuseBroken(source);
    return this.deps.database.transaction(async (tx) => {
      const [row] = await tx.query<{ id: string }>(INSERT_TEMPLATE, [body.channel, body.name, this.deps.clock.now()]);
      if (!row) throw new Error('the template was not stored');
      await this.insertRevision(tx, row.id, 1, source);
      return this.record(tx, 'created', row.id);
    });
  }

  async changeTemplate(id: string, body: BodyOf<typeof routes.changeTemplate>): Promise<Template> {
    const { channel } = await this.template(id);
    const source = sourceOf({ ...body, channel });
    await this.refuseBroken(source);
    return this.deps.database.transaction(async (tx) => {
      const [row] = await tx.query<{ revision: number }>(NEXT_REVISION, [id, body.name, this.deps.clock.now()]);
      if (!row) throw notFound('template', id);
      await this.insertRevision(tx, id, row.revision, source);
      return this.record(tx, 'updated', id);
    });
  }

  /** Puts it away: nobody can choose it any more, and what has been launched with it goes on. */
  async deleteTemplate(id: string): Promise<void> {
    await this.deps.database.transaction(async (tx) => {
      const [row] = await tx.query<{ name: string }>(ARCHIVE_TEMPLATE, [id, this.deps.clock.now()]);
      if (!row) throw notFound('template', id);
      await recordChange(tx, this.deps.clock, { action: 'deleted', kind: 'template', id, before: { name: row.name } });
    });
  }

  async previewTemplate(id: string, { customerId }: BodyOf<typeof routes.previewTemplate>): Promise<TemplatePreview> {
    return this.preview(await this.template(id), customerId);
  }

  async previewDraft(body: BodyOf<typeof routes.previewDraft>): Promise<TemplatePreview> {
    return this.preview(sourceOf(body), body.customerId);
  }

  async testTemplate(id: string, { to, customerId }: BodyOf<typeof routes.testTemplate>): Promise<ReplyOf<typeof routes.testTemplate>> {
    const template = await this.template(id);
    const { preview, unsubscribeUrl } = await this.fillIn(template, customerId);
    const [problem] = preview.problems;
    if (preview.html === null && preview.text === null)
      throw unprocessable('template_broken', `This template can't be sent: ${problem?.message ?? 'it is empty'}`);
    const parcel = { id: `test-template-${id}-${template.revision}`, to, content: preview, unsubscribeUrl, feedbackId: null };
    return this.deps.connectors.sendTest(template.channel, parcel);
  }

  private async preview(source: TemplateSource, customerId: string | undefined): Promise<TemplatePreview> {
    return (await this.fillIn(source, customerId)).preview;
  }

  private async fillIn(
    source: TemplateSource,
    customerId: string | undefined,
  ): Promise<{ preview: TemplatePreview; unsubscribeUrl: string }> {
    const { database, links, clock } = this.deps;
    const { timeZone, locale } = await readSettings(database);
    const compiled = await compileTemplate(source, timeZone);
    const customer = customerId === undefined ? await samplePerson(database, locale, timeZone) : await this.person(customerId);
    const unsubscribeUrl = links.unsubscribe(NO_TOUCH);
    const scope: TemplateScope = {
      ...{ customer, journey: { name: '' }, now: clock.now().toISOString(), unsubscribe_url: unsubscribeUrl },
      preferences_url: links.preferences({ touch: NO_TOUCH, madeAt: clock.now() }),
      confirm_url: links.confirm(NO_TOUCH),
      ...sampleCoupons([source.subject, source.mjml, source.html, source.text], clock.now()),
    };
    const problems = [...compiled.problems];
    const rendered = problems.some(isError) ? NOTHING : tryRender(compiled, scope, locale, problems);
    return {
      preview: { ...rendered, problems: problems.map(toPreviewProblem), missing: missingIn(source, timeZone, scope) },
      unsubscribeUrl,
    };
  }

  private async person(id: string): Promise<Person> {
    const [person] = await this.deps.database.query<Person & object>(
      `SELECT ${PERSON_COLUMNS} FROM customers c WHERE c.id = $1 AND c.erased_at IS NULL`,
      [id],
    );
    if (!person) throw notFound('customer', id);
    return person;
  }

  private async find(sql: Sql, id: string): Promise<Template> {
    const [row] = await sql.query<TemplateRow>(FIND_TEMPLATE, [id]);
    if (!row) throw notFound('template', id);
    return toTemplate(row);
  }

  private async refuseBroken(source: TemplateSource): Promise<void> {
    const { timeZone } = await readSettings(this.deps.database);
    const errors = (await compileTemplate(source, timeZone)).problems.filter(isError).map(toFieldError);
    if (errors.length > 0)
      throw invalid(`This template can't be sent: ${errors.map(({ path, message }) => `${path}, ${message}`).join('; ')}`, errors);
  }

  private async insertRevision(tx: Tx, id: string, revision: number, { subject, mjml, html, text }: TemplateSource): Promise<void> {
    await tx.query(INSERT_REVISION, [id, revision, subject, mjml, html, text, currentActor(), this.deps.clock.now()]);
  }

  private async record(tx: Tx, action: AuditAction, id: string): Promise<Template> {
    const template = await this.find(tx, id);
    await recordChange(tx, this.deps.clock, { action, kind: 'template', id, after: { name: template.name, revision: template.revision } });
    return template;
  }
}

const NO_JSON = { code: 'json_invalid', part: 'text', severity: 'error', line: null, message: 'What this prints is not JSON.' } as const;

const tryRender = (
  compiled: CompiledTemplate,
  scope: TemplateScope,
  locale: string,
  problems: CompiledTemplate['problems'][number][],
): Rendered => {
  try {
    const rendered = renderTemplate(compiled, { scope, locale });
    if (compiled.channel === 'webhook' && !isJson(rendered.text ?? '')) problems.push(NO_JSON);
    return rendered;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    problems.push({ ...liquidProblem(error.cause, error.part, 'liquid_render'), line: null });
    return NOTHING;
  }
};
