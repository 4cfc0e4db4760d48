import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from './port.js';

const START_MS = 10_000;
const NAMES = ['redis-server', 'valkey-server'];

const isRunnable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The Redis or Valkey server on the PATH, if there is one. */
export const findRedis = (searchPath = process.env.PATH ?? ''): string | undefined =>
  NAMES.flatMap((name) => searchPath.split(path.delimiter).map((folder) => path.join(folder, name))).find(isRunnable);

const answers = async (port: number): Promise<boolean> => {
  const probe = new Redis({ port, host: '127.0.0.1', lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  probe.on('error', () => undefined);
  try {
    await probe.connect();
    return (await probe.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    probe.disconnect();
  }
};

export interface LocalRedisOptions {
  /** Where it keeps its append-only file. */
  readonly folder: string;
  /** The same port again, for a server that comes back after a crash; a free one where absent. */
  readonly port?: number;
  /** Makes it a node of a Redis Cluster, which talks with the others on this port. */
  readonly busPort?: number | undefined;
}

/** A cluster that lost a node goes on with the slots of the others. */
const clusterSettings = (busPort: number): string[] => [
  ...['--cluster-enabled', 'yes', '--cluster-config-file', 'nodes.conf', '--cluster-port', String(busPort)],
  ...['--cluster-node-timeout', '2000', '--cluster-require-full-coverage', 'no'],
];

/** A Redis of our own: a program found on the PATH, on loopback, with an append-only file, in a process group of its own. */
export class LocalRedis {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async start({ folder, port: wanted, busPort }: LocalRedisOptions): Promise<LocalRedis> {
    const program = findRedis();
    if (!program) throw new Error(`There is no ${NAMES.join(' or ')} on the PATH. On Debian: apt-get install redis-server.`);
    mkdirSync(folder, { recursive: true });
    const port = wanted ?? (await freePort());
    const settings = [
      '--bind',
      '127.0.0.1',
      '--port',
      String(port),
      '--dir',
      folder,
      '--appendonly',
      'yes',
      '--save',
      '',
      '--pidfile',
      path.join(folder, 'redis.pid'),
      ...(busPort === undefined ? [] : clusterSettings(busPort)),
    ];
    const child = spawn(program, [...settings, '--maxmemory-policy', 'noeviction', '--daemonize', 'no'], {
      stdio: 'ignore',
      detached: true,
    });
    let failure: Error | undefined;
    child.once('error', (error) => {
      failure = error;
    });
    for (const end = Date.now() + START_MS; Date.now() < end && !failure && child.exitCode === null; await pause(25)) {
      if (await answers(port)) {
        child.unref();
        return new LocalRedis(child, port);
      }
    }
    child.kill('SIGKILL');
    throw failure ?? new Error(`${program} did not start on port ${port}`);
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Stops it: with SIGTERM it writes its file first, with SIGKILL it crashes. */
  stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.ref();
      this.child.kill(signal);
    });
  }
}
