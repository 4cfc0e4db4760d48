import { type Trait, type TraitFormula, traitFormulaSchema } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';
import { LIST_TRAITS } from './traits.sql.js';

/** A trait as it stands in the database. */
export interface StoredTrait extends Omit<Trait, 'foundAt' | 'pausedAt'> {
  readonly foundAt: Date | null;
  readonly pausedAt: Date | null;
  readonly revision: number;
  /** As this revision it has been worked out for everybody; 0: never. */
  readonly foundRevision: number;
}

/** A row with a formula that nobody has looked into yet. */
export type TraitRow = Omit<StoredTrait, 'formula'> & { readonly formula: unknown };

export const storedTrait = (row: TraitRow): StoredTrait => {
  const formula: TraitFormula = traitFormulaSchema.parse(row.formula);
  return { ...row, formula };
};

/** All traits, by name; those that leave as well. */
export const readTraits = async (sql: Sql): Promise<readonly StoredTrait[]> =>
  (await sql.query<TraitRow & object>(LIST_TRAITS)).map(storedTrait);
