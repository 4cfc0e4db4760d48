import type { ConfirmPage } from '@wayfare/channels';
import type { Locale } from '@wayfare/contracts';
import type { ErrorValues } from '@wayfare/kernel';
import { sentenceOf } from '../language/index.js';
import { channelName } from './preferences.js';
import { pageOf } from './unsubscribe.js';

const say = (key: string, locale: Locale, values: ErrorValues = {}): string => sentenceOf('pages', key, locale, values) ?? key;
const localeFor = ({ language }: ConfirmPage): Locale => (language === 'zh' ? 'zh-CN' : 'en');

/** What is to be confirmed, by name: "E-mail · Newsletter". */
const namesOf = ({ asked }: ConfirmPage, locale: Locale): string =>
  asked
    .map(({ channel, names }) => [channelName(channel, (key) => say(key, locale)), names?.[locale]].filter(Boolean).join(' · '))
    .join(locale === 'zh-CN' ? '、' : ', ');

/** What somebody has before them as they confirm: it goes to the ledger of consent. */
export const confirmText = (page: ConfirmPage): string => {
  const locale = localeFor(page);
  return say('confirm_question', locale, { sender: page.sender, address: page.address, what: namesOf(page, locale) });
};

/** Asks whether it was them, in the customer's language; says so where it has been answered, or comes too late. */
export const confirmConsentPage = (page: ConfirmPage): string => {
  const locale = localeFor(page);
  const values = { sender: page.sender, address: page.address, what: namesOf(page, locale) };
  const text = page.state === 'open' ? confirmText(page) : say(`confirm_${page.state}_text`, locale, values);
  const title = say(page.state === 'open' ? 'confirm_title' : `confirm_${page.state}_title`, locale);
  return pageOf(locale, { title, text, button: page.state === 'open' ? say('confirm_button', locale) : null, sender: page.sender });
};
