import type { AttributeValue } from '@wayfare/contracts';
import type { Ranks } from '../claims/rules.js';
import { type Claim, type Claimed, type ClaimRow, claimsOf, inOrder } from '../claims/standing.js';
import { type Change, comes, type Lost, same } from './change.js';

/** What is needed of a customer's row. */
interface Attributed extends Claimed {
  readonly id: string;
  readonly updatedAt: Date;
}

/** How attributes of two customers become those of one. */
export interface Rule {
  readonly ranks: Ranks;
  /** Those that the product works out: nobody claims them, and they are worked out anew. */
  readonly computed: ReadonlySet<string>;
}

interface Named extends Claim {
  readonly name: string;
}

interface JoinedAttributes {
  readonly changed: Record<string, Change<AttributeValue>>;
  readonly lost: readonly Lost[];
  readonly claims: readonly ClaimRow[];
}

const rowsOf = (claims: readonly Named[]): ClaimRow[] => {
  const rows = new Map<string, { part: string; source: string; said: Record<string, [AttributeValue, number]> }>();
  for (const { name, part, source, value, at } of claims) {
    const row = rows.get(`${part} ${source}`) ?? { part, source, said: {} };
    row.said[name] = [value, at];
    rows.set(`${part} ${source}`, row);
  }
  return [...rows.values()];
};

/** What is said of either; what was said of the one who is merged goes along as theirs. */
const claimsOfBoth = (kept: Attributed, merged: Attributed, name: string): Claim[] => [
  ...claimsOf(kept, name),
  ...claimsOf(merged, name).map((claim) => ({ ...claim, part: claim.part === '0' ? merged.id : claim.part })),
];

const gaveWay = (name: string, now: AttributeValue, ...both: readonly (readonly [of: string, value: AttributeValue])[]): Lost[] =>
  both.flatMap(([of, value]) => (value === null || same(value, now) ? [] : [{ name, value, of }]));

/** Attributes of both: of each what the strongest and then the latest source says, whichever of the two it was said of. Whatever else was said of either is kept. */
export const joinAttributes = (kept: Attributed, merged: Attributed, { ranks, computed }: Rule): JoinedAttributes => {
  const changed: Record<string, Change<AttributeValue>> = {};
  const lost: Lost[] = [];
  const noted: Named[] = [];
  const isNewer = merged.updatedAt > kept.updatedAt;
  for (const name of new Set([...Object.keys(merged.attributes), ...merged.claims.flatMap(({ said }) => Object.keys(said))])) {
    const [was, other] = [kept.attributes[name] ?? null, merged.attributes[name] ?? null];
    const claims = computed.has(name) ? [] : claimsOfBoth(kept, merged, name);
    if (was === null || claims.some(({ value }) => !same(value, was))) noted.push(...claims.map((claim) => ({ name, ...claim })));
    const [first] = inOrder(claims, name, ranks);
    const now = first ? first.value : comes(was, other, isNewer) ? other : was;
    if (!same(was, now)) changed[name] = { was, now };
    lost.push(...gaveWay(name, now, [kept.id, was], [merged.id, other]));
  }
  return { changed, lost, claims: rowsOf(noted) };
};
