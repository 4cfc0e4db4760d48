import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bootstrap } from '@wayfare/platform';
import { prepareDataFolder } from './data-folder.js';
import { InstanceLock } from './lock.js';
import type { StartOptions } from './options.js';
import { type Mail, type Part, startDatabase, startMail, startRedis } from './parts.js';
import { choosePort, readPort } from './port.js';
import { writePrivate } from './private-file.js';
import { type ProgramEvents, Programs } from './programs.js';
import { loadSecrets, type Secrets } from './secrets.js';

const HOST = '127.0.0.1';
const READY_MS = 120_000;

/** What `access.json` says: how to get at this installation. */
export interface Access {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly mailbox: string | null;
}

export interface HouseEvents extends ProgramEvents {
  databaseBack(): void;
}

/** Believes only an answer of the program that was started now: the last start's may still be there. */
const waitUntilReady = async (url: string, bootId: string): Promise<void> => {
  let last = 'no answer';
  for (const end = Date.now() + READY_MS; Date.now() < end; await pause(50)) {
    try {
      const answer = await fetch(`${url}/api/health/ready`);
      last = await answer.text();
      if (answer.ok && last.includes(bootId)) return;
    } catch (error) {
      last = String(error);
    }
  }
  throw new Error(`${url} did not become ready: ${last}`);
};

/** All parts of one installation on one machine, in the order in which they need each other; `close` takes them down in the opposite one. */
export class House {
  private readonly closers: (() => unknown)[] = [];
  private closing: Promise<void> | undefined;

  constructor(
    private readonly env: NodeJS.ProcessEnv,
    private readonly options: StartOptions,
    private readonly events: HouseEvents,
  ) {}

  async open(): Promise<{ access: Access; isNew: boolean }> {
    const folder = prepareDataFolder(this.env.WAYFARE_DATA || '.wayfare');
    const lock = await InstanceLock.take(folder);
    this.closers.push(() => lock.release());
    const accessFile = path.join(folder, 'access.json');
    rmSync(accessFile, { force: true });
    const host = this.env.HOST || HOST;
    const port = await choosePort(host, readPort(this.env.PORT));
    const { secrets, isNew } = loadSecrets(folder, this.env.WAYFARE_SECRET);
    const [database, redis, mail] = await this.startParts(folder);

    const bootstrapFile = path.join(folder, 'bootstrap.json');
    writePrivate(bootstrapFile, bootstrapOf(secrets, mail));
    this.closers.push(() => rmSync(bootstrapFile, { force: true }));
    const bootId = randomUUID();
    const url = `http://${host === '0.0.0.0' ? HOST : host}:${port}`;
    const logFolder = path.join(folder, 'logs');
    mkdirSync(logFolder, { recursive: true, mode: 0o700 });
    const env: NodeJS.ProcessEnv = {
      ...this.env,
      DATABASE_URL: database.url,
      REDIS_URL: redis?.url,
      SMTP_URL: mail.url,
      HOST: host,
      PORT: String(port),
      PUBLIC_URL: this.env.PUBLIC_URL || url,
      WORKER_HEALTH_PORT: '0',
      WAYFARE_DATA: folder,
      WAYFARE_ARCHIVES: this.env.WAYFARE_ARCHIVES || path.join(folder, 'archives'),
      WAYFARE_ERASURES: this.env.WAYFARE_ERASURES || path.join(folder, 'erasures.csv'),
      WAYFARE_SECRET: secrets.secret,
      WAYFARE_BOOT_ID: bootId,
      WAYFARE_BOOTSTRAP_FILE: bootstrapFile,
      WAYFARE_DEMO: this.options.demo ? '1' : (this.env.WAYFARE_DEMO ?? '0'),
    };
    const programs = new Programs(env, logFolder, lock, this.events);
    this.closers.push(() => programs.stop());
    await programs.start(['api', 'worker']);
    await waitUntilReady(url, bootId);

    const access: Access = { url, email: secrets.email, password: secrets.password, token: secrets.token, mailbox: mail.mailbox ?? null };
    writePrivate(accessFile, access);
    this.closers.push(() => rmSync(accessFile, { force: true }));
    return { access, isNew };
  }

  /** Takes everything down, also what has come up only half way. */
  close(): Promise<void> {
    this.closing ??= (async () => {
      for (const close of this.closers.reverse()) await close();
    })();
    return this.closing;
  }

  private async startParts(folder: string): Promise<[Part, Part | undefined, Mail]> {
    const { DATABASE_URL, REDIS_URL, SMTP_URL } = this.env;
    const starting = [
      startDatabase(DATABASE_URL, folder, () => this.events.databaseBack()),
      startRedis(REDIS_URL, this.options, folder),
      startMail(SMTP_URL, folder),
    ] as const;
    for (const part of starting) this.closers.push(async () => (await part.catch(() => undefined))?.stop());
    return Promise.all(starting);
  }
}

const bootstrapOf = ({ email, password, token }: Secrets, mail: Mail): Bootstrap => ({
  email,
  password,
  token,
  smtpUrl: mail.url,
  ...(mail.mailbox ? { mailbox: mail.mailbox } : {}),
});
