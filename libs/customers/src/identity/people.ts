import type { Keys } from './keys.js';
import { type Evidence, SAID_NOTHING, type Said, type SamePersonRule, saidBoth } from './same-person.js';

/** Somebody by everything that they were named by. */
export interface Person {
  externalId: string | null;
  /** As addresses are recognised (`Keys.emailKey`), in the order in which they were named. */
  emailKeys: readonly string[];
  phones: readonly string[];
  /** What they say of themselves that people must agree in. */
  said?: Said;
}

type ByKey = Pick<Keys, 'externalId' | 'emailKey' | 'phone'> & { readonly said?: Said };

/** Of a value that so many share that it says nothing, the last of them are looked at for somebody who is just the same: so they don't become ever more. */
export const LAST_ALIKE = 50;

const named = (values: Map<string, ReadonlySet<string>>, kind: string, list: readonly string[]): void => {
  if (list.length > 0) values.set(kind, new Set(list));
};

/** Somebody as they are held against others. */
export const evidenceOf = ({ externalId, emailKeys, phones, said }: Readonly<Person>): Evidence => {
  const values = new Map<string, ReadonlySet<string>>();
  named(values, 'externalId', externalId === null ? [] : [externalId]);
  named(values, 'email', emailKeys);
  named(values, 'phone', phones);
  return { values, said: said ?? SAID_NOTHING };
};

/** Who is the same person within one batch, by the rule that also holds against the database: the same external id; else the same e-mail address or phone number, unless something speaks against it. */
export class PeopleOfBatch<P extends Person> {
  readonly people: P[] = [];
  private readonly byExternalId = new Map<string, P>();
  /** By e-mail address and phone number, which can't be taken for one another. Rarely does a second person have the same. */
  private readonly byAddress = new Map<string, P | P[]>();

  constructor(private readonly rule: SamePersonRule) {}

  find(keys: ByKey): P | undefined {
    const { externalId, emailKey, phone } = keys;
    const same = externalId === null ? undefined : this.byExternalId.get(externalId);
    return same ?? this.findByAddress('email', emailKey, keys) ?? this.findByAddress('phone', phone, keys);
  }

  /** Whether any of the keys has been seen. */
  knows({ externalId, emailKey, phone }: ByKey): boolean {
    return (
      (externalId !== null && this.byExternalId.has(externalId)) ||
      (emailKey !== null && this.byAddress.has(emailKey)) ||
      (phone !== null && this.byAddress.has(phone))
    );
  }

  /** Adds somebody whom nothing has found; their keys are added as any others are. */
  open(person: P, keys: ByKey): void {
    this.people.push(person);
    this.join(person, keys);
  }

  /** Notes that a person was named by these keys (too), and says this of themselves. */
  join(person: P, { externalId, emailKey, phone, said }: ByKey): void {
    if (externalId !== null) {
      person.externalId ??= externalId;
      this.byExternalId.set(externalId, person);
    }
    if (said && said !== person.said) person.said = person.said ? saidBoth(person.said, said) : said;
    if (emailKey !== null && !person.emailKeys.includes(emailKey)) person.emailKeys = [...person.emailKeys, emailKey];
    if (phone !== null && !person.phones.includes(phone)) person.phones = [...person.phones, phone];
    if (emailKey !== null) this.remember(emailKey, person);
    if (phone !== null) this.remember(phone, person);
  }

  private findByAddress(kind: 'email' | 'phone', address: string | null, keys: ByKey): P | undefined {
    const holders = address === null ? undefined : this.byAddress.get(address);
    if (holders === undefined) return undefined;
    const { externalId, emailKey, phone, said = SAID_NOTHING } = keys;
    const asked = evidenceOf({ externalId, emailKeys: emailKey === null ? [] : [emailKey], phones: phone === null ? [] : [phone], said });
    const list = Array.isArray(holders) ? holders : [holders];
    const saysNothing = list.length > this.rule.mostOf(kind);
    const mayBe = (person: P): boolean => {
      if (externalId !== null && person.externalId !== null) return false;
      const theirs = evidenceOf(person);
      return saysNothing ? this.rule.isAlike(theirs, asked) : this.rule.objection(theirs, asked) === null;
    };
    return (saysNothing ? list.slice(-LAST_ALIKE) : list).find(mayBe);
  }

  private remember(address: string, person: P): void {
    const holders = this.byAddress.get(address);
    if (holders === undefined) this.byAddress.set(address, person);
    else if (Array.isArray(holders)) {
      if (!holders.includes(person)) holders.push(person);
    } else if (holders !== person) this.byAddress.set(address, [holders, person]);
  }
}
