import type { SendMailOptions } from 'nodemailer';
import type { SmtpSettings } from '../connectors/kinds.js';
import { domainOf, type Mailbox, readMailbox } from '../connectors/mailbox.js';
import type { Parcel } from './transport.js';

/** What is the same in every mail of a connector. */
export interface Sender {
  readonly from: Mailbox;
  readonly replyTo: Mailbox | undefined;
  readonly domain: string;
  readonly unsubscribeMailbox: string | undefined;
}

export const senderOf = (settings: SmtpSettings): Sender => {
  const from = readMailbox(settings.from);
  if (!from) throw new Error(`the sender ${settings.from} is no mailbox`);
  return {
    from,
    replyTo: settings.replyTo === undefined ? undefined : readMailbox(settings.replyTo),
    domain: domainOf(from),
    unsubscribeMailbox: settings.unsubscribeMailbox,
  };
};

const prepared = (value: string): { prepared: true; value: string } => ({ prepared: true, value });

/** The headers that let a mail program unsubscribe by itself (RFC 2369, RFC 8058). */
const unsubscribeHeaders = (url: string, mailbox: string | undefined, id: string): Record<string, { prepared: true; value: string }> => ({
  'List-Unsubscribe': prepared(mailbox === undefined ? `<${url}>` : `<${url}>, <mailto:${mailbox}?subject=unsubscribe%20${id}>`),
  'List-Unsubscribe-Post': prepared('List-Unsubscribe=One-Click'),
});

/** A message as nodemailer takes it: HTML and text as alternatives, one recipient, an id that is the same at every attempt. */
export const mailOf = ({ id, to, content, unsubscribeUrl, feedbackId }: Parcel, sender: Sender): SendMailOptions => ({
  from: sender.from,
  ...(sender.replyTo ? { replyTo: sender.replyTo } : {}),
  to: { name: '', address: to ?? '' },
  envelope: { from: sender.from.address, to: [to ?? ''] },
  messageId: `<${id}@${sender.domain}>`,
  subject: content.subject ?? '',
  ...(content.html === null ? {} : { html: content.html }),
  ...(content.text === null ? {} : { text: content.text }),
  headers: {
    ...(unsubscribeUrl === null ? {} : unsubscribeHeaders(unsubscribeUrl, sender.unsubscribeMailbox, id)),
    ...(feedbackId === null ? {} : { 'Feedback-ID': feedbackId }),
  },
  disableFileAccess: true,
  disableUrlAccess: true,
  xMailer: false,
});
