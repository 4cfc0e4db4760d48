import { MIGRATIONS } from '@wayfare/migrations';
import type { HealthProbe } from '@wayfare/platform';
import type { Core } from './core.js';

/** The parts that must answer before this process can do its work. */
export const probesOf = ({ database, queues }: Core): Readonly<Record<string, HealthProbe>> => ({
  database: () => database.query('SELECT 1'),
  migrations: async () => {
    const ran = new Set((await database.query<{ name: string }>('SELECT name FROM schema_migrations')).map(({ name }) => name));
    const missing = MIGRATIONS.map(({ name }) => name).filter((name) => !ran.has(name));
    if (missing.length > 0) throw new Error(`the database lacks ${missing.join(', ')}`);
  },
  queues: () => queues.ping(),
});
