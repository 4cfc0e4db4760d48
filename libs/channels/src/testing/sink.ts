import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** What the sink does with a message: `accept`, answer with a code at a step, or break the connection at a moment. */
export type SinkBehaviour =
  | 'accept'
  | { readonly at: 'mail' | 'rcpt' | 'data'; readonly code: number; readonly text?: string }
  | { readonly drop: 'before-data' | 'after-data' }
  /** Takes the message, and says so this much later. */
  | { readonly slowMs: number };

export interface SinkMail {
  readonly from: string;
  readonly to: string;
  readonly source: Buffer;
  readonly receivedAt: number;
}

export interface SinkOptions {
  /** What to do with the nth message (from 1) to an address; accepts where absent. At MAIL nobody has been named yet: `to` is empty. */
  readonly behave?: (to: string, nth: number) => SinkBehaviour;
  /** Fixed port; any free one where absent. */
  readonly port?: number;
  /** User name and password that it asks for; none where absent. */
  readonly login?: { readonly user: string; readonly password: string };
}

/** An SMTP provider on loopback that keeps what it took. */
export interface Sink {
  readonly port: number;
  /** `smtp://127.0.0.1:<port>` */
  readonly url: string;
  /** Every message it was given whole, with those whose acceptance it never confirmed. */
  readonly mails: readonly SinkMail[];
  /** The most connections that were open at once. */
  readonly mostConnections: number;
  behave(behaviour: (to: string, nth: number) => SinkBehaviour): void;
  to(address: string): SinkMail[];
  read(mail: SinkMail): Promise<Email>;
  close(): Promise<void>;
}

class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: number,
    text: string,
  ) {
    super(text);
  }
}

const addressOf = (value: SMTPServerSession['envelope']['mailFrom']): string => (value ? value.address : '');

class RecordingSink implements Sink {
  readonly mails: SinkMail[] = [];
  mostConnections = 0;
  private readonly sockets = new Map<string, Socket>();
  private readonly tries = new Map<string, number>();
  private readonly server: SMTPServer;
  private behaviour: (to: string, nth: number) => SinkBehaviour;

  constructor({ behave, login }: SinkOptions) {
    this.behaviour = behave ?? (() => 'accept');
    this.server = new SMTPServer({
      hideSTARTTLS: true,
      logger: false,
      authOptional: login === undefined,
      allowInsecureAuth: true,
      disableReverseLookup: true,
      closeTimeout: 200,
      onAuth: (auth, _session, done) =>
        auth.username === login?.user && auth.password === login?.password
          ? done(null, { user: auth.username })
          : done(new Error('wrong user or password')),
      onMailFrom: (_address, session, done) => this.answer(session, 'mail', done),
      onRcptTo: (address, session, done) => this.recipient(address.address, session, done),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => void this.content(Buffer.concat(chunks), session, done));
      },
    });
    this.server.on('error', () => undefined);
    this.server.server.on('connection', (socket: Socket) => {
      const key = `${socket.remoteAddress}:${socket.remotePort}`;
      this.sockets.set(key, socket);
      this.mostConnections = Math.max(this.mostConnections, this.sockets.size);
      socket.once('close', () => this.sockets.delete(key));
    });
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => resolve());
    });
  }

  get port(): number {
    const address: AddressInfo | string | null = this.server.server.address();
    return address && typeof address === 'object' ? address.port : 0;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  behave(behaviour: (to: string, nth: number) => SinkBehaviour): void {
    this.behaviour = behaviour;
  }

  to(address: string): SinkMail[] {
    return this.mails.filter((mail) => mail.to === address);
  }

  read(mail: SinkMail): Promise<Email> {
    return PostalMime.parse(mail.source);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets.values()) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private doing(to: string): SinkBehaviour {
    return this.behaviour(to, this.tries.get(to) ?? 1);
  }

  private drop({ remoteAddress, remotePort }: SMTPServerSession): void {
    this.sockets.get(`${remoteAddress}:${remotePort}`)?.destroy();
  }

  private answer(_session: SMTPServerSession, at: 'mail' | 'rcpt' | 'data', done: (error?: Error | null) => void, to = ''): void {
    const behaviour = this.doing(to);
    const refuses = typeof behaviour === 'object' && 'at' in behaviour && behaviour.at === at;
    done(refuses ? new SmtpRefusal(behaviour.code, behaviour.text ?? 'no') : null);
  }

  private recipient(to: string, session: SMTPServerSession, done: (error?: Error | null) => void): void {
    this.tries.set(to, (this.tries.get(to) ?? 0) + 1);
    const behaviour = this.doing(to);
    if (typeof behaviour === 'object' && 'drop' in behaviour && behaviour.drop === 'before-data') this.drop(session);
    else this.answer(session, 'rcpt', done, to);
  }

  private async content(source: Buffer, session: SMTPServerSession, done: (error?: Error | null) => void): Promise<void> {
    const to = session.envelope.rcptTo[0]?.address ?? '';
    const behaviour = this.doing(to);
    const refuses = typeof behaviour === 'object' && 'at' in behaviour && behaviour.at === 'data';
    if (!refuses) this.mails.push({ from: addressOf(session.envelope.mailFrom), to, source, receivedAt: Date.now() });
    if (typeof behaviour === 'object' && 'drop' in behaviour) this.drop(session);
    else if (typeof behaviour === 'object' && 'slowMs' in behaviour) await pause(behaviour.slowMs).then(() => done());
    else this.answer(session, 'data', done, to);
  }
}

/** Starts an SMTP provider on loopback; close it when the test ends (`whenFileEnds(() => sink.close())`). */
export const startSink = async (options: SinkOptions = {}): Promise<Sink> => {
  const sink = new RecordingSink(options);
  await sink.listen(options.port ?? 0);
  return sink;
};
