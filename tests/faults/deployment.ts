import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { startSink } from '@wayfare/channels/testing';
import { createLogger, freePort, LocalPostgres, loadConfig } from '@wayfare/platform';
import { eventually, LocalRedis, type QueueBackend, testFolder, whenFileEnds } from '@wayfare/platform/testing';
import { buildServices, type Core, openCore, type Services } from '@wayfare/wiring';

/** A process of its own takes long to start on a busy machine. */
const START_MS = 90_000;

const run = async (command: string): Promise<void> => {
  const [code] = await once(spawn(process.execPath, ['--input-type=module', '-e', command], { stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error(`failed: ${command}`);
};

/** The worker as it is shipped, bundled once for a test file; it has to stand where it finds its packages. */
const bundleWorker = async (): Promise<string> => {
  const file = path.resolve('node_modules', '.cache', `wayfare-faults-${process.pid}`, 'worker.mjs');
  whenFileEnds(async () => rmSync(path.dirname(file), { recursive: true, force: true }));
  await run(`import { bundle } from './scripts/lib/bundle.mjs'; await bundle('apps/worker/src/main.ts', ${JSON.stringify(file)});`);
  return file;
};

const SETTINGS = { max_connections: 200 };

/** A PostgreSQL that comes back on the same port. */
class Server {
  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private running: LocalPostgres,
  ) {}

  static async start(): Promise<Server> {
    const [folder, port] = [testFolder('postgres'), await freePort()];
    const server = new Server(folder, port, await LocalPostgres.start({ folder, port, settings: SETTINGS }));
    whenFileEnds(() => server.running.stop());
    return server;
  }

  get url(): string {
    return this.running.url('postgres');
  }

  async restart(): Promise<void> {
    await this.running.stop();
    this.running = await LocalPostgres.start({ folder: this.folder, port: this.port, settings: SETTINGS });
  }
}

/** Workers, PostgreSQL, Redis and a mail server, each a process of its own that can be killed, and the product's services in this one. */
export class Deployment {
  private constructor(
    readonly server: Server,
    readonly redis: { folder: string; running: LocalRedis } | null,
    readonly sink: Awaited<ReturnType<typeof startSink>>,
    readonly core: Core,
    readonly services: Services,
    private readonly bundled: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(backend: QueueBackend): Promise<Deployment> {
    const bundled = await bundleWorker();
    const server = await Server.start();
    const folder = testFolder('redis');
    const redis = backend === 'redis' ? { folder, running: await LocalRedis.start({ folder }) } : null;
    if (redis) whenFileEnds(() => redis.running.stop('SIGKILL'));
    const sink = await startSink();
    whenFileEnds(() => sink.close());
    const env = {
      DATABASE_URL: server.url,
      ...(redis ? { REDIS_URL: redis.running.url } : {}),
      WAYFARE_SECRET: Buffer.alloc(32, 7).toString('base64'),
      WAYFARE_ALLOW_PRIVATE: '1',
      WORKER_HEALTH_PORT: '0',
      LOG_LEVEL: 'silent',
    };
    const core = await openCore(loadConfig(env), createLogger({ level: 'silent', name: 'faults' }), 'test');
    whenFileEnds(() => core.close());
    return new Deployment(server, redis, sink, core, buildServices(core, { mailbox: null }), bundled, env);
  }

  /** Starts a worker and waits until it works. */
  async worker(): Promise<{ kill(): Promise<void> }> {
    const child: ChildProcess = spawn(process.execPath, [this.bundled], {
      env: { PATH: process.env.PATH ?? '', ...this.env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const exited = once(child, 'exit');
    whenFileEnds(async () => child.kill('SIGKILL'));
    let ready = false;
    child.on('message', () => {
      ready = true;
    });
    await eventually(() => ready, START_MS);
    return {
      kill: async () => {
        child.kill('SIGKILL');
        await exited;
      },
    };
  }

  restartDatabase(): Promise<void> {
    return this.server.restart();
  }

  /** The queue store dies without a word and comes back on the same port. */
  async restartRedis(): Promise<void> {
    if (!this.redis) return;
    const { folder, running } = this.redis;
    await running.stop('SIGKILL');
    this.redis.running = await LocalRedis.start({ folder, port: running.port });
  }
}
