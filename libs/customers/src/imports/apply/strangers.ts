import type { Tx } from '@wayfare/platform';
import { reserveIds } from '../../identity/recognise.js';
import { CopyRows } from '../copy.js';
import type { ImportedPerson } from '../rows/customer-row.js';
import { type Consent, consentOf, consentSource, SOURCE } from './consent.js';

interface StrangersScene {
  readonly importId: string;
  /** Whom their attributes come from. */
  readonly source: string;
  readonly consent: Consent;
  readonly now: Date;
}

/** Fields that all rows of a chunk have in common. */
const sharedFields = ({ importId, source: saidBy, consent, now }: StrangersScene) => {
  const tail = (source: string) => (rows: CopyRows) => {
    rows.text(source);
    rows.instant(now);
  };
  const consentTail = tail(consentSource(importId));
  return {
    kinds: { email: CopyRows.fieldsOf((rows) => rows.text('email')), phone: CopyRows.fieldsOf((rows) => rows.text('phone')) },
    origin: CopyRows.fieldsOf(tail(SOURCE)),
    consentOrigin: CopyRows.fieldsOf(consentTail),
    made: CopyRows.fieldsOf((rows) => {
      rows.instant(now);
      rows.instant(now);
      rows.text(saidBy);
    }),
    consents: Object.entries(consent).map(([channel, granted]) =>
      CopyRows.fieldsOf((rows) => {
        rows.text(channel);
        rows.boolean(granted);
        consentTail(rows);
      }),
    ),
  };
};
type Shared = ReturnType<typeof sharedFields>;

/** New customers of a chunk as rows of three tables, which go in by COPY: less than half the work of INSERT. */
export class StrangerRows {
  private readonly customers = new CopyRows(11);
  private readonly identities = new CopyRows(5);
  private readonly consents = new CopyRows(5);

  /** Makes customers of people whom nobody knows. Once it has resolved, it can be used for the next chunk. */
  async insert(tx: Tx, people: readonly ImportedPerson[], scene: StrangersScene): Promise<void> {
    if (people.length === 0) return;
    const ids = await reserveIds(tx, people.length);
    const shared = sharedFields(scene);
    for (const rows of [this.customers, this.identities, this.consents]) rows.clear();
    for (let position = 0; position < people.length; position += 1) {
      const [id, person] = [Number(ids[position]), people[position]];
      if (!person) break;
      this.addCustomer(id, person, shared);
      this.addIdentities(id, person, shared);
      this.addConsents(id, person, scene.consent, shared);
    }
    await this.customers.send(
      tx,
      'customers (id, external_id, email, phone, time_zone, locale, attributes, tags, created_at, updated_at, origin)',
    );
    await this.identities.send(tx, 'identities (kind, value, customer_id, source, seen_at)');
    await this.consents.send(tx, 'consents (customer_id, channel, granted, source, changed_at)');
  }

  private addCustomer(id: number, person: ImportedPerson, { made }: Shared): void {
    const rows = this.customers;
    rows.begin();
    rows.bigint(id);
    rows.text(person.externalId);
    rows.text(person.email);
    rows.text(person.phone);
    rows.text(person.timeZone);
    rows.text(person.locale);
    rows.json(person.members, person.attributesFrom, person.attributesTo);
    rows.texts(person.tags);
    rows.fields(made);
  }

  private addIdentities(id: number, { emailKeys, phones, others }: ImportedPerson, { kinds, origin }: Shared): void {
    const add = (kind: Buffer, value: string): void => {
      this.identities.begin();
      this.identities.fields(kind);
      this.identities.text(value);
      this.identities.bigint(id);
      this.identities.fields(origin);
    };
    for (const value of emailKeys) add(kinds.email, value);
    for (const value of phones) add(kinds.phone, value);
    for (const { kind, value } of others)
      add(
        CopyRows.fieldsOf((rows) => rows.text(kind)),
        value,
      );
  }

  private addConsents(id: number, person: ImportedPerson, consent: Consent, { consents, consentOrigin }: Shared): void {
    const rows = this.consents;
    if (person.consent === null) {
      for (const given of consents) {
        rows.begin();
        rows.bigint(id);
        rows.fields(given);
      }
      return;
    }
    for (const [channel, granted] of consentOf(person, consent)) {
      rows.begin();
      rows.bigint(id);
      rows.text(channel);
      rows.boolean(granted);
      rows.fields(consentOrigin);
    }
  }
}
