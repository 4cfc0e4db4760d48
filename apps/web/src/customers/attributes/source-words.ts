import type { AttributeClaim } from '@wayfare/contracts';
import type { TFunction } from 'i18next';

/** Whom something comes from, in words: “file members.csv”, “the interface”. */
export const sourceWords = ({ kind, sourceName }: Pick<AttributeClaim, 'kind' | 'sourceName'>, t: TFunction): string =>
  sourceName !== null && (kind === 'import' || kind === 'feed' || kind === 'journey')
    ? t(`attributes.by.${kind}`, { name: sourceName })
    : t(`attributes.from.${kind}`);
