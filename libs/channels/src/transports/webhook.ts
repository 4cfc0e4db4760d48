import { AppError, type Clock } from '@wayfare/kernel';
import { Outgoing, type OutgoingAnswer } from '@wayfare/platform';
import type { WebhookSettings } from '../connectors/kinds.js';
import type { Outcome } from '../dispatch/outcome.js';
import { isJson } from '../templates/json.js';
import { fieldOf } from './failures.js';
import { signBody } from './signature.js';
import type { Parcel, Transport } from './transport.js';

export interface WebhookSecrets {
  readonly signingKey?: string | undefined;
}

/** The server says that it, and not this one call, has had enough. */
const EVERYONES = new Set([429, 502, 503, 504]);

const SHOWN = 300;

/** `Retry-After` in milliseconds: seconds, or an HTTP date. */
export const retryAfterMs = (header: string | undefined, now: Date): number | null => {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
};

/** What an answer means: 2xx has been delivered, 429 and 5xx may be tried again, anything else is a refusal of this call. */
export const outcomeOfAnswer = ({ status, headers, text }: OutgoingAnswer, now: Date): Outcome => {
  if (status >= 200 && status < 300) return { kind: 'delivered', ref: null };
  const error = `HTTP ${status}${text.trim() ? `: ${text.trim().slice(0, SHOWN)}` : ''}`;
  const header = headers['retry-after'];
  const wait = retryAfterMs(Array.isArray(header) ? header[0] : header, now);
  if (EVERYONES.has(status)) return { kind: 'down', error, retryAfterMs: wait };
  return status >= 500 ? { kind: 'deferred', error, retryAfterMs: wait } : { kind: 'refused', error };
};

/** The failure and what it was caused by, outermost first. */
const causes = (error: unknown): unknown[] => {
  const cause = fieldOf(error, 'cause');
  return cause === undefined ? [error] : [error, ...causes(cause)];
};

/** A connection that never came about is the receiver's trouble; one that broke in the middle is this call's, and repeating it is safe (idempotency key). */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
]);

export const outcomeOfCallError = (error: unknown): Outcome => {
  const chain = causes(error);
  // An address inside a private network, or no address at all: the connector has to be changed.
  const isOurs = chain.some((cause) => cause instanceof AppError);
  const isUnreached = chain.some((cause) => NEVER_CONNECTED.has(String(fieldOf(cause, 'code'))));
  const message = chain.map((cause) => fieldOf(cause, 'message')).find((text) => typeof text === 'string' && text !== '');
  const kind = isOurs || isUnreached ? 'down' : 'deferred';
  return { kind, error: String(message ?? error), retryAfterMs: null };
};

/** Calls a URL for each message: a JSON body, signed, with the message's id as idempotency key. */
export class WebhookTransport implements Transport {
  private readonly outgoing: Outgoing;

  constructor(
    private readonly settings: WebhookSettings,
    private readonly secrets: WebhookSecrets,
    private readonly wall: Clock,
    allowPrivate: boolean,
  ) {
    this.outgoing = new Outgoing({ allowPrivate: allowPrivate || settings.allowPrivate, timeoutMs: settings.timeoutSeconds * 1000 });
  }

  async send({ id, content }: Parcel): Promise<Outcome> {
    const body = content.text ?? '';
    if (!isJson(body)) return { kind: 'unrenderable', error: `The body is not JSON: ${body.slice(0, SHOWN)}` };
    const { signingKey } = this.secrets;
    try {
      const answer = await this.outgoing.send(this.settings.url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Wayfare',
          'idempotency-key': id,
          ...(signingKey === undefined ? {} : { 'wayfare-signature': signBody(body, signingKey, this.wall.now()) }),
        },
        maxBytes: 2_000,
      });
      return outcomeOfAnswer(answer, this.wall.now());
    } catch (error) {
      return outcomeOfCallError(error);
    }
  }

  close(): Promise<void> {
    return this.outgoing.close();
  }
}
