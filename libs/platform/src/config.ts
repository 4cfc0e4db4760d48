import { z } from 'zod';
import { LOG_LEVELS } from './logger.js';
import { SHARD_COUNTS } from './shards/names.js';

const KEY_BYTES = 32;

const address = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (text) =>
        text
          .split(',')
          .every((part) => protocols.some((protocol) => part.trim().startsWith(`${protocol}://`) && URL.canParse(part.trim()))),
      { message: `must be an address that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}` },
    );

const secretKey = z.string().transform((text, context) => {
  const key = Buffer.from(text, 'base64');
  if (key.length === KEY_BYTES) return key;
  context.addIssue({
    code: 'custom',
    message: `must be ${KEY_BYTES} random bytes in base64, for example from: openssl rand -base64 ${KEY_BYTES}`,
  });
  return z.NEVER;
});

const flag = z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true');
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const schema = z.object({
  DATABASE_URL: address('postgres', 'postgresql'),
  REDIS_URL: address('redis', 'rediss').optional(),
  SMTP_URL: address('smtp', 'smtps').optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: count(0, 65_535).default(3000),
  WORKER_HEALTH_PORT: count(0, 65_535).default(3001),
  PUBLIC_URL: address('http', 'https').optional(),
  WAYFARE_SECRET: secretKey,
  WAYFARE_CLOCK: z.enum(['real', 'virtual']).default('real'),
  WAYFARE_BOOT_ID: z.string().default(''),
  WAYFARE_BOOTSTRAP_FILE: z.string().optional(),
  WAYFARE_ARCHIVES: z.string().optional(),
  WAYFARE_ERASURES: z.string().optional(),
  WAYFARE_DEMO: flag.default(false),
  WAYFARE_WEB: z.string().default('dist/apps/web'),
  WAYFARE_ALLOW_PRIVATE: flag.default(false),
  WAYFARE_TRUST_PROXY: flag.default(false),
  DATABASE_POOL: count(2, 500).default(10),
  WAYFARE_SHARDS: z.coerce
    .number()
    .refine((shards) => SHARD_COUNTS.some((known) => known === shards), { message: `must be one of ${SHARD_COUNTS.join(', ')}` })
    .optional(),
  WORKER_CONCURRENCY: count(1, 100).default(4),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
});

/** The names of all variables, for what lists or passes them (docs, docker). */
export const CONFIG_VARIABLES: readonly string[] = Object.keys(schema.shape);

/** What a process is told from outside; each field is one environment variable, described in docs/admin/configuration.md. */
export interface Config {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  /** What the default e-mail connector hands its mail to, where nobody has set one up. */
  readonly smtpUrl: string | undefined;
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  /** Where the worker's health and metrics are; 0 = any free one. */
  readonly workerHealthPort: number;
  /** What links in messages begin with; undefined = where the process listens. Never ends in a slash. */
  readonly publicUrl: string | undefined;
  /** 32 bytes: seals secrets and signs links. */
  readonly secretKey: Buffer;
  readonly clock: 'real' | 'virtual';
  /** Said by the readiness probe, so that who started a process knows that it is this one that answers. */
  readonly bootId: string;
  /** Where the standalone app wants to be told of the first admin (decision 003). */
  readonly bootstrapFile: string | undefined;
  readonly demo: boolean;
  /** The folder to which old months are written; undefined: nothing is archived. */
  readonly archives: string | undefined;
  /** The file beside the backups that says who was erased; undefined: none is kept. */
  readonly erasures: string | undefined;
  /** The folder of the built web app. */
  readonly webFolder: string;
  /** Whether addresses that users type may lead into private networks. */
  readonly allowPrivateAddresses: boolean;
  /** Whether X-Forwarded-For is believed. */
  readonly trustProxy: boolean;
  readonly databasePool: number;
  /** Into how many shards a new database is dealt out; undefined: 1, or as many as it has. */
  readonly shards: number | undefined;
  readonly workerConcurrency: number;
  readonly logLevel: z.infer<typeof schema>['LOG_LEVEL'];
}

/** A variable that is missing or makes no sense; the message names each. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration does not hold:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const withoutEmpty = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));

/** Reads the environment; throws a `ConfigError` that names every variable at fault. An empty variable counts as absent. */
export const loadConfig = (env: NodeJS.ProcessEnv): Config => {
  const given = withoutEmpty(env);
  const read = schema.safeParse(given);
  if (!read.success) {
    throw new ConfigError(
      read.error.issues.map(({ path: [name = ''], message }) =>
        String(name) in given ? `${String(name)}: ${message}` : `${String(name)} is not set`,
      ),
    );
  }
  const { data } = read;
  return {
    databaseUrl: data.DATABASE_URL,
    redisUrl: data.REDIS_URL,
    smtpUrl: data.SMTP_URL,
    host: data.HOST,
    port: data.PORT,
    workerHealthPort: data.WORKER_HEALTH_PORT,
    publicUrl: data.PUBLIC_URL?.replace(/\/+$/, ''),
    secretKey: data.WAYFARE_SECRET,
    clock: data.WAYFARE_CLOCK,
    bootId: data.WAYFARE_BOOT_ID,
    bootstrapFile: data.WAYFARE_BOOTSTRAP_FILE,
    demo: data.WAYFARE_DEMO,
    archives: data.WAYFARE_ARCHIVES,
    erasures: data.WAYFARE_ERASURES,
    webFolder: data.WAYFARE_WEB,
    allowPrivateAddresses: data.WAYFARE_ALLOW_PRIVATE,
    trustProxy: data.WAYFARE_TRUST_PROXY,
    databasePool: data.DATABASE_POOL,
    shards: data.WAYFARE_SHARDS,
    workerConcurrency: data.WORKER_CONCURRENCY,
    logLevel: data.LOG_LEVEL,
  };
};
