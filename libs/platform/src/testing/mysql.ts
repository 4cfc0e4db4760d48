import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../local/port.js';
import { whenFileEnds } from './dispose.js';
import { testFolder } from './folder.js';

const START_MS = 60_000;
const PLACES = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];

const findProgram = (name: string): string | undefined =>
  PLACES.map((folder) => path.join(folder, name)).find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/**
 * The databases that data sources are tested on: `describe.each(sourceDatabases())`. Without a MariaDB that is PostgreSQL alone, which is said; where
 * `CI` is set it is still both, so that the missing one fails.
 */
export const sourceDatabases = (): readonly ('postgres' | 'mysql')[] => {
  if (findProgram('mariadbd') || process.env.CI) return ['postgres', 'mysql'];
  process.stderr.write('no mariadbd on the PATH: data sources are tested on PostgreSQL only\n');
  return ['postgres'];
};

const find = (name: string): string => {
  const found = findProgram(name);
  if (!found) throw new Error(`There is no ${name} on the PATH. On Debian: apt-get install mariadb-server.`);
  return found;
};

/** A server says hello by itself; one that is still starting does not listen. */
const greets = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', end(true)).once('error', end(false)).once('close', end(false));
  });

const USER = 'reader';
const PASSWORD = 'one for tests';

/** A MariaDB for one test file, in a folder of its own, that can be killed and comes back with its data on the same port. */
export class TestMysql {
  readonly host = '127.0.0.1';
  /** May read everything, and write, too: that nothing is written is ours to see to. */
  readonly user = USER;
  readonly password = PASSWORD;
  readonly database = 'shop';
  private child: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    readonly port: number,
    private readonly settings: readonly string[],
  ) {}

  /**
   * @param settings more of the server's own options
   * @throws Error that says what to install, where there is none
   */
  static async start(settings: readonly string[] = []): Promise<TestMysql> {
    const server = new TestMysql(testFolder('mysql'), await freePort(), settings);
    const install = spawnSync(
      find('mariadb-install-db'),
      ['--no-defaults', `--datadir=${server.data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...asMe()],
      { encoding: 'utf8' },
    );
    if (install.status !== 0) throw new Error(`mariadb-install-db failed: ${install.stdout}${install.stderr}`);
    whenFileEnds(() => server.kill());
    await server.comeBack();
    return server;
  }

  private get data(): string {
    return path.join(this.folder, 'data');
  }

  private get socket(): string {
    return path.join(this.folder, 's');
  }

  /** Carries out statements as the server's own administrator, with the client that comes with it. */
  async query(...statements: readonly string[]): Promise<void> {
    const client = spawnSync(
      find('mariadb'),
      ['--no-defaults', `--socket=${this.socket}`, '--user=root', '--default-character-set=utf8mb4'],
      {
        input: [`CREATE DATABASE IF NOT EXISTS ${this.database}; USE ${this.database}`, ...statements].join(';\n'),
        encoding: 'utf8',
      },
    );
    if (client.status !== 0) throw new Error(`the statements failed: ${client.stderr}`);
  }

  /** Dies without a word. */
  kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.ref();
      child.kill('SIGKILL');
    });
  }

  async comeBack(): Promise<void> {
    // what was committed outlives a kill: it is with the system's file cache, if not on the disk
    const settings = [
      ...['--no-defaults', `--datadir=${this.data}`, `--socket=${this.socket}`, `--port=${this.port}`, '--bind-address=127.0.0.1'],
      ...[`--pid-file=${path.join(this.folder, 'mysql.pid')}`, '--innodb-buffer-pool-size=32M', '--innodb-flush-log-at-trx-commit=2'],
      ...['--skip-name-resolve', '--skip-log-bin', '--character-set-server=utf8mb4', ...this.settings, ...asMe()],
    ];
    const child = spawn(find('mariadbd'), settings, { stdio: 'ignore', detached: true });
    this.child = child;
    for (const end = Date.now() + START_MS; Date.now() < end && child.exitCode === null; await pause(50)) {
      if (!(await greets(this.port))) continue;
      child.unref();
      await this.query(`CREATE USER IF NOT EXISTS '${USER}'@'%' IDENTIFIED BY '${PASSWORD}'`, `GRANT ALL ON *.* TO '${USER}'@'%'`);
      return;
    }
    child.kill('SIGKILL');
    throw new Error(`mariadbd did not start on port ${this.port}`);
  }
}

/** The administrator of a machine must say that the server may run as them. */
const asMe = (): string[] => (process.getuid?.() === 0 ? ['--user=root'] : []);
