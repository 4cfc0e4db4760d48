import type { TagBatch } from '@wayfare/contracts';
import type { TFunction } from 'i18next';

/** What put a tag on people, in words; with the name of the journey or the file where there is one. */
export const originWords = ({ origin, originName, actor }: Pick<TagBatch, 'origin' | 'originName' | 'actor'>, t: TFunction): string => {
  const words = t(`tags.origin.${origin}`);
  const named = originName ?? (origin === 'hand' || origin === 'api' ? actor : null);
  return named === null ? words : t('tags.origin.named', { origin: words, name: named });
};

/** Where the page of a tag is. */
export const tagPath = (name: string): string => `/customers/tags/${encodeURIComponent(name)}`;
