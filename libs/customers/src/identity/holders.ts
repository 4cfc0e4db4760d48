import type { Sql } from '@wayfare/platform';
import { arrayLiteral } from '../sql/array-literal.js';
import { NO_OTHERS } from './keys.js';
import type { NamedPerson } from './known.js';
import { holdersIn, PEOPLE, type PeopleTables } from './known.sql.js';
import { evidenceOf, LAST_ALIKE } from './people.js';
import { type Evidence, SAID_NOTHING, type Said, type SamePersonRule, saidBoth } from './same-person.js';

/** A customer who has one of the addresses asked for, with what has been said by those who were taken for them. */
interface Holder extends Evidence {
  readonly id: string;
  externalId: string | null;
  readonly values: Map<string, Set<string>>;
  said: Said;
}

/** How a value is taken: strong, weak, or (so many share it, or its kind is such) for nothing. */
type Says = 'same' | 'visitor' | 'nothing';
interface Sharing {
  readonly holders: readonly Holder[];
  readonly says: Says;
}

interface HolderRow {
  value: string;
  id: string;
  externalId: string | null;
  said: Record<string, string> | null;
  identities: [kind: string, value: string][] | null;
}

const add = (values: Map<string, Set<string>>, kind: string, value: string): void => {
  const list = values.get(kind);
  if (list) list.add(value);
  else values.set(kind, new Set([value]));
};

const toHolder = ({ id, externalId, said, identities }: HolderRow): Holder => {
  const values = new Map<string, Set<string>>();
  if (externalId !== null) add(values, 'externalId', externalId);
  for (const [kind, value] of identities ?? []) add(values, kind, value);
  return {
    id,
    externalId,
    values,
    said: said ? Object.fromEntries(Object.entries(said).map(([name, text]) => [name, [text]])) : SAID_NOTHING,
  };
};

/** Of a value that leads visitors to somebody, so many may have been there before they were recognised. */
export const MOST_VISITORS = 100;

/** Somebody who has one address and says nothing of themselves brings nothing that could speak against anybody. */
const bringsOneAddress = ({ emailKeys, phones, others = NO_OTHERS, said = SAID_NOTHING }: NamedPerson): boolean =>
  emailKeys.length + phones.length < 2 && others.length === 0 && said === SAID_NOTHING;

const valuesByKind = (people: readonly NamedPerson[]): Map<string, Set<string>> => {
  const values = new Map<string, Set<string>>();
  for (const { emailKeys, phones, others = NO_OTHERS } of people) {
    for (const { kind, value } of others) add(values, kind, value);
    for (const value of emailKeys) add(values, 'email', value);
    for (const value of phones) add(values, 'phone', value);
  }
  return values;
};

/** The customers who have the values of some people, and the rule by which each of the people is one of them or nobody. */
export class Holders {
  private readonly known = new Map<string, Holder>();
  private readonly sharings = new Map<string, Map<string, Sharing>>();

  private constructor(
    private readonly rule: SamePersonRule,
    private readonly tables: PeopleTables,
  ) {}

  static async find(sql: Sql, people: readonly NamedPerson[], rule: SamePersonRule, tables = PEOPLE): Promise<Holders> {
    const holders = new Holders(rule, tables);
    const isPlain = people.every(bringsOneAddress);
    for (const [kind, values] of valuesByKind(people)) await holders.read(sql, kind, [...values], isPlain);
    return holders;
  }

  /** Who a person is; from now on, that customer has the person's keys and has said what the person says. */
  take(person: NamedPerson): string | undefined {
    const asked = evidenceOf(person);
    const found = this.holderOf(person, asked);
    if (!found) return undefined;
    found.externalId ??= person.externalId;
    for (const [kind, values] of asked.values) for (const value of values) add(found.values, kind, value);
    found.said = saidBoth(found.said, asked.said);
    return found.id;
  }

  private holderOf(person: NamedPerson, asked: Evidence): Holder | undefined {
    const { emailKeys, phones, others = NO_OTHERS } = person;
    const keys = [...others, ...emailKeys.map((value) => ({ kind: 'email', value })), ...phones.map((value) => ({ kind: 'phone', value }))];
    for (const { kind, value } of keys) {
      const sharing = this.sharings.get(kind)?.get(value);
      const found = sharing && this.among(sharing, asked, person);
      if (found) return found;
    }
    return undefined;
  }

  private among({ holders, says }: Sharing, asked: Evidence, { externalId }: NamedPerson): Holder | undefined {
    const mayBe = holders.filter((one) => externalId === null || one.externalId === null || one.externalId === externalId);
    if (says === 'same') return mayBe.find((holder) => this.rule.objection(holder, asked) === null);
    if (says === 'visitor' && !this.rule.isNamed(asked)) {
      const named = mayBe.filter((holder) => this.rule.isNamed(holder));
      const [only] = named.length > 0 ? named : mayBe;
      if (only && named.length < 2) return this.rule.objection(only, asked) === null ? only : undefined;
    }
    return mayBe.find((holder) => this.rule.isAlike(holder, asked));
  }

  private async read(sql: Sql, kind: string, values: readonly string[], isPlain: boolean): Promise<void> {
    const leads = this.rule.mostNamedOf(kind);
    const most = leads > 0 ? leads + MOST_VISITORS : this.rule.mostOf(kind);
    const sharings = new Map<string, Sharing>();
    this.sharings.set(kind, sharings);
    const oldest = await this.query(sql, 'ASC', [kind, arrayLiteral(values), most + 1, leads > 0 || !isPlain]);
    const shared: string[] = [];
    for (const [value, rows] of oldest) {
      if (rows.length > most) shared.push(value);
      else sharings.set(value, { holders: this.holdersOf(rows), says: leads > 0 ? 'visitor' : 'same' });
    }
    if (shared.length === 0) return;
    for (const [value, rows] of await this.query(sql, 'DESC', [kind, arrayLiteral(shared), LAST_ALIKE, true]))
      sharings.set(value, { holders: this.holdersOf(rows), says: 'nothing' });
  }

  private async query(sql: Sql, order: 'ASC' | 'DESC', parameters: readonly unknown[]): Promise<Map<string, HolderRow[]>> {
    const byValue = new Map<string, HolderRow[]>();
    for (const row of await sql.query<HolderRow>(holdersIn(this.tables, order), [...parameters, this.rule.mustAgree])) {
      const list = byValue.get(row.value);
      if (list) list.push(row);
      else byValue.set(row.value, [row]);
    }
    return byValue;
  }

  /** Whoever has two of the values is one holder, with all that was read of them. */
  private holdersOf(rows: readonly HolderRow[]): Holder[] {
    return rows.map((row) => {
      const known = this.known.get(row.id);
      if (!known) {
        const holder = toHolder(row);
        this.known.set(row.id, holder);
        return holder;
      }
      for (const [kind, value] of row.identities ?? []) add(known.values, kind, value);
      return known;
    });
  }
}
