import { type HealthServer, JOB, QUEUE, startHealthServer } from '@wayfare/platform';
import { type Core, probesOf, type Services } from '@wayfare/wiring';
import { reconcile, registrationsOf } from './jobs.js';
import { handlerOf } from './processing.js';
import { handlersByQueue } from './registry.js';

/** Lost jobs are found again within this time. */
const RECONCILE_MS = 5_000;
const SWEEP_MS = 3_600_000;
const ARCHIVE_MS = 3_600_000;
/** A connector made by an administrator is served within this time. */
const FOLLOW_MS = 2_000;

/** A slow source does not keep the others waiting. */
const SOURCES_AT_ONCE = 3;

/** Files are read one after the other: each keeps a core and a connection busy by itself. */
const concurrencyOf = ({ config }: Core, queue: string): number => {
  if (queue === QUEUE.engine) return config.workerConcurrency;
  return queue === QUEUE.sources ? SOURCES_AT_ONCE : 1;
};

/**
 * Starts everything that works in the background and says where its health can be seen. Refuses to start unless each kind of job has exactly
 * one handler, and where it can't be told who was erased since the backup that this database may come from.
 */
export const startWorker = async (core: Core, services: Services): Promise<{ port: number; stop(): Promise<void> }> => {
  const { config, queues, logger, metrics } = core;
  await services.erasureLedger.applyAgain();
  for (const [queue, handlers] of handlersByQueue(registrationsOf(services)))
    await queues.process(queue, handlerOf(core, queue, handlers), { concurrency: concurrencyOf(core, queue) });
  await services.dispatcher.serve();
  const following = setInterval(() => {
    services.dispatcher.serve().catch((error: unknown) => logger.warn({ err: error }, 'could not look for new connectors'));
  }, FOLLOW_MS);

  await queues.schedule(QUEUE.maintenance, JOB.reconcile, { everyMs: RECONCILE_MS });
  await queues.schedule(QUEUE.maintenance, JOB.sweep, { everyMs: SWEEP_MS });
  await queues.schedule(QUEUE.imports, JOB.archive, { everyMs: ARCHIVE_MS });
  await reconcile(services);

  watchQueues(core);
  const health: HealthServer = await startHealthServer({
    host: config.host,
    port: config.workerHealthPort,
    probes: probesOf(core),
    metrics,
    bootId: config.bootId,
  });
  const stop = async (): Promise<void> => {
    clearInterval(following);
    await health.close();
    await services.dispatcher.close();
    await core.close();
  };
  return { port: health.port, stop };
};

/** How much waits on each of the product's own queues. */
const watchQueues = ({ metrics, queues }: Core): void => {
  for (const queue of Object.values(QUEUE)) {
    const name = `queue_${queue}`;
    metrics.gauge(`${name}_waiting`, `Jobs that wait on the queue ${queue}`, async () => (await queues.counts(queue)).waiting);
    metrics.gauge(`${name}_failed`, `Jobs of the queue ${queue} that were given up`, async () => (await queues.counts(queue)).failed);
  }
};
