import type { Readable } from 'node:stream';
import type { Clock } from '@wayfare/kernel';
import { createTransport, type Transporter } from 'nodemailer';
import { dkimOf } from '../connectors/dkim.js';
import type { SmtpSettings } from '../connectors/kinds.js';
import type { Outcome } from '../dispatch/outcome.js';
import { type SmtpFailure, smtpFailureOf } from './failures.js';
import { type Letter, letterOf, type Sender, senderOf } from './mail.js';
import { outcomeOfFailure } from './smtp-errors.js';
import type { Parcel, Transport } from './transport.js';

export interface SmtpSecrets {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly dkimPrivateKey?: string | undefined;
}

/** What a signature vouches for. Mail programs unsubscribe with one click only where it covers both headers that offer it (RFC 8058, 4). */
const SIGNED_HEADERS =
  'From:Reply-To:To:Subject:Date:Message-ID:MIME-Version:Content-Type:List-Unsubscribe:List-Unsubscribe-Post:Feedback-ID';

const signature = (settings: SmtpSettings, { dkimPrivateKey }: SmtpSecrets): { dkim?: object } => {
  const dkim = dkimOf(settings, dkimPrivateKey === undefined ? {} : { dkimPrivateKey });
  return dkim ? { dkim: { ...dkim, headerFieldNames: SIGNED_HEADERS } } : {};
};

const SECONDS = 1000;
/** An answer after the final dot may be slow in coming, and whoever gives up too soon never learns the message's fate (RFC 5321, 4.5.3.2.6). */
const TIMEOUTS = { connectionTimeout: 10 * SECONDS, greetingTimeout: 15 * SECONDS, socketTimeout: 300 * SECONDS, dnsTimeout: 10 * SECONDS };
/** Some servers end a connection after so many messages; it is renewed before they do. */
const MESSAGES_PER_CONNECTION = 500;

/** The pool of a connector, as nodemailer is told to keep it. */
export const poolOptions = (settings: SmtpSettings, secrets: SmtpSecrets, connections: number) => ({
  pool: true as const,
  host: settings.host,
  port: settings.port,
  secure: settings.secure,
  requireTLS: settings.requireTls,
  tls: { rejectUnauthorized: settings.verifyCertificate },
  ...(secrets.user === undefined ? {} : { auth: { user: secrets.user, pass: secrets.password ?? '' } }),
  ...signature(settings, secrets),
  maxConnections: connections,
  maxMessages: MESSAGES_PER_CONNECTION,
  // The pool's own second try fails for messages that are given to it raw; ours is below.
  maxRequeues: 0,
  ...TIMEOUTS,
});

/** Nothing that could end the command it stands in. */
const ADDRESS = /^[^\s<>@\p{Cc}]+@[^\s<>@\p{Cc}]+$/u;

/**
 * The pool's words for a connection that took messages before and was ended by the server before this one: it names neither command nor answer. Servers do
 * so after a number of messages, or after a time.
 */
const isPoolGivingUp = ({ code, command, responseCode }: SmtpFailure): boolean =>
  code === 'ECONNECTION' && command === undefined && responseCode === undefined;

/** The line with which the server took the message; it often carries the server's own id. */
const refOf = (response: string | undefined): string | null => response?.replace(/^250[ -]/, '').slice(0, 500) ?? null;

/**
 * Mail over a pool of SMTP connections. For each message it remembers the stream that nodemailer reads the content from: whether that stream was
 * begun says, after a connection broke, whether the provider can have the message (smtp-errors.ts).
 */
export class SmtpTransport implements Transport {
  private readonly pool: Transporter;
  private readonly sender: Sender;
  private readonly contents = new Map<string, Readable>();

  constructor(
    settings: SmtpSettings,
    secrets: SmtpSecrets,
    private readonly wall: Clock,
    connections = settings.connections,
  ) {
    this.sender = senderOf(settings);
    this.pool = createTransport(poolOptions(settings, secrets, connections));
    this.pool.use('stream', ({ data, message }, done) => {
      const { messageId } = data;
      message.processFunc((content) => {
        if (messageId !== undefined) this.contents.set(messageId, content);
        return content;
      });
      done();
    });
  }

  async send(parcel: Parcel): Promise<Outcome> {
    if (!ADDRESS.test(parcel.to ?? '')) return { kind: 'refused', error: `${parcel.to} is not an e-mail address` };
    const letter = letterOf(parcel, this.sender, this.wall.now());
    const first = await this.attempt(letter);
    return first === 'stale' ? this.again(letter) : first;
  }

  /** On a connection that has had its time twice in a row, the message has been put off. */
  private async again(letter: Letter): Promise<Outcome> {
    const second = await this.attempt(letter);
    return second === 'stale'
      ? { kind: 'deferred', error: 'The server ended the connection before the message.', retryAfterMs: null }
      : second;
  }

  /** `stale`: the server ended a connection that it had taken messages on, before this one; not a byte of it was sent. */
  private async attempt({ messageId, from, to, source }: Letter): Promise<Outcome | 'stale'> {
    try {
      const { response } = await this.pool.sendMail({ messageId, envelope: { from, to: [to] }, raw: source });
      return { kind: 'accepted', ref: refOf(response) };
    } catch (error) {
      const content = this.contents.get(messageId);
      const failure = smtpFailureOf(error);
      if (content && !content.readableDidRead && isPoolGivingUp(failure)) return 'stale';
      return outcomeOfFailure(failure, content?.readableDidRead ?? false, content !== undefined);
    } finally {
      this.contents.delete(messageId);
    }
  }

  async close(): Promise<void> {
    this.pool.close();
  }
}
