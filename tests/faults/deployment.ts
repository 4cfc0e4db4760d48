import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startSink } from '@wayfare/channels/testing';
import { createLogger, freePort, LocalPostgres, loadConfig } from '@wayfare/platform';
import { type QueueBackend, TestRedis, testFolder, whenFileEnds } from '@wayfare/platform/testing';
import { buildServices, type Core, openCore, type Services } from '@wayfare/wiring';
import { bundleProgram, startProgram } from './program.js';

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
    readonly redis: TestRedis | null,
    readonly sink: Awaited<ReturnType<typeof startSink>>,
    readonly core: Core,
    readonly services: Services,
    private readonly bundled: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(backend: QueueBackend): Promise<Deployment> {
    const bundled = await bundleProgram('worker');
    const server = await Server.start();
    const redis = backend === 'postgres' ? null : await TestRedis.start(backend);
    const sink = await startSink();
    whenFileEnds(() => sink.close());
    const env = {
      DATABASE_URL: server.url,
      ...(redis ? { REDIS_URL: redis.url } : {}),
      WAYFARE_SECRET: Buffer.alloc(32, 7).toString('base64'),
      WAYFARE_ALLOW_PRIVATE: '1',
      WORKER_HEALTH_PORT: '0',
      LOG_LEVEL: 'silent',
    };
    const core = await openCore(loadConfig(env), createLogger({ level: 'silent', name: 'faults' }), 'test');
    whenFileEnds(() => core.close());
    return new Deployment(server, redis, sink, core, buildServices(core, { mailbox: null }), bundled, env);
  }

  /** Starts a worker and waits until it works; its health and metrics are at `port`. */
  worker(): ReturnType<typeof startProgram> {
    return startProgram(this.bundled, this.env);
  }

  /** Starts an api as `bundleProgram` made it, and waits until it answers; `token` is an administrator's. */
  api(bundled: string, token: string): ReturnType<typeof startProgram> {
    const bootstrap = path.join(testFolder('bootstrap'), 'bootstrap.json');
    const smtpUrl = `smtp://127.0.0.1:${this.sink.port}`;
    writeFileSync(bootstrap, JSON.stringify({ email: 'admin@example.test', password: 'a long enough password', token, smtpUrl }));
    return startProgram(bundled, { ...this.env, PORT: '0', WAYFARE_BOOTSTRAP_FILE: bootstrap });
  }

  restartDatabase(): Promise<void> {
    return this.server.restart();
  }

  /** The queue store dies without a word and comes back where it was. */
  async restartRedis(): Promise<void> {
    await this.redis?.kill();
    await this.redis?.comeBack();
  }
}
