import i18next, { type TFunction } from 'i18next';
import { dictionary as english } from '../src/i18n/en/index.js';
import { dictionary as chinese } from '../src/i18n/zh-CN/index.js';

const books = i18next.createInstance();
await books.init({
  resources: { en: { translation: english }, 'zh-CN': { translation: chinese } },
  fallbackLng: false,
  interpolation: { escapeValue: false },
  showSupportNotice: false,
  parseMissingKeyHandler: (key) => {
    throw new Error(`no dictionary has ${key}`);
  },
});

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What the pages say in a language, out of their own dictionaries: `t('canvas.launch')`. A key that no dictionary has fails the test. */
export const wordsOf = (language: Language): TFunction => books.getFixedT(language);
