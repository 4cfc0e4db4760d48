import type { i18n as I18n } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../app/workspace.js';
import { createFormat, type Format } from './create-format.js';

let last: { readonly key: string; readonly format: Format } | null = null;

/** Intl's formatters cost more to make than to use: hundreds of cards on a page share one set of them. */
const shared = (i18n: I18n, timeZone: string, currency: string): Format => {
  const key = [i18n.language, timeZone, currency].join(' ');
  if (last?.key !== key)
    last = { key, format: createFormat({ language: i18n.language, timeZone, currency, t: i18n.getFixedT(i18n.language) }) };
  return last.format;
};

/** Numbers, dates and money in the reader's language and the workspace's zone. */
export const useFormat = (): Format => {
  const { i18n } = useTranslation();
  const { timeZone, currency } = useWorkspace();
  return shared(i18n, timeZone, currency);
};
