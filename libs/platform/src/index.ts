export { type Actor, actingAs, type Change, currentActor, recordChange } from './actor.js';
export { type Archive, Archives } from './archive/archives.js';
export type { ArchivedKind } from './archive/kind.js';
export { asDouble } from './as-double.js';
export { type ClockPort, RealClock, SharedVirtualClock } from './clock.js';
export { CONFIG_VARIABLES, type Config, loadConfig } from './config.js';
export { Database, type Isolation, type Sql, type Tx } from './database.js';
export { Group, type GroupSettings } from './group.js';
export { checkHealth, type Health, type HealthProbe } from './http/health.js';
export { type HealthServer, type HealthServerOptions, startHealthServer } from './http/health-server.js';
export { listen } from './http/listen.js';
export { Outgoing, type OutgoingAnswer, type OutgoingOptions, type OutgoingRequest, resolveAddress } from './http/outgoing.js';
export { freePort } from './local/port.js';
export { LocalPostgres, type LocalPostgresOptions } from './local/postgres.js';
export { commandOf, isAlive } from './local/process.js';
export { findRedis, LocalRedis } from './local/redis.js';
export { ONE_MACHINE } from './local/settings.js';
export { createLogger, LOG_LEVELS, type Logger, type LogLevel } from './logger.js';
export { Metrics } from './metrics.js';
export { type MigrateOptions, migrate } from './migrate.js';
export { OneTransaction } from './one-transaction.js';
export { type OpenOptions, openDatabase } from './open-database.js';
export { Pacer } from './pacer.js';
export { type Bootstrap, bootstrapSchema, type ReadyMessage, type Running, runProgram } from './program.js';
export { BullQueues, type BullSettings } from './queues/bull-queues.js';
export { dispatchQueue, JOB, type JobName, jobId, QUEUE } from './queues/names.js';
export { openQueues, type QueuesOptions } from './queues/open-queues.js';
export type { JobFailure, JobHandler, JobHint, ProcessOptions, Queues } from './queues/port.js';
export { SecretsBox } from './security/secrets-box.js';
export { TokenSigner } from './security/token-signer.js';
export {
  changeSettings,
  confirmedConsentIn,
  contactRulesIn,
  DEFAULT_SETTINGS,
  pricesIn,
  readSettings,
  retentionIn,
  type SendMode,
  unapprovedTagsIn,
  type WorkspaceSettings,
} from './settings.js';
export { inEachShard, workInAllShards, workInShard, workInShardOf } from './shards/in-shard.js';
export { SHARD_COUNTS } from './shards/names.js';
export { type ShardedTables, ShardsError } from './shards/provision.js';
