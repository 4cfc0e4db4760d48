/** Rows that are kept for a while only. */
export interface ArchivedKind {
  readonly table: string;
  /** The column that says in which month a row belongs; never changed afterwards. */
  readonly at: string;
  /** The columns of the primary key; `customer_id` is one of them. */
  readonly key: readonly string[];
  /** A query that gives a row where rows before `$1` are still needed. */
  readonly neededBefore?: string;
  /** Which rows `t` may go; the others stay, and go with a later month's. */
  readonly only?: string;
  /**
   * What else is written in the statement that takes rows out of their table or puts them back: named parts of its WITH, which read the rows from `changed`.
   * @param how `1`: they went into the archive, `-1`: they came back from it
   */
  readonly besides?: (how: 1 | -1) => string;
}
