import type { Sql } from '@wayfare/platform';

/** "cust" in ASCII: the advisory lock under which customers come into being or gain a key. */
const LOCK = 0x63_75_73_74;

/**
 * Whoever makes customers, or gives them keys, looks first and writes then, and holds this lock meanwhile until the end of the
 * transaction; so the same person is never made twice. It is taken before any row is locked. Reading events of known customers needs it not.
 */
export const lockCreation = async (tx: Sql): Promise<void> => {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
};

/** The same for the chunks of one customer import, which agree among themselves and exclude everyone else. */
export const lockCreationForImport = async (tx: Sql): Promise<void> => {
  await tx.query('SELECT pg_advisory_xact_lock_shared($1)', [LOCK]);
};
