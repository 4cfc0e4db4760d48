import type { AttributeValue } from '@wayfare/contracts';
import { type Ranks, rankOf } from './rules.js';

/** What the row of `attribute_claims` says of one source: for each attribute a value (null: there is none), and when that was said, in milliseconds. */
export type SaidByName = Readonly<Record<string, readonly [value: AttributeValue, at: number]>>;

export interface ClaimRow {
  /** Who has become part of the customer and brought it along; '0': it was said of the customer themselves. */
  readonly part: string;
  readonly source: string;
  readonly said: SaidByName;
}

/** What is needed to tell whom a customer's attributes come from. */
export interface Claimed {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Whom those come from that came with the customer, and since when they stand at the latest. */
  readonly origin: string;
  readonly since: Date;
  readonly claims: readonly ClaimRow[];
}

/** What one source says of one attribute. */
export interface Claim {
  readonly part: string;
  readonly source: string;
  readonly value: AttributeValue;
  readonly at: number;
}

/** The columns of `Claimed`, of customers under the name `customers`. */
export const CLAIMED_COLUMNS = `
  coalesce(origin, '') AS origin, CASE WHEN origin IS NULL THEN updated_at ELSE created_at END AS since,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('part', k.part::text, 'source', k.source, 'said', k.said)), '[]')
    FROM attribute_claims k WHERE k.customer_id = customers.id AND k.said <> '{}') AS claims`;
/** And those of `ContactClaimed`. */
export const CONTACT_COLUMNS = `
  email, phone, time_zone AS "timeZone", locale,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('part', k.part::text, 'source', k.source, 'said', k.contact)), '[]')
    FROM attribute_claims k WHERE k.customer_id = customers.id AND k.contact <> '{}') AS "contactClaims"`;

/** All that is said of an attribute. What came with the customer has no row of its own until somebody says something else. */
export const claimsOf = ({ attributes, origin, since, claims }: Claimed, name: string): readonly Claim[] => {
  const told = claims.flatMap(({ part, source, said }): Claim[] => {
    const entry = Object.hasOwn(said, name) ? said[name] : undefined;
    return entry ? [{ part, source, value: entry[0], at: entry[1] }] : [];
  });
  const standing = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (told.length > 0 || standing === undefined) return told;
  return [{ part: '0', source: origin, value: standing, at: since.getTime() }];
};

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/**
 * The claims in the order in which they stand: that of the strongest source first, of equally strong ones the latest; then what was said of the customer themselves. The first is what holds, the others are also known.
 */
export const inOrder = (claims: readonly Claim[], name: string, ranks: Ranks): readonly Claim[] =>
  [...claims].sort(
    (one, other) =>
      rankOf(ranks, name, other.source) - rankOf(ranks, name, one.source) ||
      other.at - one.at ||
      Number(one.part) - Number(other.part) ||
      compare(one.source, other.source),
  );
