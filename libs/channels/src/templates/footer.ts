/** The languages that Wayfare itself writes to customers in. */
export type MailLanguage = 'zh' | 'en';

/** A customer's locale (`zh-CN`, `zh_TW`, `en-GB` …) as a language of ours. */
export const mailLanguage = (locale: string): MailLanguage => (/^zh\b|^zh[-_]/i.test(locale) ? 'zh' : 'en');

const WORDS: Readonly<Record<MailLanguage, { readonly why: string; readonly act: string; readonly or: string; readonly choose: string }>> =
  {
    zh: { why: '如果您不想再收到此类邮件，可以', act: '退订', or: '或', choose: '修改偏好' },
    en: { why: 'If you no longer want to receive these e-mails, you can', act: 'unsubscribe', or: ' or ', choose: 'choose what you get' },
  };

/** The way out that every commercial mail has, in the customer's language. */
export const footerFor = (
  locale: string,
  unsubscribeUrl: string,
  preferencesUrl: string,
): { readonly html: string; readonly text: string } => {
  const language = mailLanguage(locale);
  const { why, act, or, choose } = WORDS[language];
  const gap = language === 'zh' ? '' : ' ';
  const style = 'margin:0;padding:16px;text-align:center;font:12px/1.6 sans-serif;color:#767676';
  return {
    html: `<p style="${style}">${why}${gap}<a href="${unsubscribeUrl}" style="color:#767676">${act}</a>${or}<a href="${preferencesUrl}" style="color:#767676">${choose}</a>${language === 'zh' ? '。' : '.'}</p>`,
    text: `\n\n--\n${why}${gap}${act}: ${unsubscribeUrl}\n${choose}: ${preferencesUrl}\n`,
  };
};
