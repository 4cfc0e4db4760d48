import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import type { Logger } from './logger.js';

export interface MigrateOptions {
  readonly url: string;
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly logger?: Logger;
}

/** Any constant will do, as long as nobody else takes the same one: "wayf" in ASCII. */
const LOCK = 0x77_61_79_66;

/**
 * Brings the database to the newest migration, each in a transaction of its own, and gives the names of those that ran.
 * Several processes may call it at once: one works, the others wait for it and find nothing left to do.
 */
export const migrate = async ({ url, migrations, logger }: MigrateOptions): Promise<readonly string[]> => {
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
      if (ran.length > 0) logger?.info({ migrations: ran }, 'the database was brought up to date');
      return ran;
    } finally {
      await source.destroy();
    }
  } finally {
    await guard.end();
  }
};
