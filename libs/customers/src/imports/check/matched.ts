import type { ImportCheck } from '@wayfare/contracts';
import type { Tx } from '@wayfare/platform';
import type { CheckedRow } from './read-row.js';

export type MatchedCount = NonNullable<ImportCheck['matched']>;

/** What a check finds out about rows that can be read, beyond their cells. */
export interface Seen {
  /** Takes the rows of a portion in; gives them with what is wrong with those that only looking something up could tell. */
  add(rows: readonly CheckedRow[]): Promise<readonly CheckedRow[]>;
  /** What has been found, once all rows are in. */
  found(): Promise<Omit<ImportCheck, 'good'>>;
}

/**
 * Tables of the import in a temporary schema, where they stand before the real ones: the import's own statements write to them, and what they hold in the end is held against what there is. Whoever is to look at the real ones in between names
 * them with their schema.
 */
export const shadow = async (tx: Tx, tables: readonly string[]): Promise<void> => {
  for (const table of tables) await tx.query(`CREATE TEMPORARY TABLE ${table} (LIKE public.${table} INCLUDING ALL) ON COMMIT DROP`);
};
