import { type Keys, NO_OTHERS, type OtherKey } from './keys.js';
import { type Evidence, SAID_NOTHING, type Said, type SamePersonRule, saidBoth } from './same-person.js';

/** Somebody by everything that they were named by. */
export interface Person {
  externalId: string | null;
  /** As addresses are recognised (`Keys.emailKey`), in the order in which they were named. */
  emailKeys: readonly string[];
  phones: readonly string[];
  /** Identities of other kinds. */
  others?: readonly OtherKey[];
  /** What they say of themselves that people must agree in. */
  said?: Said;
}

type ByKey = Pick<Keys, 'externalId' | 'emailKey' | 'phone'> & { readonly others?: readonly OtherKey[]; readonly said?: Said };

/** Addresses and other identities stand side by side: none has a blank in it but these. */
const placeOf = ({ kind, value }: OtherKey): string => `${kind} ${value}`;
export const addOthers = (some: readonly OtherKey[], more: readonly OtherKey[]): readonly OtherKey[] =>
  more.length === 0 ? some : [...some, ...more.filter(({ kind, value }) => !some.some((one) => one.kind === kind && one.value === value))];

/** Of a value that so many share that it says nothing, the last of them are looked at for somebody who is just the same: so they don't become ever more. */
export const LAST_ALIKE = 50;

const named = (values: Map<string, ReadonlySet<string>>, kind: string, list: readonly string[]): void => {
  if (list.length > 0) values.set(kind, new Set(list));
};

/** Somebody as they are held against others. */
export const evidenceOf = ({ externalId, emailKeys, phones, others = NO_OTHERS, said }: Readonly<Person>): Evidence => {
  const values = new Map<string, ReadonlySet<string>>();
  for (const { kind, value } of others) values.set(kind, new Set([...(values.get(kind) ?? []), value]));
  named(values, 'externalId', externalId === null ? [] : [externalId]);
  named(values, 'email', emailKeys);
  named(values, 'phone', phones);
  return { values, said: said ?? SAID_NOTHING };
};

/** Who is the same person within one batch, by the rule that also holds against the database: the same external id; else the same e-mail address or phone number, unless something speaks against it. */
export class PeopleOfBatch<P extends Person> {
  readonly people: P[] = [];
  private readonly byExternalId = new Map<string, P>();
  /** By e-mail address, phone number and other identity, which can't be taken for one another. Rarely does a second person have the same. */
  private readonly byAddress = new Map<string, P | P[]>();

  constructor(private readonly rule: SamePersonRule) {}

  find(keys: ByKey): P | undefined {
    const { externalId, emailKey, phone } = keys;
    const same = externalId === null ? undefined : this.byExternalId.get(externalId);
    if (same) return same;
    for (const other of keys.others ?? NO_OTHERS) {
      const found = this.findBy(other.kind, placeOf(other), keys);
      if (found) return found;
    }
    return this.findBy('email', emailKey, keys) ?? this.findBy('phone', phone, keys);
  }

  /** Whether any of the keys has been seen. */
  knows({ externalId, emailKey, phone, others = NO_OTHERS }: ByKey): boolean {
    return (
      others.some((other) => this.byAddress.has(placeOf(other))) ||
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
  join(person: P, { externalId, emailKey, phone, others = NO_OTHERS, said }: ByKey): void {
    if (externalId !== null) {
      person.externalId ??= externalId;
      this.byExternalId.set(externalId, person);
    }
    if (said && said !== person.said) person.said = person.said ? saidBoth(person.said, said) : said;
    if (emailKey !== null && !person.emailKeys.includes(emailKey)) person.emailKeys = [...person.emailKeys, emailKey];
    if (phone !== null && !person.phones.includes(phone)) person.phones = [...person.phones, phone];
    if (others.length > 0) person.others = addOthers(person.others ?? NO_OTHERS, others);
    for (const other of others) this.remember(placeOf(other), person);
    if (emailKey !== null) this.remember(emailKey, person);
    if (phone !== null) this.remember(phone, person);
  }

  private findBy(kind: string, place: string | null, keys: ByKey): P | undefined {
    const holders = place === null ? undefined : this.byAddress.get(place);
    if (holders === undefined) return undefined;
    const { externalId, emailKey, phone, others = NO_OTHERS, said = SAID_NOTHING } = keys;
    const asked = evidenceOf({
      externalId,
      emailKeys: emailKey === null ? [] : [emailKey],
      phones: phone === null ? [] : [phone],
      others,
      said,
    });
    const list = Array.isArray(holders) ? holders : [holders];
    const saysNothing = list.length > this.rule.mostOf(kind);
    const mayBe = (person: P): boolean => {
      if (externalId !== null && person.externalId !== null) return false;
      const theirs = evidenceOf(person);
      return saysNothing ? this.rule.isAlike(theirs, asked) : this.rule.objection(theirs, asked) === null;
    };
    return (saysNothing ? list.slice(-LAST_ALIKE) : list).find(mayBe);
  }

  private remember(place: string, person: P): void {
    const holders = this.byAddress.get(place);
    if (holders === undefined) this.byAddress.set(place, person);
    else if (Array.isArray(holders)) {
      if (!holders.includes(person)) holders.push(person);
    } else if (holders !== person) this.byAddress.set(place, [holders, person]);
  }
}
