import { createServer } from 'node:net';
import { freePort, listen } from '@wayfare/platform';
import { StartError } from './start-error.js';

/**
 * The port that `api` will listen on: any free one for 0, else the one asked for.
 * @throws StartError `port_taken` where another program has it, or this user may not have it
 */
export const choosePort = async (host: string, wanted: number): Promise<number> => {
  if (wanted === 0) return freePort();
  const server = createServer();
  try {
    await listen(server, wanted, host);
  } catch (cause) {
    throw new StartError('port_taken', { port: wanted }, { cause });
  }
  await new Promise((resolve) => server.close(resolve));
  return wanted;
};
