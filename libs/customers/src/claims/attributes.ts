import {
  ATTRIBUTE_SOURCES,
  type AttributeClaim,
  type AttributeSource,
  type AttributeValue,
  type BodyOf,
  type ReplyOf,
  type routes,
} from '@wayfare/contracts';
import { type Clock, notFound } from '@wayfare/kernel';
import { type Database, recordChange, type Sql } from '@wayfare/platform';
import { computedAmong, refuseComputed } from '../computed/protect.js';
import { livingOf } from '../merging/who.js';
import { CLAIMED, DROP_EMPTY, HOLD, SOURCE_NAMES, TAKE_BACK_CLAIM, WRITE_STANDING } from './attributes.sql.js';
import { kindOfSource, type Ranks, readRanks } from './rules.js';
import { type Claim, type Claimed, claimsOf, inOrder } from './standing.js';

type Item = ReplyOf<typeof routes.customerAttributes>['items'][number];

const isKind = (kind: string): kind is AttributeSource => ATTRIBUTE_SOURCES.some((one) => one === kind);
const idsOf = (sources: readonly string[], kind: AttributeSource): string[] =>
  sources.flatMap((source) => (source.startsWith(`${kind}:`) ? [source.slice(kind.length + 1)] : []));

const readNames = async (sql: Sql, sources: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const rows = await sql.query<{ source: string; name: string }>(SOURCE_NAMES, [
    idsOf(sources, 'import'),
    idsOf(sources, 'feed'),
    idsOf(sources, 'journey'),
  ]);
  return new Map(rows.map(({ source, name }) => [source, name]));
};

const same = (one: AttributeValue, other: AttributeValue): boolean => JSON.stringify(one) === JSON.stringify(other);

/** One attribute as the claims in their order tell it; null where there is nothing that anybody says. */
const itemOf = (name: string, claims: readonly Claim[], sourceNames: ReadonlyMap<string, string>): Item | null => {
  const shown = claims.map(({ value, source, at, part }): AttributeClaim => {
    const kind = kindOfSource(source);
    return {
      ...{ value, source, kind: isKind(kind) ? kind : 'earlier', sourceName: sourceNames.get(source) ?? null },
      ...{ at: new Date(at).toISOString(), part: part === '0' ? null : part },
    };
  });
  const [holds, ...others] = shown;
  if (!holds) return null;
  const also = others.filter(({ value }) => value !== null && !same(value, holds.value));
  return holds.value === null && also.length === 0 ? null : { name, holds, also };
};

const computedItem = (name: string, value: AttributeValue): Item => ({
  ...{ name, also: [] },
  holds: { value, source: 'computed', kind: 'computed', sourceName: null, at: null, part: null },
});

/** What is known of a customer, whom it comes from, and what others say (decision 032). */
export class CustomerAttributes {
  constructor(private readonly deps: { readonly database: Database; readonly clock: Clock }) {}

  /** By the id of somebody who has become part of the customer, too. */
  async customerAttributes(id: string): Promise<ReplyOf<typeof routes.customerAttributes>> {
    return this.read(this.deps.database, await livingOf(this.deps.database, id));
  }

  /**
   * Takes back what a source says of an attribute: what the next one says holds from then on, and where there is none, the attribute is gone.
   * @throws AppError `not_found` where the source says nothing of it; `invalid` where the product works it out
   */
  async withdrawAttribute(
    asked: string,
    { name, source, part }: BodyOf<typeof routes.withdrawAttribute>,
  ): Promise<ReplyOf<typeof routes.withdrawAttribute>> {
    const { database, clock } = this.deps;
    const id = await livingOf(database, asked);
    return database.transaction(async (tx) => {
      await tx.query(HOLD, [id]);
      await refuseComputed(tx, [{ name, path: 'name' }]);
      const claimed = await this.claimed(tx, id);
      const claims = inOrder(claimsOf(claimed, name), name, await readRanks(tx));
      const taken = claims.find((claim) => claim.source === source && claim.part === (part ?? '0'));
      if (!taken) throw notFound('claim', `${source}/${name}`);
      const [next] = claims.filter((claim) => claim !== taken);
      await tx.query(TAKE_BACK_CLAIM, [id, part ?? '0', source, name]);
      await tx.query(DROP_EMPTY, [id]);
      const value = next?.value ?? null;
      const gone = value === null ? [name] : [];
      await tx.query(WRITE_STANDING, [id, JSON.stringify(value === null ? {} : { [name]: value }), gone, clock.now()]);
      const before = { attribute: name, source, value: taken.value };
      await recordChange(tx, clock, { action: 'attribute_withdrawn', kind: 'customer', id, before, after: { value } });
      return this.read(tx, id);
    });
  }

  private async claimed(sql: Sql, id: string): Promise<Claimed> {
    const [claimed] = await sql.query<Claimed & object>(CLAIMED, [id]);
    if (!claimed) throw notFound('customer', id);
    return claimed;
  }

  private async read(sql: Sql, id: string): Promise<ReplyOf<typeof routes.customerAttributes>> {
    const claimed = await this.claimed(sql, id);
    const ranks: Ranks = await readRanks(sql);
    const names = [...new Set([...Object.keys(claimed.attributes), ...claimed.claims.flatMap(({ said }) => Object.keys(said))])].sort();
    const computed = await computedAmong(sql, names);
    const sources = await readNames(sql, [claimed.origin, ...claimed.claims.map(({ source }) => source)]);
    const items = names.map((name) => {
      if (computed.has(name)) return name in claimed.attributes ? computedItem(name, claimed.attributes[name] ?? null) : null;
      return itemOf(name, inOrder(claimsOf(claimed, name), name, ranks), sources);
    });
    return { items: items.filter((item) => item !== null) };
  }
}
