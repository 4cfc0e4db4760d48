import type { Locale } from '@wayfare/contracts';
import type { ErrorValues } from '@wayfare/kernel';
import { headerOf, type Request } from '../http/request.js';
import { EN } from './en.js';
import { ZH_CN } from './zh-cn.js';

/** All sentences of one language; what a dictionary lacks is said as it was raised. `rules` are those of the schemas, found by their English wording. */
export interface Dictionary {
  readonly titles: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly rules: Readonly<Record<string, string>>;
  /** What an error may be about: `customer`, `journey`, … */
  readonly things: Readonly<Record<string, string>>;
  /** The pages that the api itself shows. */
  readonly pages: Readonly<Record<string, string>>;
}

const DICTIONARIES: Readonly<Record<Locale, Dictionary>> = { en: EN, 'zh-CN': ZH_CN };

/** The first language of an Accept-Language header that we speak; null where it names none. */
export const acceptedLocale = (header: string | undefined): Locale | null => {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(/\s*;\s*q=/i);
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  for (const { tag } of wanted) {
    if (/^zh\b/.test(tag)) return 'zh-CN';
    if (/^en\b/.test(tag)) return 'en';
  }
  return null;
};

/** The language to answer in: the one the person has chosen, else the one the browser asks for, else English (scripts ask for none). */
export const localeOf = (request: Request): Locale =>
  request.caller?.locale ?? acceptedLocale(headerOf(request, 'accept-language')) ?? 'en';

/** A sentence with `{name}` filled in; undefined where the dictionary has none by this key. */
export const sentenceOf = (part: keyof Dictionary, key: string, locale: Locale, values: ErrorValues = {}): string | undefined => {
  const things = DICTIONARIES[locale].things;
  const fill = (name: string): string => {
    const value = values[name];
    return value === undefined ? `{${name}}` : name === 'what' ? (things[String(value)] ?? String(value)) : String(value);
  };
  return DICTIONARIES[locale][part][key]?.replace(/\{(\w+)\}/g, (_, name: string) => fill(name));
};
