import type { Template } from 'liquidjs';
import { type CompiledTemplate, TAIL } from './compile.js';
import { footerFor } from './footer.js';
import { type LinkMaker, withLinks } from './href-tag.js';
import { escapeHtml, liquidFor, type Place, ranOutOfTime } from './liquid.js';
import type { TemplateScope } from './person.js';

export interface Rendered {
  readonly subject: string | null;
  readonly html: string | null;
  readonly text: string | null;
}

export interface RenderOptions {
  readonly scope: TemplateScope;
  /** The workspace's language, for those whose own is unknown. */
  readonly locale: string;
  /** Absent: links stay as they are. */
  readonly link?: LinkMaker | undefined;
  /** The address of the pixel; absent: openings are not asked for. */
  readonly pixelUrl?: string | undefined;
}

/** A message that can't be made: what its template does fails for this person. */
export class TemplateError extends Error {
  constructor(
    readonly part: 'subject' | 'html' | 'text',
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.name = 'TemplateError';
  }
}

const run = (templates: Template[], place: Place, timeZone: string, scope: object): string => {
  const engine = liquidFor(place, timeZone);
  try {
    return String(engine.renderSync(templates, scope));
  } catch (error) {
    if (!ranOutOfTime(error)) throw error;
    return String(engine.renderSync(templates, scope));
  }
};

/** One line: whatever Liquid printed, a subject can't carry a second header. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

const pixelFor = (url: string): string =>
  `<img src="${escapeHtml(url)}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0">`;

const attempt = <T>(part: 'subject' | 'html' | 'text', work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw new TemplateError(part, error);
  }
};

const renderWebhook = ({ text, timeZone }: CompiledTemplate, scope: TemplateScope): Rendered => {
  const body = attempt('text', () => run(text ?? [], 'json', timeZone, scope));
  return { subject: null, html: null, text: body };
};

/** Puts what Wayfare adds in its place; the footer only where no way to unsubscribe has been printed. */
const withTail = (printed: string, unsubscribeUrl: string, footer: string, pixel: string): string => {
  const at = printed.lastIndexOf(TAIL);
  return printed.slice(0, at) + (printed.includes(unsubscribeUrl) ? '' : footer) + pixel + printed.slice(at + TAIL.length);
};

/**
 * Fills a template in for one person. In HTML what Liquid prints is escaped; in subject and text it is not. Where the author gave no way to
 * unsubscribe, a footer with one is added.
 * @throws TemplateError
 */
export const renderTemplate = (template: CompiledTemplate, { scope, locale, link, pixelUrl }: RenderOptions): Rendered => {
  if (template.channel === 'webhook') return renderWebhook(template, scope);
  const { subject, html, text, timeZone } = template;
  const footer = footerFor(scope.customer.locale ?? locale, scope.unsubscribe_url, scope.preferences_url);
  const pixel = pixelUrl ? pixelFor(pixelUrl) : '';
  const print = (templates: Template[], place: Place): string =>
    run(templates, place, timeZone, link ? withLinks({ ...scope }, link) : scope);
  return {
    subject: subject && attempt('subject', () => oneLine(print(subject, 'text'))),
    html: html && attempt('html', () => withTail(print(html, 'html'), scope.unsubscribe_url, footer.html, pixel)),
    text: text && attempt('text', () => withTail(print(text, 'text'), scope.unsubscribe_url, footer.text, '')),
  };
};
