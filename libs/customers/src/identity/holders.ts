import type { Sql } from '@wayfare/platform';
import { arrayLiteral } from '../sql/array-literal.js';
import type { NamedPerson } from './known.js';
import { holdersIn, PEOPLE, type PeopleTables } from './known.sql.js';
import { evidenceOf, LAST_ALIKE } from './people.js';
import { type Evidence, SAID_NOTHING, type Said, type SamePersonRule, saidBoth } from './same-person.js';

type Kind = 'email' | 'phone';

/** A customer who has one of the addresses asked for, with what has been said by those who were taken for them. */
interface Holder extends Evidence {
  readonly id: string;
  externalId: string | null;
  readonly values: Map<string, Set<string>>;
  said: Said;
}

/** Who has an address. `saysNothing`: so many share it, or its kind is such, that it does not say that two are one. */
interface Sharing {
  readonly holders: readonly Holder[];
  readonly saysNothing: boolean;
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

/** Somebody who has one address and says nothing of themselves brings nothing that could speak against anybody. */
const bringsOneAddress = ({ emailKeys, phones, said = SAID_NOTHING }: NamedPerson): boolean =>
  emailKeys.length + phones.length < 2 && said === SAID_NOTHING;

/** The customers who have the addresses of some people, and the rule by which each of the people is one of them or nobody. */
export class Holders {
  private readonly known = new Map<string, Holder>();
  private readonly sharings: Readonly<Record<Kind, Map<string, Sharing>>> = { email: new Map(), phone: new Map() };

  private constructor(
    private readonly rule: SamePersonRule,
    private readonly tables: PeopleTables,
  ) {}

  static async find(sql: Sql, people: readonly NamedPerson[], rule: SamePersonRule, tables = PEOPLE): Promise<Holders> {
    const holders = new Holders(rule, tables);
    const isPlain = people.every(bringsOneAddress);
    await holders.read(sql, 'email', new Set(people.flatMap(({ emailKeys }) => emailKeys)), isPlain);
    await holders.read(sql, 'phone', new Set(people.flatMap(({ phones }) => phones)), isPlain);
    return holders;
  }

  /** Who a person is; from now on, that customer has the person's keys and has said what the person says. */
  take(person: NamedPerson): string | undefined {
    const asked = evidenceOf(person);
    const found = this.among('email', person.emailKeys, asked, person) ?? this.among('phone', person.phones, asked, person);
    if (!found) return undefined;
    found.externalId ??= person.externalId;
    for (const [kind, values] of asked.values) for (const value of values) add(found.values, kind, value);
    found.said = saidBoth(found.said, asked.said);
    return found.id;
  }

  private among(kind: Kind, addresses: readonly string[], asked: Evidence, { externalId }: NamedPerson): Holder | undefined {
    for (const address of addresses) {
      const sharing = this.sharings[kind].get(address);
      const found = sharing?.holders.find((holder) => {
        if (externalId !== null && holder.externalId !== null && holder.externalId !== externalId) return false;
        return sharing.saysNothing ? this.rule.isAlike(holder, asked) : this.rule.objection(holder, asked) === null;
      });
      if (found) return found;
    }
    return undefined;
  }

  private async read(sql: Sql, kind: Kind, addresses: ReadonlySet<string>, isPlain: boolean): Promise<void> {
    if (addresses.size === 0) return;
    const most = this.rule.mostOf(kind);
    const rows = await this.query(sql, holdersIn(this.tables, 'ASC'), [kind, arrayLiteral([...addresses]), most + 1, !isPlain]);
    const shared = [...rows].flatMap(([address, list]) => (list.length > most ? [address] : []));
    for (const [address, list] of rows)
      if (list.length <= most) this.sharings[kind].set(address, { holders: this.holdersOf(list), saysNothing: false });
    if (shared.length === 0) return;
    for (const [address, list] of await this.query(sql, holdersIn(this.tables, 'DESC'), [kind, arrayLiteral(shared), LAST_ALIKE, true]))
      this.sharings[kind].set(address, { holders: this.holdersOf(list), saysNothing: true });
  }

  private async query(sql: Sql, statement: string, parameters: readonly unknown[]): Promise<Map<string, HolderRow[]>> {
    const byAddress = new Map<string, HolderRow[]>();
    for (const row of await sql.query<HolderRow>(statement, [...parameters, this.rule.mustAgree])) {
      const list = byAddress.get(row.value);
      if (list) list.push(row);
      else byAddress.set(row.value, [row]);
    }
    return byAddress;
  }

  /** Whoever has two of the addresses is one holder. */
  private holdersOf(rows: readonly HolderRow[]): Holder[] {
    return rows.map((row) => {
      const known = this.known.get(row.id) ?? toHolder(row);
      this.known.set(row.id, known);
      return known;
    });
  }
}
