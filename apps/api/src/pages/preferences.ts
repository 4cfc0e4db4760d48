import type { PreferencesPage } from '@wayfare/channels';
import type { Locale } from '@wayfare/contracts';
import type { ErrorValues } from '@wayfare/kernel';
import { sentenceOf } from '../language/index.js';
import { escapeHtml } from './escape.js';

const STYLE = `
:root{color-scheme:light dark;--paper:#f4f6f8;--card:#fff;--ink:#1c2430;--soft:#566170;--line:#d9dfe6;--accent:#1f6feb;--good:#e8f4ec;--bad:#b3261e}
*{box-sizing:border-box}body{margin:0;padding:32px 20px;font:16px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;background:var(--paper);color:var(--ink)}
main{max-width:560px;margin:0 auto;padding:32px;background:var(--card);border-radius:14px;box-shadow:0 1px 3px #0002}
h1{margin:0 0 4px;font-size:24px}h2,legend{font-size:17px;font-weight:600;margin:0 0 8px;padding:0}p{margin:0 0 12px;color:var(--soft);overflow-wrap:anywhere}
form,section{margin:0;padding:20px 0;border-top:1px solid var(--line)}section form{padding:0;border:0}header{padding-bottom:20px}fieldset{border:0;margin:0 0 18px;padding:0}
label{display:grid;grid-template-columns:24px 1fr;gap:10px;padding:7px 0;align-items:start;cursor:pointer}label small{display:block;color:var(--soft)}
div.inside{margin:0 0 8px 34px;padding-left:14px;border-left:2px solid var(--line)}
input[type=checkbox],input[type=radio]{width:20px;height:20px;margin:3px 0 0;accent-color:var(--accent)}
button{font:inherit;font-weight:600;padding:10px 24px;border:1px solid var(--accent);border-radius:9px;background:var(--accent);color:#fff;cursor:pointer}
button.quiet{background:none;color:var(--accent)}button.bad{background:none;border-color:var(--bad);color:var(--bad)}button:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.done{padding:12px 16px;margin:0 0 20px;border-radius:9px;background:var(--good);color:var(--ink)}footer{font-size:13px;color:var(--soft);border-top:1px solid var(--line);padding-top:16px}
@media(prefers-color-scheme:dark){:root{--paper:#12161c;--card:#1a2029;--ink:#e6eaf0;--soft:#9aa6b5;--line:#333d4a;--accent:#6ea8ff;--good:#1d3326;--bad:#ff9d94}button{color:#0d1117}}`;

export const LEAVE_REASONS = ['too_many', 'not_relevant', 'never_asked', 'other'] as const;

type Words = (key: string, values?: ErrorValues) => string;
const wordsIn =
  (locale: Locale): Words =>
  (key, values = {}) =>
    sentenceOf('pages', key, locale, values) ?? key;
/** Mails have a language, the interface has a locale. */
export const localeOfPage = ({ language }: PreferencesPage): Locale => (language === 'zh' ? 'zh-CN' : 'en');

const CHANNELS = ['email', 'sms', 'push', 'wechat'];
/** A channel by its own name where it is one of the usual; else as the workspace calls it. */
export const channelName = (channel: string, say: Words): string =>
  CHANNELS.includes(channel) ? say(`preferences_channel_${channel}`) : channel;

const box = (name: string, isOn: boolean, title: string, detail: string): string =>
  `<label><input type="checkbox" name="on.${escapeHtml(name)}"${isOn ? ' checked' : ''}><span>${escapeHtml(title)}${detail ? `<small>${escapeHtml(detail)}</small>` : ''}</span></label>`;

const group = (title: string, boxes: readonly string[]): string =>
  boxes.length === 0 ? '' : `<fieldset><legend>${escapeHtml(title)}</legend>${boxes.join('')}</fieldset>`;

const act = (value: string, words: string, look = ''): string =>
  `<button type="submit" name="act" value="${value}"${look ? ` class="${look}"` : ''}>${escapeHtml(words)}</button>`;

const choices = ({ channels, purposes }: PreferencesPage, locale: Locale, say: Words): string => {
  const shown = [
    ...channels.flatMap(({ channel, purposes: kinds }) => [channel, ...kinds.map(({ key }) => key)]),
    ...purposes.map(({ purpose }) => purpose),
  ];
  const ways = channels.map(({ channel, address, isOn, purposes: kinds }) => {
    const inside = kinds.map((kind) => box(kind.key, kind.isOn, kind.names[locale], kind.details[locale]));
    return (
      box(channel, isOn, channelName(channel, say), address) + (inside.length > 0 ? `<div class="inside">${inside.join('')}</div>` : '')
    );
  });
  const uses = purposes.map(({ purpose, isOn }) =>
    box(purpose, isOn, say(`preferences_purpose_${purpose}`), say(`preferences_purpose_${purpose}_detail`)),
  );
  return `<form method="post"><input type="hidden" name="shown" value="${escapeHtml(shown.join(' '))}">
${group(say('preferences_channels'), ways)}${group(say('preferences_purposes'), uses)}${act('save', say('preferences_save'))}</form>`;
};

const breakOf = ({ pausedUntil, timeZone }: PreferencesPage, locale: Locale, say: Words): string => {
  const until = pausedUntil && new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(pausedUntil);
  const text = until ? say('preferences_paused', { until }) : say('preferences_pause_text');
  const button = until ? act('resume', say('preferences_resume'), 'quiet') : act('pause', say('preferences_pause'), 'quiet');
  return `<section><h2>${escapeHtml(say('preferences_pause_title'))}</h2><p>${escapeHtml(text)}</p><form method="post">${button}</form></section>`;
};

const leaving = (say: Words): string => {
  const reasons = LEAVE_REASONS.map(
    (reason) =>
      `<label><input type="radio" name="reason" value="${reason}"><span>${escapeHtml(say(`preferences_reason_${reason}`))}</span></label>`,
  );
  return `<section><form method="post">${group(say('preferences_leave_title'), [`<p>${escapeHtml(say('preferences_leave_text'))}</p>`, ...reasons])}${act('leave', say('preferences_leave'), 'bad')}</form></section>`;
};

/** The page on which a customer says what they agree to: one form for each thing one can do, no script. @param done what has just been done */
export const preferencesPage = (page: PreferencesPage, done?: string): string => {
  const locale = localeOfPage(page);
  const say = wordsIn(locale);
  const title = escapeHtml(say('preferences_title'));
  const isReached = page.channels.some(({ isOn, purposes }) => isOn || purposes.some((purpose) => purpose.isOn));
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${title} · ${escapeHtml(page.sender)}</title><style>${STYLE}</style></head>
<body><main>${done ? `<p class="done" role="status">${escapeHtml(say(`preferences_done_${done}`))}</p>` : ''}<header><h1>${title}</h1><p>${escapeHtml(say('preferences_lead', { sender: page.sender }))}</p></header>
${choices(page, locale, say)}${isReached ? breakOf(page, locale, say) + leaving(say) : ''}<footer>${escapeHtml(page.sender)}</footer></main></body></html>`;
};

/** What somebody had before them when they said so, in their language: it goes to the ledger of consent. */
export const wordsSaid = (page: PreferencesPage, kind: string, on: ReadonlySet<string>): string => {
  const locale = localeOfPage(page);
  const say = wordsIn(locale);
  if (kind === 'leave') return say('preferences_leave_title');
  const line = (isOn: boolean, words: string): string => `${isOn ? '☑' : '☐'} ${words}`;
  return [
    say('preferences_channels'),
    ...page.channels.flatMap(({ channel, purposes }) => [
      line(on.has(channel), channelName(channel, say)),
      ...purposes.map(({ key, names, details }) => line(on.has(key), [names[locale], details[locale]].filter(Boolean).join(': '))),
    ]),
    say('preferences_purposes'),
    ...page.purposes.map(({ purpose }) =>
      line(on.has(purpose), `${say(`preferences_purpose_${purpose}`)}: ${say(`preferences_purpose_${purpose}_detail`)}`),
    ),
  ].join('\n');
};
