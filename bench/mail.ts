import { createTransport } from 'nodemailer';
import { startSmtp } from '../apps/standalone/src/mail/smtp.js';
import { Spool } from '../apps/standalone/src/mail/spool.js';
import { runBench } from './harness.js';

/** How many mails a second the local mailbox takes from pooled connections, sender and sink in one process, and what it holds in memory. */
await runBench('mail', { mails: 20_000, bytes: 2_000, connections: 10 }, async ({ options, folder, timed }) => {
  const spool = await Spool.open(folder);
  const smtp = await startSmtp(spool);
  const transport = createTransport({
    host: '127.0.0.1',
    port: smtp.port,
    pool: true,
    maxConnections: options.connections,
    maxMessages: Number.POSITIVE_INFINITY,
  });
  const raw = `Subject: x\r\n\r\n${'lorem ipsum dolor\r\n'.repeat(options.bytes / 20)}`;
  const before = process.memoryUsage.rss();
  const sent = await timed('send', async () => {
    const mails = Array.from({ length: options.mails }, (_, at) => at).values();
    const lane = async (): Promise<void> => {
      for (const at of mails) await transport.sendMail({ envelope: { from: 'a@x.example', to: `c${at}@x.example` }, raw });
    };
    await Promise.all(Array.from({ length: options.connections * 2 }, lane));
  });
  transport.close();
  const { total } = spool.known.stats();
  await smtp.close();
  await spool.close();
  return {
    total,
    mailsPerSecond: Math.round(options.mails / sent.seconds),
    grownMegabytes: Math.round((process.memoryUsage.rss() - before) / 1024 ** 2),
  };
});
