import type { Reads, SourceColumn } from '@wayfare/contracts';

/** One row as texts, in the order of the columns that were asked for, and the value of the cursor's column. */
export interface SourceRow {
  readonly cells: readonly (string | null)[];
  readonly cursor: string | null;
}

export interface Cursor {
  readonly column: SourceColumn;
  /** Rows at this value and after it; null: all. */
  readonly from: string | null;
  /** Rows without a value are read too: they come with the first load and never again. */
  readonly withEmpty: boolean;
  readonly overlapSeconds: number;
}

export interface ReadRequest {
  readonly reads: Reads;
  readonly columns: readonly string[];
  readonly cursor: Cursor | null;
}

export interface SourceTable {
  readonly schema: string;
  readonly name: string;
  readonly isView: boolean;
}

export interface SourcePreview {
  readonly columns: readonly SourceColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/**
 * One kind of place that rows are read from. Every call opens what it needs and lets go of it; whoever stops taking rows ends the reading. What
 * goes wrong is a `SourceProblem`. Nothing is ever written there.
 */
export interface SourceDriver {
  /** Whether rows come in the order of the cursor, so that what has been read up to any of them is complete. */
  readonly isOrdered: boolean;
  /** Has a conversation, and gives what the other side says it is. */
  test(): Promise<string>;
  tables(): Promise<readonly SourceTable[]>;
  preview(reads: Reads, rows: number): Promise<SourcePreview>;
  read(request: ReadRequest): AsyncGenerator<readonly SourceRow[]>;
}
