import { LiquidError, type Template } from 'liquidjs';
import { slotLinks, slotTextLinks } from './links.js';
import { liquidFor, type Place } from './liquid.js';
import { compileMjml } from './mjml.js';
import { plainTextOf } from './plain-text.js';
import type { Problem, TemplatePart } from './problems.js';

/** A template as people write it. */
export interface TemplateSource {
  readonly channel: string;
  readonly subject: string | null;
  readonly mjml: string | null;
  readonly html: string | null;
  readonly text: string | null;
}

/** A template ready to be filled in for a person: everything that is the same for all has been done. */
export interface CompiledTemplate {
  readonly channel: string;
  readonly timeZone: string;
  readonly subject: Template[] | null;
  readonly html: Template[] | null;
  readonly text: Template[] | null;
  readonly problems: readonly Problem[];
}

/** The place, near a part's end, of what Wayfare itself adds: the footer with the way out, and the pixel that tells of an opening. */
export const TAIL = '\uE0F2';

/** The place of an error inside the Liquid, as a line of the part it stands in. */
export const lineOf = (error: unknown): number | null => {
  if (!LiquidError.is(error)) return null;
  const token: unknown = error.token;
  if (typeof token !== 'object' || token === null || !('getPosition' in token) || typeof token.getPosition !== 'function') return null;
  const position: unknown = token.getPosition();
  return Array.isArray(position) && typeof position[0] === 'number' ? position[0] : null;
};

export const liquidProblem = (error: unknown, part: TemplatePart, code = 'liquid_syntax'): Problem => ({
  code,
  part,
  severity: 'error',
  line: lineOf(error),
  message: error instanceof Error ? error.message.replace(/, line:\d+, col:\d+$/, '') : String(error),
});

const withTail = (html: string): string => {
  const end = html.search(/<\/body>(?![\s\S]*<\/body>)/i);
  return end === -1 ? html + TAIL : html.slice(0, end) + TAIL + html.slice(end);
};

class Parts {
  readonly problems: Problem[] = [];

  constructor(private readonly timeZone: string) {}

  parse(source: string, place: Place, part: TemplatePart): Template[] | null {
    try {
      return liquidFor(place, this.timeZone).parse(source);
    } catch (error) {
      this.problems.push(liquidProblem(error, part));
      return null;
    }
  }

  /** The HTML as it stands before links are slotted; null where there is none, or none that can be used. */
  async html({ mjml, html }: TemplateSource): Promise<string | null> {
    const source = mjml ?? html;
    const part = mjml === null ? 'html' : 'mjml';
    // Errors of the Liquid are found in what was written, so that their lines are those of the editor.
    if (source === null || this.parse(source, 'html', part) === null) return null;
    if (mjml === null) return source;
    const compiled = await compileMjml(mjml);
    this.problems.push(...compiled.problems);
    return compiled.html;
  }
}

const missing = (part: TemplatePart, message: string): Problem => ({ code: 'part_missing', part, severity: 'error', line: null, message });

const compileEmail = async (source: TemplateSource, timeZone: string): Promise<CompiledTemplate> => {
  const parts = new Parts(timeZone);
  if (!source.subject?.trim()) parts.problems.push(missing('subject', 'An e-mail needs a subject.'));
  const subject = parts.parse(source.subject ?? '', 'text', 'subject');
  const html = await parts.html(source);
  const given = source.text?.trim() ? source.text : null;
  if (source.mjml === null && source.html === null && given === null) parts.problems.push(missing('mjml', 'An e-mail needs a body.'));
  const slotted = html === null ? null : slotLinks(html);
  const plain = given === null ? slotted && plainTextOf(slotted.html) : slotTextLinks(given, slotted?.addresses ?? []);
  const text = plain === null ? null : parts.parse(plain + TAIL, 'text', 'text');
  const body = slotted && parts.parse(withTail(slotted.html), 'html', 'html');
  return { channel: source.channel, timeZone, subject, html: body, text, problems: parts.problems };
};

const compileWebhook = (source: TemplateSource, timeZone: string): CompiledTemplate => {
  const parts = new Parts(timeZone);
  if (!source.text?.trim()) parts.problems.push(missing('text', 'A webhook needs a body.'));
  const text = parts.parse(source.text ?? '', 'json', 'text');
  return { channel: source.channel, timeZone, subject: null, html: null, text, problems: parts.problems };
};

/**
 * Compiles a template once for everyone: MJML to HTML, links to slots, the plain-text part from the HTML, all of it to parsed Liquid.
 * Never throws for what its author did: that is in `problems`.
 * @param timeZone the workspace's: dates are printed in it
 */
export const compileTemplate = (source: TemplateSource, timeZone: string): Promise<CompiledTemplate> =>
  source.channel === 'webhook' ? Promise.resolve(compileWebhook(source, timeZone)) : compileEmail(source, timeZone);
