import i18next, { type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { dictionary as english } from '../i18n/en/index.js';
import { dictionary as chinese } from '../i18n/zh-CN/index.js';

/** Both dictionaries, loaded at once: `await speak('en')` before a component is rendered, `tIn('zh-CN')` for a sentence. */
export const speak = async (language: 'zh-CN' | 'en'): Promise<TFunction> =>
  i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { en: { translation: english }, 'zh-CN': { translation: chinese } },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  });
