import { type CollectBody, type CollectItem, collectItemSchema, type EventFate, type EventsReply } from '@wayfare/contracts';
import { AppError, type Clock } from '@wayfare/kernel';
import type { Database, Sql, Tx } from '@wayfare/platform';
import type { EventBooks } from '../events/books.js';
import type { Ingestion } from '../events/ingestion.js';
import { keysOf, normaliseEmail } from '../identity/keys.js';
import { addIdentities, recognise } from '../identity/recognise.js';
import { again } from '../merging/again.js';
import type { MergeFollower } from '../merging/follower.js';
import { readCustomerInput, writeCustomer } from '../profiles/write.js';
import { noteDevice, ownerOf } from './devices.js';
import { Rate } from './rate.js';
import { readUserToken, type UserClaims } from './user-token.js';
import { takeVisitors } from './visitors.js';
import type { WriteKeys } from './write-keys.js';

const SOURCE = 'browser';
const BY_EXTERNAL_ID = 'SELECT id FROM customers WHERE external_id = $1 AND erased_at IS NULL';

/** What a browser says of a person has no phone number whose country there would be to ask for. */
const NO_PHONE_IN_IT = '';

type Rejected = EventsReply['rejected'];
type Item = { readonly index: number; readonly item: CollectItem };

/** Whose items they are, and whether the items may say who that is and what they agree to. */
interface Person {
  readonly id: string;
  readonly mayTell: boolean;
}

export interface CollectDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly keys: Pick<WriteKeys, 'open'>;
  readonly ingestion: Pick<Ingestion, 'events' | 'announce'>;
  readonly books: EventBooks;
  readonly follower: MergeFollower;
}

/**
 * What browsers send (decision 022). A write key is public, so whoever sends may be anybody, and what they say is worth no more than that:
 *
 * - a *signed* user (a token of the shop's server) is who the token says. They are made a customer where there is none, their device is noted as theirs, whoever was there before without a name becomes part of them, and what they say of themselves is written.
 * - an *unsigned* one who names a customer may only add events to one who is there already. They can't change or read them, give them an address, or agree to anything for them.
 * - everybody else is their device: a customer of whom nothing else is known, who may say of themselves what they like, until something else is known of them.
 */
export class Collector {
  private readonly rate = new Rate();

  constructor(private readonly deps: CollectDeps) {}

  /**
   * POST /collect.
   * @param origin of the page that sends, as the browser says; undefined where no browser does
   * @throws AppError `bad_write_key` (401), `origin_refused` (403), `too_many_requests` (429)
   */
  async collect(body: CollectBody, origin: string | undefined): Promise<EventsReply> {
    const key = await this.deps.keys.open(body.key);
    if (!key) throw new AppError('bad_write_key', 401, 'There is no such write key, or it was taken back.');
    if (!isAllowed(key.origins, origin))
      throw new AppError('origin_refused', 403, `The write key is not for pages of ${origin ?? 'nowhere'}.`);
    const seconds = this.rate.take(key.id, body.items.length, key.perMinute);
    if (seconds !== null)
      throw new AppError('too_many_requests', 429, `Too many requests. Try again in ${seconds} seconds.`, { values: { seconds } });
    const now = this.deps.clock.now();
    const { items, rejected } = this.read(body, now);
    if (items.length === 0) return { accepted: 0, duplicates: 0, rejected };
    const { token, externalId } = body.user ?? {};
    const claims = token === undefined ? null : readUserToken(token, key.secret, now);
    const person = claims
      ? { id: await again(() => this.deps.database.transaction((tx) => this.signedCustomer(tx, body.device, claims, now))), mayTell: true }
      : await this.deps.database.transaction((tx) => whoIs(tx, body.device, externalId, now));
    const told = await this.tell(items, person, now);
    const reply = await this.append(items, person);
    return {
      ...reply,
      accepted: reply.accepted + told.accepted,
      rejected: [...rejected, ...told.rejected, ...reply.rejected].sort((a, b) => a.index - b.index),
    };
  }

  /** The items that can be understood, their instants by our own clock: the browser's may go wrong, but it knows how long ago something was. */
  private read({ items, sentAt }: CollectBody, now: Date): { items: Item[]; rejected: Rejected } {
    const ahead = sentAt === undefined ? 0 : now.getTime() - Date.parse(sentAt);
    const read: Item[] = [];
    const rejected: Rejected = [];
    for (const [index, input] of items.entries()) {
      const parsed = collectItemSchema.safeParse(input);
      if (parsed.success) read.push({ index, item: { ...parsed.data, at: shifted(parsed.data.at, ahead) } });
      else {
        const [issue] = parsed.error.issues;
        rejected.push(this.refuse(index, 'invalid', `${issue?.path.join('.') || 'item'}: ${issue?.message ?? 'not an item'}`, input));
      }
    }
    return { items: read, rejected };
  }

  /** What the items say of the person themselves; each is written or refused by itself. */
  private async tell(items: readonly Item[], person: Person, now: Date): Promise<{ accepted: number; rejected: Rejected }> {
    const rejected: Rejected = [];
    let accepted = 0;
    for (const { index, item } of items) {
      if (item.type === 'track') continue;
      if (!person.mayTell) {
        rejected.push(
          this.refuse(index, 'unverified', 'only a user whom the server of the website has signed may say this of a known customer', item),
        );
        continue;
      }
      try {
        const batchIds = await this.deps.database.transaction((tx) => write(tx, person.id, item, now));
        for (const batchId of batchIds) await this.deps.ingestion.announce(batchId);
        accepted += 1;
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error;
        rejected.push(this.refuse(index, 'invalid', error.message, item));
      }
    }
    this.deps.books.count(SOURCE, 'accepted', accepted);
    return { accepted, rejected };
  }

  /** The customer whom the shop's server names, with the address that it names, at this device. */
  private async signedCustomer(tx: Tx, device: string, { externalId, email }: UserClaims, now: Date): Promise<string> {
    const keys = keysOf({ id: null, externalId, email: email === undefined ? null : normaliseEmail(email), phone: null });
    const origin = { source: SOURCE, now };
    const { customers } = await recognise(tx, [keys], origin);
    const [id] = customers;
    if (!id) throw new Error('a customer with keys was neither found nor made');
    if (keys.emailKey !== null) await addIdentities(tx, [{ id, emailKeys: [keys.emailKey], phones: [] }], origin);
    if (await noteDevice(tx, device, id, now)) await takeVisitors(tx, this.deps.follower, device, id, now);
    return id;
  }

  private async append(items: readonly Item[], { id }: Person): Promise<EventsReply> {
    const tracks = items.flatMap(({ index, item }) => (item.type === 'track' ? [{ index, item }] : []));
    if (tracks.length === 0) return { accepted: 0, duplicates: 0, rejected: [] };
    const events = tracks.map(({ item: { type: _, at, ...event } }) => ({ ...event, occurredAt: at, customer: { id } }));
    const reply = await this.deps.ingestion.events({ events }, SOURCE);
    return { ...reply, rejected: reply.rejected.map((one) => ({ ...one, index: tracks[one.index]?.index ?? one.index })) };
  }

  private refuse(index: number, code: EventFate, message: string, input: unknown): Rejected[number] {
    this.deps.books.refuse(SOURCE, { code, message, input });
    return { index, code, message };
  }
}

/** A key without origins is for pages of any; one with some for those alone. */
const isAllowed = (origins: readonly string[], origin: string | undefined): boolean =>
  origins.length === 0 || (origin !== undefined && origins.includes(origin.toLowerCase()));

const shifted = (at: string, byMs: number): string => {
  const instant = new Date(Date.parse(at) + byMs);
  return Number.isNaN(instant.getTime()) ? at : instant.toISOString();
};

const whoIs = async (tx: Sql, device: string, externalId: string | undefined, now: Date): Promise<Person> => {
  if (externalId !== undefined) {
    const [known] = await tx.query<{ id: string }>(BY_EXTERNAL_ID, [externalId.replaceAll('\u0000', '')]);
    if (known) return { id: known.id, mayTell: false };
  }
  const owner = await ownerOf(tx, device, now);
  return { id: owner.id, mayTell: owner.anonymous && externalId === undefined };
};

const write = async (tx: Sql, id: string, item: Exclude<CollectItem, { type: 'track' }>, now: Date): Promise<readonly string[]> => {
  const said = item.type === 'consent' ? { consent: item.consent } : { attributes: item.attributes ?? {} };
  const change = readCustomerInput(said, NO_PHONE_IN_IT);
  return writeCustomer(tx, id, change, SOURCE, now);
};
