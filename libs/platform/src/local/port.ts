import { createServer } from 'node:net';
import { listen } from '../http/listen.js';

/** Asks the system for a TCP port that is free on loopback at this moment. */
export const freePort = async (): Promise<number> => {
  const server = createServer();
  const port = await listen(server, 0, '127.0.0.1');
  await new Promise((resolve) => server.close(resolve));
  return port;
};
