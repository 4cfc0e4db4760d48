import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findBinaries } from './binaries.js';
import { findLaunch, type Launch } from './launch.js';
import { freePort } from './port.js';
import { clearOrphan, readPostmaster, stopPostmaster } from './postmaster.js';

export interface LocalPostgresOptions {
  /** Holds the cluster, its log and its password; made where missing. */
  readonly folder: string;
  /** The same port again, for a server that comes back after a crash; a free one where absent. */
  readonly port?: number;
  /** Server settings over the defaults, as on the command line. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

const SUPERUSER = 'wayfare';
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const ATTEMPTS = 20;
/** Such a failure goes away by itself: another program took the port, or the children of a killed postmaster are still leaving. */
const PASSING = /could not bind|Address already in use|shared memory block|is still in use|lock file .* already exists/i;

const ENV = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' };

/**
 * A PostgreSQL server of our own, from the binaries that npm installed: for one machine and for tests. It listens on loopback only, asks for a
 * password that stands in its folder, runs in a process group of its own (so that Ctrl-C reaches it last, through `stop`), and starts again after
 * whatever happened to the process that started it.
 */
export class LocalPostgres {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    private readonly password: string,
  ) {}

  static async start(options: LocalPostgresOptions): Promise<LocalPostgres> {
    const folder = path.resolve(options.folder);
    const cluster = path.join(folder, 'cluster');
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o755);
    const { initdb, postgres } = await findBinaries();
    const launch = findLaunch(postgres, folder);
    if (!existsSync(path.join(cluster, 'PG_VERSION'))) createCluster(initdb, folder, cluster, launch);
    await clearOrphan(cluster);
    const password = readFileSync(path.join(folder, 'password'), 'utf8').trim();
    for (let attempt = 1; ; attempt += 1) {
      const port = options.port ?? (await freePort());
      const started = await tryStart(
        [...launch.before, postgres],
        cluster,
        { port, ...options.settings },
        launch.ids,
        path.join(folder, 'postgres.log'),
      );
      if (typeof started !== 'string') return new LocalPostgres(started, port, password);
      if (attempt === ATTEMPTS || !PASSING.test(started)) throw new Error(`PostgreSQL did not start in ${folder}:\n${started}`);
      await pause(250);
    }
  }

  /** The address of one of its databases. */
  url(database: string): string {
    return `postgres://${SUPERUSER}:${this.password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Calls back when the server ends without having been asked to. */
  onExit(listener: () => void): void {
    this.child.once('exit', listener);
  }

  async stop(): Promise<void> {
    this.child.removeAllListeners('exit');
    if (this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null)
      await stopPostmaster(this.child.pid);
  }
}

/** Makes the cluster beside its place and moves it there when whole, so that a start that was killed half way leaves nothing behind. */
const createCluster = (initdb: string, folder: string, cluster: string, launch: Launch): void => {
  const draft = `${cluster}.new`;
  const password = path.join(folder, 'password');
  rmSync(draft, { recursive: true, force: true });
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (launch.account) for (const file of [draft, password]) chownSync(file, launch.account.uid, launch.account.gid);
  const [command = initdb, ...rest] = [
    ...launch.before,
    initdb,
    `--pgdata=${draft}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  const made = spawnSync(command, rest, { ...launch.ids, cwd: '/', env: ENV, encoding: 'utf8' });
  if (made.status !== 0)
    throw new Error(`PostgreSQL could not create its files in ${folder}:\n${made.error?.message ?? made.stderr.trim()}`);
  renameSync(draft, cluster);
};

/** Starts the server once; gives the process when it accepts connections, or what it said when it did not. */
const tryStart = async (
  command: readonly string[],
  cluster: string,
  settings: Readonly<Record<string, string | number>>,
  ids: Launch['ids'],
  logFile: string,
): Promise<ChildProcess | string> => {
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES) rmSync(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const from = statSync(logFile).size;
  const flags = Object.entries({
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  });
  const [program = '', ...before] = command;
  const child = spawn(program, [...before, '-D', cluster, ...flags.flatMap(([key, value]) => ['-c', `${key}=${value}`])], {
    ...ids,
    cwd: '/',
    env: ENV,
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  let failure: string | undefined;
  child.once('error', (error) => {
    failure = error.message;
  });
  child.once('exit', () => {
    failure ??= readFileSync(logFile).subarray(from).toString('utf8').trim();
  });
  for (;;) {
    await pause(20);
    if (failure !== undefined) return failure;
    const seen = readPostmaster(cluster);
    if (seen?.pid === child.pid && seen?.ready) break;
  }
  child.removeAllListeners();
  child.unref();
  return child;
};
