import type { Catalogue, LikenessBin, LikenessPart } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import type { Format } from '../../i18n/create-format.js';
import { attributeName } from '../condition/names.js';

/** What words are made of. */
export interface Telling {
  readonly t: TFunction;
  readonly format: Format;
  /** `en` or `zh-CN`. */
  readonly language: string;
  readonly catalogue: Catalogue | undefined;
}

/** What a subject is called: an attribute by its meaning, where the product works it out. */
export const subjectWords = (subject: string, { t, language, catalogue }: Telling): string => {
  const name = subject.slice(subject.indexOf(':') + 1);
  if (subject.startsWith('tag:')) return t('alike.subject.tag', { name });
  if (subject.startsWith('event:')) return t('alike.subject.event', { name });
  const description = catalogue?.attributes.find((one) => one.name === name)?.computed?.description;
  return (description && (language === 'zh-CN' ? description['zh-CN'] : description.en)) || attributeName(name, t);
};

/** What a part of the likeness asks. */
export const partWords = ({ subject, element, measure }: LikenessPart, telling: Telling): string => {
  const { t } = telling;
  const about = subjectWords(subject, telling);
  if (element !== null) return t('alike.subject.element', { about, element });
  if (measure === 'times') return t('alike.subject.times', { about });
  return measure === 'lastDaysAgo' || measure === 'daysAgo' ? t('alike.subject.ago', { about }) : about;
};

const rangeWords = (from: number | null, to: number | null, measure: LikenessPart['measure'], { t, format }: Telling): string => {
  const isDays = measure === 'daysAgo' || measure === 'lastDaysAgo';
  const number = (value: number): string => (Number.isInteger(value) ? format.number(value) : String(value));
  const kind = isDays ? 'days' : 'plain';
  if (from !== null && to !== null && measure === 'times' && to - from === 1) return t('alike.range.one', { value: number(from) });
  if (from !== null && to !== null) return t(`alike.range.${kind}.between`, { from: number(from), to: number(to) });
  if (to !== null) return t(`alike.range.${kind}.below`, { to: number(to) });
  return from === null ? t('alike.range.any') : t(`alike.range.${kind}.from`, { from: number(from) });
};

/** What people in a bin answer. */
export const binWords = ({ is }: LikenessBin, { measure }: LikenessPart, telling: Telling): string => {
  const { t } = telling;
  if ('missing' in is) return t(measure === 'times' || measure === 'lastDaysAgo' ? 'alike.bin.never' : 'alike.bin.missing');
  if ('other' in is) return t('alike.bin.other');
  if ('has' in is) return t(is.has ? 'alike.bin.yes' : 'alike.bin.no');
  if ('from' in is) return rangeWords(is.from, is.to, measure, telling);
  if (is.value === 'true' || is.value === 'false') return t(is.value === 'true' ? 'alike.bin.yes' : 'alike.bin.no');
  return is.value;
};

/** One reason in a few words: the question and the answer. */
export const reasonWords = (part: LikenessPart, bin: LikenessBin, telling: Telling): string => {
  if ('has' in bin.is && bin.is.has) return partWords(part, telling);
  return telling.t('alike.reason', { about: partWords(part, telling), answer: binWords(bin, part, telling) });
};
