import type { Reject } from '../reasons.js';
import type { CheckedRow } from './read-row.js';

/** Rows with what is wrong with some of them, by their lines. */
export const withRejects = (rows: readonly CheckedRow[], rejects: readonly Reject[]): readonly CheckedRow[] => {
  if (rejects.length === 0) return rows;
  const byLine = new Map<number, Reject[]>();
  for (const reject of rejects) byLine.set(reject.line, [...(byLine.get(reject.line) ?? []), reject]);
  return rows.map((row) => ({ ...row, rejects: byLine.get(row.record.line) ?? row.rejects }));
};
