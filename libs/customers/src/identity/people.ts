import type { Keys } from './keys.js';

/** Somebody by everything that they were named by. */
export interface Person {
  externalId: string | null;
  /** As addresses are recognised (`Keys.emailKey`), in the order in which they were named. */
  emailKeys: readonly string[];
  phones: readonly string[];
}

type ByKey = Pick<Keys, 'externalId' | 'emailKey' | 'phone'>;

/**
 * Who is the same person within one batch, by the rule that also holds against the database: the same external id; else the same
 * e-mail address, else the same phone number, unless that would join two different external ids.
 */
export class PeopleOfBatch<P extends Person> {
  readonly people: P[] = [];
  private readonly byExternalId = new Map<string, P>();
  /** By e-mail address and phone number, which can't be taken for one another. Rarely does a second person have the same. */
  private readonly byAddress = new Map<string, P | P[]>();

  find({ externalId, emailKey, phone }: ByKey): P | undefined {
    const named = externalId === null ? undefined : this.byExternalId.get(externalId);
    return named ?? this.findByAddress(emailKey, externalId) ?? this.findByAddress(phone, externalId);
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

  /** Notes that a person was named by these keys (too). */
  join(person: P, { externalId, emailKey, phone }: ByKey): void {
    if (externalId !== null) {
      person.externalId ??= externalId;
      this.byExternalId.set(externalId, person);
    }
    if (emailKey !== null && !person.emailKeys.includes(emailKey)) person.emailKeys = [...person.emailKeys, emailKey];
    if (phone !== null && !person.phones.includes(phone)) person.phones = [...person.phones, phone];
    if (emailKey !== null) this.remember(emailKey, person);
    if (phone !== null) this.remember(phone, person);
  }

  private findByAddress(address: string | null, externalId: string | null): P | undefined {
    const holders = address === null ? undefined : this.byAddress.get(address);
    const joins = (person: P): boolean => externalId === null || person.externalId === null;
    if (Array.isArray(holders)) return holders.find(joins);
    return holders && joins(holders) ? holders : undefined;
  }

  private remember(address: string, person: P): void {
    const holders = this.byAddress.get(address);
    if (holders === undefined) this.byAddress.set(address, person);
    else if (Array.isArray(holders)) {
      if (!holders.includes(person)) holders.push(person);
    } else if (holders !== person) this.byAddress.set(address, [holders, person]);
  }
}
