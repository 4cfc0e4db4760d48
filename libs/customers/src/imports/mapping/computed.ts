import type { Sql } from '@wayfare/platform';
import { computedAmong, refuseComputed } from '../../computed/protect.js';
import type { Opening, Wishes } from '../upload.js';
import { compileMapping } from './mapping.js';

/**
 * Keeps a file of customers off the attributes that the product works out: a mapping that somebody made and that names one is refused; where the mapping was guessed, the column is left out, so
 * that an export comes back in.
 * @throws AppError `invalid` naming each column
 */
export const keepOffComputed = async (sql: Sql, { kind, mapping: given }: Wishes, opening: Opening): Promise<Opening> => {
  if (kind !== 'customers') return opening;
  const attributes = compileMapping(kind, opening.columns, opening.mapping).filter(({ field }) => field === 'attributes');
  if (given)
    await refuseComputed(
      sql,
      attributes.map(({ name, column }) => ({ name, path: `mapping.${column}` })),
    );
  const computed = await computedAmong(
    sql,
    attributes.map(({ name }) => name),
  );
  const left = new Set(attributes.filter(({ name }) => computed.has(name)).map(({ column }) => column));
  const mapping = Object.fromEntries(Object.entries(opening.mapping).filter(([column]) => !left.has(column.trim())));
  return left.size === 0 ? opening : { ...opening, mapping };
};
