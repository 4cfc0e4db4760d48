import { LOCALES, type Locale } from '@wayfare/contracts';

const KEY = 'wayfare.language';

export const isLocale = (value: unknown): value is Locale => LOCALES.some((locale) => locale === value);

/** The language of this machine's last visit, else the browser's; the account's own takes over once it is known. */
export const firstLanguage = (): Locale => {
  const kept = localStorage.getItem(KEY);
  if (isLocale(kept)) return kept;
  return navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
};

export const keepLanguage = (language: Locale): void => {
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
};
