import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Connectors, Dispatcher, PublicLinks, TemplateStore } from '@wayfare/channels';
import { layJourney, layMessages, startSink, statesOf } from '@wayfare/channels/testing';
import { Ingestion } from '@wayfare/customers';
import { RealClock, SecretsBox } from '@wayfare/platform';
import { createTransport } from 'nodemailer';
import { type Bench, runBench } from './harness.js';

const TEMPLATE = {
  subject: '{{ customer.attributes.name }}，春天的新品到了',
  mjml: `<mjml><mj-body><mj-section><mj-column>
    <mj-text>{{ customer.attributes.name }}，您好！{{ customer.attributes.city | default: "您的城市" }}的春天到了。</mj-text>
    <mj-button href="https://shop.example/spring?c={{ customer.id }}">看看新品</mj-button>
    <mj-text>Two for one until Sunday, at every shop near you. {% if customer.tags contains "vip" %}For you a day longer.{% endif %}</mj-text>
  </mj-column></mj-section></mj-body></mjml>`,
};

interface Answer {
  readonly port?: number;
  readonly taken?: number;
}
interface Content {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const hear = (sink: ChildProcess): Promise<Answer> => new Promise((resolve) => sink.once('message', (answer: Answer) => resolve(answer)));

const openChannels = ({ database, queues, logger }: Pick<Bench<Record<string, never>>, 'database' | 'queues' | 'logger'>) => {
  const secret = randomBytes(32);
  const clock = new RealClock();
  const common = { database, queues, logger, clock, wall: clock, secrets: new SecretsBox(secret), allowPrivateAddresses: false };
  const dispatcher = new Dispatcher({
    ...common,
    templates: new TemplateStore(database),
    links: new PublicLinks({ publicUrl: 'https://mail.example', secret }),
    gate: { blocked: async () => new Map() },
    events: new Ingestion({ database, queues, clock }),
  });
  return { dispatcher, connectors: new Connectors(common) };
};

/** The same mail over the same kind of pool by nodemailer alone: what this machine, the sink and nodemailer allow. */
const sendBare = async (port: number, connections: number, messages: number, content: Content): Promise<void> => {
  const pool = createTransport({ pool: true, host: '127.0.0.1', port, maxConnections: connections, maxMessages: 500 });
  const numbers = Array.from({ length: messages }, (_, n) => n).values();
  const lane = async (): Promise<void> => {
    for (const n of numbers) await pool.sendMail({ from: 'Café <hi@coffee.example>', to: `p${n}@customers.example`, ...content });
  };
  await Promise.all(Array.from({ length: connections }, lane));
  pool.close();
};

/**
 * How many messages a second leave a worker: claimed, checked, filled in, tracked, handed over and written down, every commit durable. Beside it, how many
 * bare nodemailer hands over of the same mail, with as many connections, to the same sink in a process of its own.
 */
await runBench('dispatch', { messages: 20_000, connections: 10 }, async (bench) => {
  const { database, timed, options } = bench;
  const { dispatcher, connectors } = openChannels(bench);
  const lay = async (port: number, from: number, to: number) => {
    const settings = { host: '127.0.0.1', port, from: 'Café <hi@coffee.example>', connections: options.connections };
    const { id: connectorId } = await connectors.createConnector({ kind: 'smtp', name: 'Sink', settings });
    const journey = await layJourney(database, { connectorId, template: TEMPLATE });
    await layMessages(database, journey, from, to);
    return journey;
  };

  const keeper = await startSink();
  const one = await lay(keeper.port, 1, 1);
  await dispatcher.run({ connectorId: one.connectorId, slot: 0 });
  const [kept] = keeper.mails;
  if (!kept) throw new Error('the sample did not arrive');
  const { subject = '', html = '', text = '' } = await keeper.read(kept);
  await keeper.close();

  const sink = fork('bench/smtp-sink.mjs', { stdio: 'inherit' });
  const { port = 0 } = await hear(sink);
  const { value: journey } = await timed('lay', () => lay(port, 2, options.messages + 1));
  await database.query('ANALYZE');
  await sendBare(port, options.connections, Math.min(2_000, options.messages), { subject, html, text });
  const bare = await timed('bare', () => sendBare(port, options.connections, options.messages, { subject, html, text }));
  const sent = await timed('dispatch', () => dispatcher.run({ connectorId: journey.connectorId, slot: 0 }));
  const states = await statesOf(database, journey);
  sink.send('taken?');
  const { taken } = await hear(sink);
  sink.disconnect();
  await dispatcher.close();
  const perSecond = (seconds: number): number => Math.round(options.messages / seconds);
  return {
    messagesPerSecond: perSecond(sent.seconds),
    bareMessagesPerSecond: perSecond(bare.seconds),
    ratioToBare: Number((bare.seconds / sent.seconds).toFixed(3)),
    bytesEach: kept.source.length,
    states,
    taken,
  };
});
