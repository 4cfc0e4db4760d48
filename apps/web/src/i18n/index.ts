import type { Locale } from '@wayfare/contracts';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { firstLanguage, keepLanguage } from './language.js';

/** A dictionary is read when its language is first wanted. */
const DICTIONARIES: Readonly<Record<Locale, () => Promise<Record<string, unknown>>>> = {
  'zh-CN': async () => (await import('./zh-CN/index.js')).dictionary,
  en: async () => (await import('./en/index.js')).dictionary,
};

const load = async (language: Locale): Promise<void> => {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', await DICTIONARIES[language]());
};

export const startLanguage = async (language: Locale = firstLanguage()): Promise<void> => {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
    showSupportNotice: false,
    returnNull: false,
  });
  await changeLanguage(language);
};

/** Switches every text on the page at once. */
export const changeLanguage = async (language: Locale): Promise<void> => {
  await load(language);
  await i18next.changeLanguage(language);
  keepLanguage(language);
};
