import { createServer } from 'node:net';
import { freePort, listen } from '@wayfare/platform';
import { StartError } from './start-error.js';

const DEFAULT_PORT = 3000;
const HIGHEST_PORT = 65_535;

/** Reads the variable PORT. @throws StartError `bad_port` */
export const readPort = (text: string | undefined): number => {
  if (!text) return DEFAULT_PORT;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) throw new StartError('bad_port', { port: text });
  return port;
};

const isRefused = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EACCES';

/**
 * The port that `api` will listen on: any free one for 0, else the one asked for.
 * @throws StartError `port_taken` where another program has it, `port_refused` where this user may not have it
 */
export const choosePort = async (host: string, wanted: number): Promise<number> => {
  if (wanted === 0) return freePort();
  const server = createServer();
  try {
    await listen(server, wanted, host);
  } catch (cause) {
    throw new StartError(isRefused(cause) ? 'port_refused' : 'port_taken', { port: wanted }, { cause });
  }
  await new Promise((resolve) => server.close(resolve));
  return wanted;
};
