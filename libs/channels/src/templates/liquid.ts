import { Liquid } from 'liquidjs';
import { HrefTag, UrlTag } from './href-tag.js';

/** Where a piece of Liquid stands decides how what it prints is made harmless. */
export type Place = 'html' | 'text' | 'json';

/** A template longer than this is refused; one that piles up more than this (letters, elements of ranges), or runs for longer, ends in an error. */
const LIMITS = { parseLimit: 2_000_000, memoryLimit: 1_000_000, renderLimit: 2_000 };

const HTML_ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };

const asText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

export const escapeHtml = (value: unknown): string => asText(value).replace(/[&<>"']/g, (letter) => HTML_ENTITIES[letter] ?? letter);

/** What may stand between the quotes of a JSON string. */
const escapeJsonText = (value: unknown): string => JSON.stringify(asText(value)).slice(1, -1);

const ESCAPES: Readonly<Record<Place, ((value: unknown) => string) | undefined>> = {
  html: escapeHtml,
  text: undefined,
  json: escapeJsonText,
};

const CALENDAR_DATE = /^\d{4}-\d{2}-\d{2}$/;

const makeEngine = (place: Place, timeZone: string): Liquid => {
  const outputEscape = ESCAPES[place];
  const engine = new Liquid({
    ...LIMITS,
    templates: {},
    ownPropertyOnly: true,
    strictFilters: true,
    timezoneOffset: timeZone,
    locale: 'en-US',
    ...(outputEscape ? { outputEscape } : {}),
  });
  engine.registerTag('wayfare_href', HrefTag);
  engine.registerTag('wayfare_url', UrlTag);
  if (place === 'html') {
    // Who escapes by hand, as other products ask for, must not have it done a second time.
    engine.registerFilter('escape', { raw: true, handler: escapeHtml });
    engine.registerFilter('newline_to_br', { raw: true, handler: (value) => escapeHtml(value).replace(/\r?\n/g, '<br>') });
  }
  if (place === 'json') engine.registerFilter('json', { raw: true, handler: (value) => JSON.stringify(value ?? null) });
  const date = engine.filters['date'];
  if (typeof date === 'function') {
    // A birthday is a day, not an instant: it is the same day in every zone.
    engine.registerFilter('date', function (value, format, zone) {
      return date.call(this, value, format, typeof value === 'string' && CALENDAR_DATE.test(value) ? 'UTC' : zone);
    });
  }
  return engine;
};

/**
 * Whether a rendering was ended for taking too long. Time passes on a busy machine for good templates too, so that this alone is not yet the template's fault.
 */
export const ranOutOfTime = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('template render limit exceeded');

const engines = new Map<string, Liquid>();

/**
 * The Liquid engine for one place: no files, no other templates, own properties only, unknown filters refused, bounded in size and time.
 * @param timeZone IANA name; dates are printed in it unless the template names another
 */
export const liquidFor = (place: Place, timeZone: string): Liquid => {
  const key = `${place} ${timeZone}`;
  const known = engines.get(key);
  if (known) return known;
  const engine = makeEngine(place, timeZone);
  engines.set(key, engine);
  return engine;
};
