import type { Database } from '@wayfare/platform';
import { type CompiledTemplate, compileTemplate, type TemplateSource } from './compile.js';

const REVISION = `
  SELECT t.channel, r.subject, r.mjml, r.html, r.text
  FROM template_revisions r JOIN templates t ON t.id = r.template_id WHERE r.template_id = $1 AND r.revision = $2`;

const KEPT = 200;

/** Compiled templates by revision, the latest used ones kept: a revision never changes, so a compiled one is good for ever. */
export class TemplateStore {
  private readonly kept = new Map<string, Promise<CompiledTemplate | undefined>>();

  constructor(private readonly database: Database) {}

  /** Undefined where there is no such revision. */
  compiled(templateId: string, revision: number, timeZone: string): Promise<CompiledTemplate | undefined> {
    const key = `${templateId} ${revision} ${timeZone}`;
    const found = this.kept.get(key) ?? this.compile(key, templateId, revision, timeZone);
    this.kept.delete(key);
    this.kept.set(key, found);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
    return found;
  }

  private async compile(key: string, templateId: string, revision: number, timeZone: string): Promise<CompiledTemplate | undefined> {
    try {
      const [source] = await this.database.query<TemplateSource & object>(REVISION, [templateId, revision]);
      return source && (await compileTemplate(source, timeZone));
    } catch (error) {
      this.kept.delete(key);
      throw error;
    }
  }
}
