import { listen } from '@wayfare/platform';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import type { Spool } from './spool.js';

const MAX_MAIL_BYTES = 25 * 1024 * 1024;

const collect = async (stream: SMTPServerDataStream): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

const tooBig = (): Error => Object.assign(new Error('This mail is larger than the local mailbox takes'), { responseCode: 552 });

/** Takes every mail that it is handed, on loopback, and keeps it in the spool: nothing leaves the machine. */
export const startSmtp = async (spool: Spool, port = 0): Promise<{ port: number; close: () => Promise<void> }> => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    size: MAX_MAIL_BYTES,
    banner: 'Wayfare local mailbox',
    closeTimeout: 1_000,
    onData: (stream, session, callback) => {
      collect(stream)
        .then((raw) => {
          if (stream.sizeExceeded) throw tooBig();
          return spool.add(
            session.envelope.rcptTo.map(({ address }) => address),
            raw,
          );
        })
        .then(() => callback(), callback);
    },
  });
  const bound = await listen(server.server, port, '127.0.0.1');
  // A client that hangs up in the middle is the client's business.
  server.on('error', () => undefined);
  return { port: bound, close: () => new Promise((resolve) => server.close(() => resolve())) };
};
