import type { Sql } from '@wayfare/platform';
import type { SqlFragment } from '../sql/fragment.js';
import { ATTRIBUTES, claimSql } from './claim.sql.js';
import { readRanks } from './rules.js';

/** What a source says of customers. */
export interface Said {
  /** A statement that gives `id` and `patch`, a jsonb object of attributes; null in it: there is no such value. The transaction holds the rows of these customers. */
  readonly rows: SqlFragment;
  /** The kind, and after a colon which of it: `page`, `api`, `browser`, `import:7`, `feed:3`, `journey:9`. */
  readonly source: string;
  readonly now: Date;
}

/** What of it does not stand, since a stronger source says otherwise: names by customer. Nobody is in it where there are no rules. */
export type Overruled = ReadonlyMap<string, readonly string[]>;

/** Notes who said what, before the caller writes it onto the customers: all but what is overruled. */
export const claimAttributes = async (tx: Sql, { rows, source, now }: Said): Promise<Overruled> => {
  const ranks = await readRanks(tx);
  const overruled = await tx.query<{ id: string; names: string[] }>(claimSql(ATTRIBUTES, rows.text, rows.parameters.length), [
    ...rows.parameters,
    source,
    now,
    JSON.stringify(ranks),
  ]);
  return new Map(overruled.map(({ id, names }) => [id, names]));
};
