import type { MailView } from './read-mail.js';

const html = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `
  body { font: 15px/1.6 system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif; color: #23211d; background: #faf8f3; max-width: 960px; margin: 32px auto; padding: 0 24px }
  table { width: 100%; border-collapse: collapse } td { border-bottom: 1px solid #e4dfd3; padding: 8px 12px 8px 0; vertical-align: top }
  a { color: #a8322a } .quiet { color: #77716a; white-space: nowrap } iframe { width: 100%; height: 70vh; border: 1px solid #e4dfd3; background: #fff }
`;

const document = (title: string, body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${html(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`;

/** The newest mails, for a person who wants to see what went out. */
export const mailboxPage = (mails: readonly MailView[], total: number): string => {
  const rows = mails.map(
    ({ id, to, subject, receivedAt }) =>
      `<tr><td class="quiet">${html(receivedAt.slice(0, 19).replace('T', ' '))}</td><td>${html(to)}</td><td><a href="/messages/${id}">${html(subject || '—')}</a></td></tr>`,
  );
  const head = `<h1>本机收件箱 · Local mailbox</h1><p>这台机器上发出的邮件都留在这里，共 ${total} 封。All mail sent on this machine stays here: ${total}.</p>`;
  return document('Wayfare · 本机收件箱', `${head}<table>${rows.join('')}</table>`);
};

/** One mail: its head, and its body in a frame that runs nothing. */
export const mailPage = (mail: MailView): string => {
  const body = mail.html ? `<iframe sandbox srcdoc="${html(mail.html)}"></iframe>` : `<pre>${html(mail.text)}</pre>`;
  const head = `<p><a href="/">本机收件箱 · Local mailbox</a></p><h1>${html(mail.subject || '—')}</h1><p class="quiet">${html(mail.from)} → ${html(mail.to)}</p>`;
  return document(mail.subject, head + body);
};
