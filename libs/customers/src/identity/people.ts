import { emailKey, type Keys } from './keys.js';

/** Somebody who is named in a batch, perhaps several times and by different keys. Keys stand in the order in which they were first given. */
export interface Person {
  externalId: string | null;
  readonly emails: string[];
  readonly phones: string[];
  /** Positions in the batch. */
  readonly refs: number[];
}

/** A value that a text key can be found by; e-mail addresses are compared by their key. */
type Kind = 'email' | 'phone';

/**
 * Puts together who is the same person within one batch, by the rule that also holds against the database: the same external id; else
 * the same e-mail address, else the same phone number, unless that would join two different external ids.
 */
export class PeopleOfBatch {
  readonly people: Person[] = [];
  private readonly byExternalId = new Map<string, Person>();
  private readonly byEmail = new Map<string, Person[]>();
  private readonly byPhone = new Map<string, Person[]>();

  /** Adds one mention; gives the person that it is of. */
  add(keys: Keys, ref: number): Person {
    const person = this.find(keys) ?? this.open();
    if (keys.externalId !== null && person.externalId === null) {
      person.externalId = keys.externalId;
      this.byExternalId.set(keys.externalId, person);
    }
    if (keys.email !== null) this.remember('email', keys.email, person);
    if (keys.phone !== null) this.remember('phone', keys.phone, person);
    person.refs.push(ref);
    return person;
  }

  /** Whether any of a mention's keys has been seen. */
  knows(keys: Keys): boolean {
    return (
      (keys.externalId !== null && this.byExternalId.has(keys.externalId)) ||
      (keys.email !== null && this.byEmail.has(emailKey(keys.email))) ||
      (keys.phone !== null && this.byPhone.has(keys.phone))
    );
  }

  private find({ externalId, email, phone }: Keys): Person | undefined {
    const known = externalId === null ? undefined : this.byExternalId.get(externalId);
    const joins = (person: Person): boolean => externalId === null || person.externalId === null;
    return (
      known ??
      (email === null ? undefined : this.byEmail.get(emailKey(email))?.find(joins)) ??
      (phone === null ? undefined : this.byPhone.get(phone)?.find(joins))
    );
  }

  private open(): Person {
    const person: Person = { externalId: null, emails: [], phones: [], refs: [] };
    this.people.push(person);
    return person;
  }

  private remember(kind: Kind, value: string, person: Person): void {
    const [index, own, key] = kind === 'email' ? [this.byEmail, person.emails, emailKey(value)] : [this.byPhone, person.phones, value];
    if (!own.includes(value)) own.push(value);
    const others = index.get(key);
    if (!others) index.set(key, [person]);
    else if (!others.includes(person)) others.push(person);
  }
}
