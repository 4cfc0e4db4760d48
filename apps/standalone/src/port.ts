import { createServer } from 'node:net';
import { freePort, listen } from '@wayfare/platform';
import { StartError } from './start-error.js';

const DEFAULT_PORT = 3000;
const HIGHEST_PORT = 65_535;

/** Ports that no browser asks, since other services are usual on them, nor does `fetch` (WHATWG Fetch, "bad port"): Wayfare would run there and nobody could open it. */
export const CLOSED_PORTS: ReadonlySet<number> = new Set([
  ...[
    1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117,
  ],
  ...[
    119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636,
  ],
  ...[
    989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
  ],
]);

/** Reads the variable PORT. @throws StartError `bad_port`, `closed_port` */
export const readPort = (text: string | undefined): number => {
  if (!text) return DEFAULT_PORT;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) throw new StartError('bad_port', { port: text });
  if (CLOSED_PORTS.has(port)) throw new StartError('closed_port', { port });
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
