import type { UnsubscribePage } from '@wayfare/channels';
import type { Locale } from '@wayfare/contracts';
import type { ErrorValues } from '@wayfare/kernel';
import type { EndPage } from '@wayfare/reports';
import { sentenceOf } from '../language/index.js';
import { escapeHtml } from './escape.js';

const STYLE = `
:root{color-scheme:light dark}*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;font:16px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;background:#f4f6f8;color:#1c2430}
main{max-width:440px;width:100%;padding:36px;background:#fff;border-radius:14px;box-shadow:0 1px 3px #0002;text-align:center}
h1{margin:0 0 12px;font-size:22px}p{margin:0 0 24px;color:#5b6675;overflow-wrap:anywhere}p:last-child{margin:0}
button{font:inherit;font-weight:600;padding:11px 28px;border:0;border-radius:9px;background:#1f6feb;color:#fff;cursor:pointer}button:hover{background:#185abc}
form+form{margin-top:12px}button.quiet{background:none;color:#1f6feb}button.quiet:hover{background:#1f6feb1a}
footer{margin-top:24px;font-size:13px;color:#8a94a3}
@media(prefers-color-scheme:dark){body{background:#12161c;color:#e6eaf0}main{background:#1a2029}p{color:#9aa6b5}button.quiet{color:#6ea8ff}}`;

/** The page's address is the form's own, so that the signed token stands in one place only. */
const page = (locale: Locale, title: string, text: string, rest = ''): string => `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${rest}</main></body></html>`;

const say = (key: string, locale: Locale, values: ErrorValues = {}): string => sentenceOf('pages', key, locale, values) ?? key;
/** Mails have a language, the interface has a locale. */
const localeFor = (language: UnsubscribePage['language']): Locale => (language === 'zh' ? 'zh-CN' : 'en');
const footerOf = (sender: string): string => `<footer>${escapeHtml(sender)}</footer>`;

/** Asks, in the reader's language, whether the morning mail is to end. */
export const confirmEndPage = ({ address, workspace }: EndPage, locale: Locale): string => {
  const button = `<form method="post"><button type="submit">${escapeHtml(say('morning_button', locale))}</button></form>`;
  return page(locale, say('morning_title', locale), say('morning_question', locale, { address, workspace }), button);
};

export const endedPage = ({ address, workspace }: EndPage, locale: Locale): string =>
  page(locale, say('morning_ended_title', locale), say('morning_ended_text', locale, { address, workspace }));

/** A page of one question with one answer, or none. */
export const pageOf = (
  locale: Locale,
  {
    title,
    text,
    button,
    sender,
  }: { readonly title: string; readonly text: string; readonly button: string | null; readonly sender: string },
): string => {
  const form = button === null ? '' : `<form method="post"><button type="submit">${escapeHtml(button)}</button></form>`;
  return page(locale, title, text, form + footerOf(sender));
};

/** What the message was for, in the reader's language; null where it is everything by its channel. */
const purposeIn = ({ purpose }: UnsubscribePage, locale: Locale): string | null => purpose && (purpose[locale] ?? purpose.en ?? '');

const everythingButton = (locale: Locale): string =>
  `<form method="post"><button type="submit" name="from" value="everything" class="quiet">${escapeHtml(say('unsubscribe_all_button', locale))}</button></form>`;

/** Asks, in the customer's language, whether they mean it: what the message was for, or everything. */
export const confirmPage = (asked: UnsubscribePage): string => {
  const { language, address, sender } = asked;
  const locale = localeFor(language);
  const purpose = purposeIn(asked, locale);
  const question =
    purpose === null ? say('unsubscribe_question', locale, { address }) : say('unsubscribe_purpose_question', locale, { address, purpose });
  const words = purpose === null ? say('unsubscribe_button', locale) : say('unsubscribe_purpose_button', locale, { purpose });
  const button = `<form method="post"><button type="submit">${escapeHtml(words)}</button></form>`;
  const rest = button + (purpose === null ? '' : everythingButton(locale)) + footerOf(sender);
  return page(locale, say('unsubscribe_title', locale), question, rest);
};

export const donePage = (asked: UnsubscribePage): string => {
  const { language, address, sender, isOutOfAll } = asked;
  const locale = localeFor(language);
  const purpose = purposeIn(asked, locale);
  if (purpose === null)
    return page(locale, say('unsubscribed_title', locale), say('unsubscribed_text', locale, { address }), footerOf(sender));
  const text = say(isOutOfAll ? 'unsubscribed_all_text' : 'unsubscribed_purpose_text', locale, { address, purpose });
  return page(locale, say('unsubscribed_title', locale), text, (isOutOfAll ? '' : everythingButton(locale)) + footerOf(sender));
};

export const brokenLinkPage = (locale: Locale): string =>
  page(locale, say('unsubscribe_bad_title', locale), say('unsubscribe_bad_text', locale));
