import 'reflect-metadata';
import { runProgram } from '@wayfare/platform';
import { applyBootstrap, buildServices, openCore, readBootstrap } from '@wayfare/wiring';
import { createApi } from './api.js';

await runProgram('api', async (config, logger) => {
  const bootstrap = await readBootstrap(config.bootstrapFile);
  const core = await openCore(config, logger, 'api');
  const mailbox = bootstrap?.mailbox ?? null;
  const services = buildServices(core, { mailbox });
  await applyBootstrap(services, core, bootstrap);
  const app = await createApi(core, services, mailbox);
  await app.listen(config.port, config.host);
  const stop = async (): Promise<void> => {
    await app.close();
    await core.close();
  };
  return { port: Number(new URL(await app.getUrl()).port), stop };
});
