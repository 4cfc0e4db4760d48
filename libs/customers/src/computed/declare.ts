import type { Catalogue } from '@wayfare/contracts';
import { conflict } from '@wayfare/kernel';
import type { Tx } from '@wayfare/platform';
import type { ValueKind } from '../events/kinds.js';

/** What an attribute means, for whoever reads its name in a list. */
export type ComputedWords = NonNullable<Catalogue['attributes'][number]['computed']>['description'];

export interface ComputedAttribute {
  readonly name: string;
  readonly kind: ValueKind;
  readonly words: ComputedWords;
}

/** What works attributes out, and all of them. */
export interface Declaration {
  readonly owner: string;
  readonly attributes: readonly ComputedAttribute[];
  /**
   * What is done about a name under which customers have something already: people who name an attribute are refused one that is taken; what the product brings replaces what is there.
   */
  readonly taken: 'refuse' | 'replace';
}

const TAKEN = `SELECT name FROM attribute_catalogue WHERE name = ANY ($1::text[]) AND owner IS DISTINCT FROM $2 AND ($3 OR source = 'computed') ORDER BY name`;
const DECLARE = `
  INSERT INTO attribute_catalogue AS k (name, kind, source, first_seen_at, owner, words)
  SELECT a.name, a.kind, 'computed', $5, $4, a.words FROM unnest($1::text[], $2::text[], $3::jsonb[]) AS a (name, kind, words) ORDER BY a.name
  ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, source = 'computed', owner = excluded.owner, words = excluded.words
  WHERE (k.kind, k.source, k.owner, k.words) IS DISTINCT FROM (excluded.kind, excluded.source, excluded.owner, excluded.words)`;

/**
 * Says that the product works these attributes out: from here on nobody else writes them. Saying it again changes nothing.
 * @throws AppError `attribute_taken` where a name is another owner's, or, as `taken` says, anybody's
 */
export const declareComputed = async (tx: Tx, { owner, attributes, taken }: Declaration, now: Date): Promise<void> => {
  const names = attributes.map(({ name }) => name);
  const [other] = await tx.query<{ name: string }>(TAKEN, [names, owner, taken === 'refuse']);
  if (other) throw conflict('attribute_taken', `The attribute ${other.name} is used for something else already.`, { name: other.name });
  const kinds = attributes.map(({ kind }) => kind);
  const words = attributes.map((attribute) => JSON.stringify(attribute.words));
  await tx.query(DECLARE, [names, kinds, words, owner, now]);
};
