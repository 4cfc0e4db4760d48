import type { TFunction } from 'i18next';
import type { Names } from '../../audiences/condition/names.js';
import { sentenceOf } from '../../audiences/condition/sentence.js';
import type { Format } from '../../i18n/create-format.js';

/** What the things are called that a drawing names by id. */
export interface CanvasNames extends Names {
  readonly templates: ReadonlyMap<string, string>;
  readonly connectors: ReadonlyMap<string, string>;
  readonly journeys: ReadonlyMap<string, string>;
  readonly couponPools: ReadonlyMap<string, string>;
  readonly colleagues: ReadonlyMap<string, string>;
}

/** Everything that a sentence about a step is made of. */
export interface Words {
  readonly t: TFunction;
  readonly format: Pick<Format, 'duration' | 'percent' | 'dateTime' | 'list' | 'number'>;
  readonly names: CanvasNames;
}

/** The name of something, or its number where it has been deleted. */
export const called = (names: ReadonlyMap<string, string> | undefined, id: string): string => names?.get(id) ?? `#${id}`;

/** Parts of a sentence, joined as the language joins them. */
export const joined = (parts: readonly (string | null)[], { t }: Pick<Words, 't'>): string =>
  parts.filter((part) => part !== null && part !== '').join(t('nodes.comma'));

export const conditionWords = (condition: Parameters<typeof sentenceOf>[0] | undefined, { t, names }: Words): string =>
  condition === undefined || condition === null ? t('nodes.unfinished') : sentenceOf(condition, t, names);
