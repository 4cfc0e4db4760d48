import { domainToASCII } from 'node:url';
import type { SmtpSettings } from '../connectors/kinds.js';
import { domainOf, type Mailbox, readMailbox } from '../connectors/mailbox.js';
import { headerText, mimeBody } from './mime.js';
import type { Parcel } from './transport.js';

/** What is the same in every mail of a connector, worked out once. */
export interface Sender {
  readonly address: string;
  readonly domain: string;
  /** The lines of From and Reply-To. */
  readonly headers: string;
  readonly unsubscribeMailbox: string | undefined;
}

/** A mail as it goes over the wire. */
export interface Letter {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly source: string;
}

const mailboxHeader = ({ name, address }: Mailbox): string => {
  if (name === '') return address;
  const shown = headerText(name);
  return `${shown === name ? `"${name.replace(/["\\]/g, '\\$&')}"` : shown} <${address}>`;
};

export const senderOf = (settings: SmtpSettings): Sender => {
  const from = readMailbox(settings.from);
  if (!from) throw new Error(`the sender ${settings.from} is no mailbox`);
  const replyTo = settings.replyTo === undefined ? undefined : readMailbox(settings.replyTo);
  return {
    address: from.address,
    domain: domainOf(from),
    headers: `From: ${mailboxHeader(from)}\r\n${replyTo ? `Reply-To: ${mailboxHeader(replyTo)}\r\n` : ''}`,
    unsubscribeMailbox: settings.unsubscribeMailbox,
  };
};

/** The headers that let a mail program unsubscribe by itself (RFC 2369, RFC 8058). */
const unsubscribeHeaders = (url: string, mailbox: string | undefined, id: string): string => {
  const byMail = mailbox === undefined ? '' : `,\r\n <mailto:${mailbox}?subject=unsubscribe%20${id}>`;
  return `List-Unsubscribe: <${url}>${byMail}\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n`;
};

const ASCII = /^[\x21-\x7e]*$/;

const asciiAddress = (address: string): string => {
  if (ASCII.test(address)) return address;
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`;
};

/** What has no business in a header's token. */
const token = (text: string): string => text.replace(/[^\w.:-]/g, '_');

/**
 * Writes a message as it goes over the wire: HTML and text as alternatives, one recipient, an id that is the same at every attempt. nodemailer's own
 * composer does the same from streams and costs more than everything else about sending (decision 005); its encoders do the work here too.
 */
export const letterOf = ({ id, to, content, unsubscribeUrl, feedbackId }: Parcel, sender: Sender, now: Date): Letter => {
  const address = asciiAddress(to ?? '');
  const messageId = `<${id}@${sender.domain}>`;
  const head =
    `${sender.headers}To: ${address}\r\nSubject: ${headerText(content.subject ?? '')}\r\nMessage-ID: ${messageId}\r\n` +
    `Date: ${now.toUTCString().replace('GMT', '+0000')}\r\n` +
    (unsubscribeUrl === null ? '' : unsubscribeHeaders(unsubscribeUrl, sender.unsubscribeMailbox, id)) +
    (feedbackId === null ? '' : `Feedback-ID: ${token(feedbackId)}\r\n`);
  return { messageId, from: sender.address, to: address, source: head + mimeBody(content) };
};
