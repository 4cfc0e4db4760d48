import { runProgram } from '@wayfare/platform';
import { buildServices, openCore } from '@wayfare/wiring';
import { startWorker } from './worker.js';

await runProgram('worker', async (config, logger) => {
  const core = await openCore(config, logger, 'worker');
  try {
    return await startWorker(core, buildServices(core, { mailbox: null }));
  } catch (error) {
    await core.close();
    throw error;
  }
});
