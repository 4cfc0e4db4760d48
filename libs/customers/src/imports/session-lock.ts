import type { Database } from '@wayfare/platform';

/** The classes of the advisory locks: "impo" in ASCII for imports, "sour" for runs of data sources. */
export const LOCKS = { imports: 0x69_6d_70_6f, sources: 0x73_6f_75_72 } as const;

/**
 * Does `work` while no other process holds any of the locks; `false` where one does. A lock lives on one connection: it ends with the work, or with
 * the process, however that ends.
 */
export const withSessionLocks = async (
  database: Database,
  keys: readonly number[],
  work: () => Promise<void>,
  lockClass: (typeof LOCKS)[keyof typeof LOCKS] = LOCKS.imports,
): Promise<boolean> => {
  const runner = database.source.createQueryRunner();
  try {
    for (const key of keys) {
      const [row]: { taken: boolean }[] = await runner.query('SELECT pg_try_advisory_lock($1, $2) AS taken', [lockClass, key]);
      if (!row?.taken) return false;
    }
    await work();
    return true;
  } finally {
    await runner.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    await runner.release();
  }
};

/** The lock of one import, or run; ids wrap round, which at worst lets two wait for each other. */
export const lockOf = (importId: string): number => Number(BigInt(importId) % 0x7fff_ffffn) + 1;
/** One customers file at a time: two would make the same people. */
export const LOCK_OF_CUSTOMERS = 0;
