import { z } from 'zod';
import { type Config, ConfigError, loadConfig } from './config.js';
import { createLogger, type Logger } from './logger.js';

/** What the standalone app wants to exist (decision 003); `api` makes what is missing. */
export const bootstrapSchema = z.object({
  /** The first admin. */
  email: z.email(),
  password: z.string().min(12),
  /** An API token of the role admin. */
  token: z.string().min(20),
  /** What the default e-mail connector hands its mail to. */
  smtpUrl: z.string(),
  /** The HTTP view of the mail sink behind `smtpUrl`; absent where mail goes elsewhere. */
  mailbox: z.url().optional(),
});
export type Bootstrap = z.infer<typeof bootstrapSchema>;

/** What a program tells its parent when it is ready. */
export interface ReadyMessage {
  readonly ready: true;
  readonly port: number;
}

/** A program that runs: where it listens, and how it is stopped in order. */
export interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

const BAD_CONFIG = 78;
const STOP_MS = 10_000;

const configOrExit = (env: NodeJS.ProcessEnv): Config => {
  try {
    return loadConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(BAD_CONFIG);
  }
};

/**
 * Runs a program of ours from its configuration to its orderly end (decision 003): a child of the standalone app ignores SIGINT and ends with its
 * parent; everything ends on SIGTERM; what nobody caught ends it with an error, for a supervisor to start it again.
 */
export const runProgram = async (name: string, start: (config: Config, logger: Logger) => Promise<Running>): Promise<void> => {
  const config = configOrExit(process.env);
  const logger = createLogger({ level: config.logLevel, name });
  const die = (error: unknown, what: string): never => {
    logger.fatal({ err: error }, what);
    process.exit(1);
  };
  process.on('uncaughtException', (error) => die(error, 'nobody caught this'));
  process.on('unhandledRejection', (error) => die(error, 'nobody awaited this'));

  let running: Running | undefined;
  let stopping = false;
  const stop = (why: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ why }, 'stopping');
    setTimeout(() => die(new Error(`not stopped within ${STOP_MS} ms`), 'stopping took too long'), STOP_MS).unref();
    Promise.resolve(running?.stop()).then(
      () => process.exit(0),
      (error: unknown) => die(error, 'could not stop in order'),
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  if (process.send) {
    process.on('SIGINT', () => logger.debug('left to the parent'));
    process.on('disconnect', () => stop('the parent is gone'));
  } else {
    process.on('SIGINT', () => stop('SIGINT'));
  }

  running = await start(config, logger).catch((error: unknown) => die(error, 'could not start'));
  logger.info({ port: running.port }, 'ready');
  const message: ReadyMessage = { ready: true, port: running.port };
  process.send?.(message);
};
