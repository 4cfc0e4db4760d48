import { MIGRATIONS } from '@wayfare/migrations';
import { createLogger, LocalPostgres, migrate, openDatabase } from '@wayfare/platform';

/** A test may lose everything at a power cut; it must not wait for the disk. */
const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: 300,
  shared_buffers: '128MB',
  max_wal_size: '2GB',
  wal_level: 'minimal',
  max_wal_senders: 0,
};

export interface Prepared {
  /** The address of the template database; the others are cloned beside it. */
  readonly template: string;
  dispose(): Promise<void>;
}

const withDatabase = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;

/** Makes the template database with all migrations, on the server given or on one of our own in `folder`. */
export const prepare = async (given: string | undefined, folder: string): Promise<Prepared> => {
  const server = given ? undefined : await LocalPostgres.start({ folder, settings: FAST });
  const admin = given ?? server?.url('postgres') ?? '';
  const name = `wayfare_template_${process.pid}`;
  const template = withDatabase(admin, name);
  const logger = createLogger({ level: 'error', name: 'test' });
  const run = async (statement: string): Promise<void> => {
    const database = await openDatabase({ url: admin, poolSize: 1 });
    await database.query(statement).finally(() => database.close());
  };
  const dispose = async (): Promise<void> => {
    if (server) await server.stop();
    else await run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  try {
    await run(`CREATE DATABASE ${name}`);
    await migrate({ url: template, migrations: MIGRATIONS, logger });
    return { template, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
};
