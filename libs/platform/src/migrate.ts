import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { Database } from './database.js';
import type { Logger } from './logger.js';
import { countShards } from './shards/names.js';
import { dealOutTables, type ShardedTables } from './shards/provision.js';

export interface MigrateOptions {
  readonly url: string;
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly logger?: Logger;
  /** The tables that are dealt out to shards, and to how many; as many as the database has where absent. */
  readonly sharded?: ShardedTables;
  readonly shards?: number | undefined;
}

/** Any constant will do, as long as nobody else takes the same one: "wayf" in ASCII. */
const LOCK = 0x77_61_79_66;

const dealOut = async (database: Database, sharded: ShardedTables, wanted: number | undefined): Promise<void> => {
  const present = await countShards(database);
  await database.transaction((tx) => dealOutTables(tx, sharded, present, wanted ?? present));
};

/**
 * Brings the database to the newest migration, each in a transaction of its own, and gives the names of those that ran; then deals its tables out to shards, where it is to have more than one.
 * Several processes may call it at once: one works, the others wait for it and find nothing left to do.
 */
export const migrate = async ({ url, migrations, logger, sharded = {}, shards }: MigrateOptions): Promise<readonly string[]> => {
  const guard = new pg.Client({ connectionString: url, application_name: 'wayfare-migrate' });
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const source = new DataSource({
      type: 'postgres',
      url,
      poolSize: 1,
      migrations: [...migrations],
      migrationsTableName: 'schema_migrations',
      installExtensions: false,
    });
    await source.initialize();
    try {
      const ran = (await source.runMigrations({ transaction: 'each' })).map(({ name }) => name);
      await dealOut(new Database(source), sharded, shards);
      if (ran.length > 0) logger?.info({ migrations: ran }, 'the database was brought up to date');
      return ran;
    } finally {
      await source.destroy();
    }
  } finally {
    await guard.end();
  }
};
