import type { Outcome } from '../dispatch/outcome.js';
import type { SmtpFailure } from './failures.js';

/** The enhanced status code of a reply (RFC 3463), `5.1.1`. */
const ENHANCED = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/;
/** Steps that come before any message. */
const PROVIDER = new Set(['EDNS', 'ETLS', 'EAUTH', 'ENOAUTH', 'EOAUTH2', 'EPROXY']);
const RELAY = /relay|authenticat|log ?in first/i;

/** A 5xx at RCPT that is about us, not about the address: it would go the same with every address. */
const isAboutUs = (code: number, response: string): boolean => code === 530 || code === 535 || code === 538 || RELAY.test(response);

const atRecipient = (code: number, response: string, error: string): Outcome => {
  if (code < 500) return { kind: 'deferred', error, retryAfterMs: null };
  if (isAboutUs(code, response)) return { kind: 'down', error, retryAfterMs: null };
  // x.7.x is policy: this sender or this content is not wanted there. The address may be as good as any.
  return ENHANCED.exec(response)?.[1]?.startsWith('5.7.') ? { kind: 'refused', error } : { kind: 'recipient_refused', error };
};

const atSender = (code: number, error: string): Outcome =>
  code === 552 ? { kind: 'refused', error } : { kind: 'down', error, retryAfterMs: null };

/** An answer to the content, or to the announcement of it: it counts for this message alone. */
const atContent = (code: number, error: string): Outcome =>
  code < 500 ? { kind: 'deferred', error, retryAfterMs: null } : { kind: 'refused', error };

/**
 * Reads a failed SMTP hand-over.
 *
 * Where the server answered, its answer decides: nodemailer names the command that was answered (`MAIL FROM`, `RCPT TO`, `DATA`), and an answer after
 * the content (`EMESSAGE`) is as sure as one before it. Where it did not answer (`ECONNECTION`, `ESOCKET`, `ETIMEDOUT`, `EPROTOCOL`), only the content
 * tells the moment: nodemailer begins to read it when the server has said 354 to DATA, and sends all of it with the final dot at once. Unread:
 * certainly not taken. Read: nobody knows.
 *
 * @param contentSent whether the content had begun to be read
 * @param begun whether the session was there and this message's turn in it had come: a failure before that is the provider's, not the message's
 */
export const outcomeOfFailure = (failure: SmtpFailure, contentSent: boolean, begun: boolean): Outcome => {
  const { code, command, responseCode, response = '', message: error } = failure;
  if (responseCode === 421 || PROVIDER.has(code ?? '')) return { kind: 'down', error, retryAfterMs: null };
  if (responseCode !== undefined && code === 'EENVELOPE') {
    if (command === 'RCPT TO') return atRecipient(responseCode, response, error);
    return command === 'MAIL FROM' ? atSender(responseCode, error) : atContent(responseCode, error);
  }
  if (code === 'EMESSAGE') return responseCode === undefined ? { kind: 'refused', error } : atContent(responseCode, error);
  // Refused by nodemailer itself before anything was said: an address or a message that no server could take.
  if (code === 'EENVELOPE' || code === 'ESTREAM' || code === 'EMAXRECIPIENTS') return { kind: 'refused', error };
  if (contentSent) return { kind: 'lost', error };
  return begun && failure.syscall !== 'connect'
    ? { kind: 'deferred', error, retryAfterMs: null }
    : { kind: 'down', error, retryAfterMs: null };
};
