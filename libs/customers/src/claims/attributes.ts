import {
  ATTRIBUTE_SOURCES,
  type AttributeClaim,
  type AttributeSource,
  type AttributeValue,
  type BodyOf,
  CONTACT_FIELDS,
  type ContactField,
  type ReplyOf,
  type routes,
} from '@wayfare/contracts';
import { type Clock, notFound } from '@wayfare/kernel';
import { type Database, recordChange, type Sql } from '@wayfare/platform';
import { computedAmong, refuseComputed } from '../computed/protect.js';
import { livingOf } from '../merging/who.js';
import {
  CLAIMED,
  DROP_EMPTY,
  HOLD,
  SOURCE_NAMES,
  TAKE_BACK_CLAIM,
  TAKE_BACK_CONTACT,
  WRITE_CONTACT,
  WRITE_STANDING,
} from './attributes.sql.js';
import { type ContactClaimed, contactOf, contactRanks } from './contact.js';
import { kindOfSource, type Ranks, readRanks } from './rules.js';
import { type Claim, claimsOf, inOrder } from './standing.js';

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
/** One address written in two ways is one. */
const sameText = (one: AttributeValue, other: AttributeValue): boolean =>
  typeof one === 'string' && typeof other === 'string' ? one.toLowerCase() === other.toLowerCase() : same(one, other);

/** One attribute as the claims in their order tell it; null where there is nothing that anybody says. */
const itemOf = <Name extends string>(
  name: Name,
  claims: readonly Claim[],
  sourceNames: ReadonlyMap<string, string>,
  isSame = same,
): (Item & { name: Name }) | null => {
  const shown = claims.map(({ value, source, at, part }): AttributeClaim => {
    const kind = kindOfSource(source);
    return {
      ...{ value, source, kind: isKind(kind) ? kind : 'earlier', sourceName: sourceNames.get(source) ?? null },
      ...{ at: new Date(at).toISOString(), part: part === '0' ? null : part },
    };
  });
  const [holds, ...others] = shown;
  if (!holds) return null;
  const also = others.filter(({ value }) => value !== null && !isSame(value, holds.value));
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
   * Takes back what a source says of an attribute, or of how they are reached: what the next one says holds from then on, and where there is none, it is gone. An address that is gone goes on being one by which they are recognised.
   * @throws AppError `not_found` where the source says nothing of it; `invalid` where the product works it out
   */
  async withdrawAttribute(
    asked: string,
    { name, source, part, kind = 'attribute' }: BodyOf<typeof routes.withdrawAttribute>,
  ): Promise<ReplyOf<typeof routes.withdrawAttribute>> {
    const { database, clock } = this.deps;
    const id = await livingOf(database, asked);
    return database.transaction(async (tx) => {
      await tx.query(HOLD, [id]);
      if (kind === 'attribute') await refuseComputed(tx, [{ name, path: 'name' }]);
      const row = await this.claimed(tx, id);
      const ranks = await readRanks(tx);
      const isContact = kind === 'contact';
      const [claimed, ofKind] = isContact ? [contactOf(row), contactRanks(ranks)] : [row, ranks];
      const claims = inOrder(claimsOf(claimed, name), name, ofKind);
      const taken = claims.find((claim) => claim.source === source && claim.part === (part ?? '0'));
      if (!taken) throw notFound('claim', `${source}/${name}`);
      const [next] = claims.filter((claim) => claim !== taken);
      await tx.query(isContact ? TAKE_BACK_CONTACT : TAKE_BACK_CLAIM, [id, part ?? '0', source, name]);
      await tx.query(DROP_EMPTY, [id]);
      const value = next?.value ?? null;
      const gone = value === null ? [name] : [];
      if (isContact) await tx.query(WRITE_CONTACT, [id, name, value, clock.now()]);
      else await tx.query(WRITE_STANDING, [id, JSON.stringify(value === null ? {} : { [name]: value }), gone, clock.now()]);
      const before = { [isContact ? 'field' : 'attribute']: name, source, value: taken.value };
      await recordChange(tx, clock, { action: 'attribute_withdrawn', kind: 'customer', id, before, after: { value } });
      return this.read(tx, id);
    });
  }

  private async claimed(sql: Sql, id: string): Promise<ContactClaimed> {
    const [claimed] = await sql.query<ContactClaimed & object>(CLAIMED, [id]);
    if (!claimed) throw notFound('customer', id);
    return claimed;
  }

  private async read(sql: Sql, id: string): Promise<ReplyOf<typeof routes.customerAttributes>> {
    const claimed = await this.claimed(sql, id);
    const ranks: Ranks = await readRanks(sql);
    const names = [...new Set([...Object.keys(claimed.attributes), ...claimed.claims.flatMap(({ said }) => Object.keys(said))])].sort();
    const computed = await computedAmong(sql, names);
    const told = [...claimed.claims, ...claimed.contactClaims];
    const sources = await readNames(sql, [claimed.origin, ...told.map(({ source }) => source)]);
    const items = names.map((name) => {
      if (computed.has(name)) return name in claimed.attributes ? computedItem(name, claimed.attributes[name] ?? null) : null;
      return itemOf(name, inOrder(claimsOf(claimed, name), name, ranks), sources);
    });
    const [reached, fieldRanks] = [contactOf(claimed), contactRanks(ranks)];
    const contact = CONTACT_FIELDS.map((field: ContactField) =>
      itemOf(field, inOrder(claimsOf(reached, field), field, fieldRanks), sources, sameText),
    );
    return { items: items.filter((item) => item !== null), contact: contact.filter((item) => item !== null) };
  }
}
