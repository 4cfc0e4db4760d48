import { runBench } from './harness.js';

/** How many hints a second the queues take and hand out, with handlers that do nothing. */
await runBench('queues', { jobs: 20_000, concurrency: 20 }, async ({ options, queues, timed }) => {
  const jobs = Array.from({ length: options.jobs }, (_, at) => ({ name: 'noop', id: `noop:${at}`, data: { at } }));
  const added = await timed('add', () => queues.add('bench', jobs));
  const processed = await timed('process', async () => {
    let done = 0;
    await new Promise<void>((resolve, reject) => {
      const count = async (): Promise<void> => {
        done += 1;
        if (done === options.jobs) resolve();
      };
      queues.process('bench', count, { concurrency: options.concurrency }).catch(reject);
    });
  });
  return { addedPerSecond: Math.round(options.jobs / added.seconds), processedPerSecond: Math.round(options.jobs / processed.seconds) };
});
