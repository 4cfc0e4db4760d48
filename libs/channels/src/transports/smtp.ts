import type { Readable } from 'node:stream';
import type { Clock } from '@wayfare/kernel';
import { createTransport, type Transporter } from 'nodemailer';
import type { SmtpSettings } from '../connectors/kinds.js';
import type { Outcome } from '../dispatch/outcome.js';
import { smtpFailureOf } from './failures.js';
import { letterOf, type Sender, senderOf } from './mail.js';
import { outcomeOfFailure } from './smtp-errors.js';
import type { Parcel, Transport } from './transport.js';

export interface SmtpSecrets {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

const SECONDS = 1000;
/** An answer after the final dot may be slow in coming, and whoever gives up too soon never learns the message's fate (RFC 5321, 4.5.3.2.6). */
const TIMEOUTS = { connectionTimeout: 10 * SECONDS, greetingTimeout: 15 * SECONDS, socketTimeout: 300 * SECONDS, dnsTimeout: 10 * SECONDS };
/** Some servers end a connection after so many messages; it is renewed before they do. */
const MESSAGES_PER_CONNECTION = 500;

/** The pool of a connector, as nodemailer is told to keep it. */
export const poolOptions = (settings: SmtpSettings, { user, password }: SmtpSecrets, connections: number) => ({
  pool: true as const,
  host: settings.host,
  port: settings.port,
  secure: settings.secure,
  requireTLS: settings.requireTls,
  tls: { rejectUnauthorized: settings.verifyCertificate },
  ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
  maxConnections: connections,
  maxMessages: MESSAGES_PER_CONNECTION,
  // The pool itself tries once more where the server had dropped an idle connection: not a byte of the message was sent then.
  maxRequeues: 1,
  ...TIMEOUTS,
});

/** Nothing that could end the command it stands in. */
const ADDRESS = /^[^\s<>@\p{Cc}]+@[^\s<>@\p{Cc}]+$/u;

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
    const { messageId, from, to, source } = letterOf(parcel, this.sender, this.wall.now());
    try {
      const { response } = await this.pool.sendMail({ messageId, envelope: { from, to: [to] }, raw: source });
      return { kind: 'accepted', ref: refOf(response) };
    } catch (error) {
      const content = this.contents.get(messageId);
      return outcomeOfFailure(smtpFailureOf(error), content?.readableDidRead ?? false, content !== undefined);
    } finally {
      this.contents.delete(messageId);
    }
  }

  async close(): Promise<void> {
    this.pool.close();
  }
}
