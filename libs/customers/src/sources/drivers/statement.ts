import type { Reads } from '@wayfare/contracts';
import type { ReadRequest } from '../driver.js';
import { SourceProblem } from '../problem.js';

/**
 * What is read from a database, as something that stands in a FROM. A query is wrapped, so that it can be nothing but one that gives rows; the line
 * break ends a comment at its end.
 * @throws SourceProblem where it is meant for another kind of source, or is no query
 */
export const relationOf = (reads: Reads, quote: (name: string) => string): string => {
  if ('table' in reads) {
    const { schema, name } = reads.table;
    return schema === '' ? quote(name) : `${quote(schema)}.${quote(name)}`;
  }
  if (!('query' in reads)) throw new SourceProblem('source_reads_wrong', 'A database is read by table or by query.');
  const query = reads.query.trim().replace(/;\s*$/, '');
  if (!/^(\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(select|with|values|table|\()/i.test(query))
    throw new SourceProblem('source_statement', 'The query must begin with SELECT or WITH: nothing is written to a source.', {
      why: 'SELECT … / WITH …',
    });
  return `(${query}\n)`;
};

type Cursor = NonNullable<ReadRequest['cursor']>;

/** How a kind of database writes what is asked of all of them. */
export interface Dialect {
  quote(name: string): string;
  /** What rows are read from, as it stands beside the cursor's column. */
  comparedWith(cursor: Cursor & { readonly from: string }): { readonly text: string; readonly values: readonly string[] };
  /** The cursor's column, so that its value can be kept. */
  asText(column: string): string;
}

/** The columns of a relation; with a cursor its own as the last of them, from where it stands, in its order. */
export const selectionOf = (
  relation: string,
  columns: readonly string[],
  cursor: ReadRequest['cursor'],
  { quote, comparedWith, asText }: Dialect,
): { text: string; values: readonly string[] } => {
  const asked = columns.map((name) => `f.${quote(name)}`);
  if (!cursor) return { text: `SELECT ${asked.join(', ')} FROM ${relation} f`, values: [] };
  const column = `f.${quote(cursor.column.name)}`;
  const select = `SELECT ${[...asked, asText(column)].join(', ')} FROM ${relation} f`;
  const { from } = cursor;
  if (from === null) return { text: `${select} ORDER BY ${column}`, values: [] };
  const { text, values } = comparedWith({ ...cursor, from });
  return { text: `${select} WHERE ${column} >= ${text}${cursor.withEmpty ? ` OR ${column} IS NULL` : ''} ORDER BY ${column}`, values };
};
