import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What must never stand in a log, wherever in a record it is. */
const SECRETS = ['password', 'secrets', 'token', 'authorization', 'cookie'].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code?: unknown;
  readonly cause?: LoggedError;
}

/** What a log needs of an error. Not its other fields: drivers hang whole connections on theirs, with the password. */
const describe = (error: unknown): LoggedError => {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: undefined };
  const { name, message, stack, cause } = error;
  return { type: name, message, stack, ...('code' in error ? { code: error.code } : {}), ...(cause ? { cause: describe(cause) } : {}) };
};

/** Lines of JSON with the instant, the program's name and an error's whole chain; `logger.child({ journeyId })` binds what a line is about. */
export const createLogger = (options: { level: LogLevel; name: string }, destination?: DestinationStream): Logger => {
  const settings = {
    name: options.name,
    level: options.level,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describe },
    redact: { paths: SECRETS, censor: '[secret]' },
  };
  return destination ? pino(settings, destination) : pino(settings);
};
