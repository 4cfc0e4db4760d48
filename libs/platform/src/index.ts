export { type Actor, actingAs, type Change, currentActor, recordChange } from './actor.js';
export { Database, type Isolation, type Sql, type Tx } from './database.js';
export { freePort } from './local/port.js';
export { LocalPostgres, type LocalPostgresOptions } from './local/postgres.js';
export { createLogger, LOG_LEVELS, type Logger, type LogLevel } from './logger.js';
export { type MigrateOptions, migrate } from './migrate.js';
export { type OpenOptions, openDatabase } from './open-database.js';
export type { JobHandler, JobHint, ProcessOptions, Queues } from './queues/port.js';
export { changeSettings, DEFAULT_SETTINGS, readSettings, type SendMode, type WorkspaceSettings } from './settings.js';
