import type { Reads } from '@wayfare/contracts';
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
