import path from 'node:path';
import { findRedis, LocalPostgres, LocalRedis, ONE_MACHINE } from '@wayfare/platform';
import { startSmtp } from './mail/smtp.js';
import { Spool } from './mail/spool.js';
import { startMailView } from './mail/view.js';
import type { StartOptions } from './options.js';
import { StartError } from './start-error.js';

/** A part of the house that this process brings along, or whose address it was given. */
export interface Part {
  readonly url: string;
  stop(): Promise<void>;
}

const given = (url: string): Part => ({ url, stop: async () => undefined });

/** The database: the address given, else a PostgreSQL of our own that comes back on the same port when it dies. */
export const startDatabase = async (url: string | undefined, dataFolder: string, onReturn: () => void): Promise<Part> => {
  if (url) return given(url);
  const folder = path.join(dataFolder, 'postgres');
  let stopping = false;
  let server = await LocalPostgres.start({ folder, settings: ONE_MACHINE });
  const watch = (): void =>
    server.onExit(() => {
      if (stopping) return;
      onReturn();
      const back = LocalPostgres.start({ folder, settings: ONE_MACHINE, port: server.port });
      back.then((again) => {
        server = again;
        watch();
      }, console.error);
    });
  watch();
  return {
    url: server.url('postgres'),
    stop: () => {
      stopping = true;
      return server.stop();
    },
  };
};

/** The queues' Redis: the address given, one of our own where it was asked for, else none (they live in PostgreSQL then). */
export const startRedis = async (url: string | undefined, options: StartOptions, dataFolder: string): Promise<Part | undefined> => {
  if (url) return given(url);
  if (!options.redis) return undefined;
  if (!findRedis()) throw new StartError('no_redis', {});
  const redis = await LocalRedis.start({ folder: path.join(dataFolder, 'redis') });
  return { url: redis.url, stop: () => redis.stop() };
};

export interface Mail extends Part {
  /** The base address of the sink's HTTP view; absent where mail goes elsewhere. */
  readonly mailbox: string | undefined;
}

/** Where mail goes: the server given, else a sink on this machine. */
export const startMail = async (url: string | undefined, dataFolder: string): Promise<Mail> => {
  if (url) return { ...given(url), mailbox: undefined };
  const spool = await Spool.open(path.join(dataFolder, 'mail'));
  const [smtp, view] = [await startSmtp(spool), await startMailView(spool)];
  return {
    url: `smtp://127.0.0.1:${smtp.port}`,
    mailbox: `http://127.0.0.1:${view.port}`,
    stop: async () => {
      await Promise.all([smtp.close(), view.close()]);
      await spool.close();
    },
  };
};
