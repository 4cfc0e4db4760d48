import { type ConsentOrigin, livingOf, maskAddress, relatedIds } from '@wayfare/customers';
import { AppError, type Clock, consentKeyOf } from '@wayfare/kernel';
import { type Database, readSettings, type Tx } from '@wayfare/platform';
import { type EventLedger, type MessageFacts, messageProperties } from '../events.js';
import { type MailLanguage, mailLanguage } from '../templates/footer.js';
import { isMachineClick, isMachineOpen } from './machine.js';
import { isTest, type PublicLinks, type Touch } from './public-links.js';
import { FIND_MESSAGE, FIND_PERSON, RESPOND, SAID_OF } from './tracking.sql.js';
import { withdraw, withdrawPurpose } from './withdraw.js';

export interface TrackingDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly links: PublicLinks;
  readonly events: EventLedger;
}

/** What the page says that asks people to confirm. */
export interface UnsubscribePage {
  readonly language: MailLanguage;
  /** The workspace's name. */
  readonly sender: string;
  /** `w***@example.com`: enough to recognise one's own, too little for whom the mail was forwarded to. */
  readonly address: string;
  /** What the message was for, in each language of ours: what is unsubscribed from. Null: everything by its channel. */
  readonly purpose: Readonly<Record<string, string>> | null;
  /** From that. */
  readonly isUnsubscribed: boolean;
  /** From everything by its channel. */
  readonly isOutOfAll: boolean;
}

interface MessageRow extends MessageFacts {
  readonly purpose: string | null;
  readonly purposeNames: Readonly<Record<string, string>> | null;
  readonly isService: boolean | null;
  readonly address: string | null;
  readonly handedAt: Date | null;
  readonly email: string | null;
  readonly locale: string | null;
}

interface Response {
  readonly kind: 'open' | 'click' | 'unsubscribe';
  readonly key: string;
  readonly machine: boolean;
  readonly url?: string;
  readonly userAgent?: string;
}

interface PersonRow {
  readonly customerId: string;
  readonly email: string | null;
  readonly locale: string | null;
}

/** By what a message may have gone that had a link to unsubscribe, where nobody knows any more which: rather one too many. */
const UNKNOWN_CHANNELS = ['email', 'sms'] as const;
const SHOWN = 300;

/** What somebody unsubscribes from by a message: what it was for. What is service asks for no consent that could be taken back: that is everything by the channel. */
const purposeOf = ({ purpose, isService }: MessageRow): string | null => (isService ? null : purpose);

const forged = (): AppError => new AppError('link_unknown', 404, 'This link is not one of ours, or has been damaged on its way.');
const gone = (): AppError => new AppError('link_gone', 410, 'The message that this link belongs to is not kept any more.');

/**
 * What comes back through links and pixels. Every answer is given after what it tells has been committed: the response, and with it the event that
 * journeys wait for. Opens and clicks of machines are kept apart and make no event.
 */
export class Tracking {
  constructor(private readonly deps: TrackingDeps) {}

  /** @throws AppError `link_unknown` */
  async open(token: string, userAgent: string): Promise<void> {
    const touch = this.deps.links.readOpen(token);
    if (!touch) throw forged();
    const message = await this.find(touch);
    if (!message) return;
    const seconds = message.handedAt === null ? null : (this.deps.clock.now().getTime() - message.handedAt.getTime()) / 1000;
    const machine = isMachineOpen(userAgent, seconds);
    await this.respond(message, { kind: 'open', key: machine ? 'machine' : '', machine, userAgent }, 'message.opened');
  }

  /**
   * Gives the address to lead on to. A link of a message that is not kept any more still leads there.
   * @param method `HEAD` where only a program asks
   * @throws AppError `link_unknown`
   */
  async click(token: string, userAgent: string, method = 'GET'): Promise<string> {
    const link = this.deps.links.readClick(token);
    if (!link) throw forged();
    const message = await this.find(link.touch);
    const machine = isMachineClick(userAgent, method);
    const key = machine ? `machine:${link.slot}` : String(link.slot);
    if (message) await this.respond(message, { kind: 'click', key, machine, url: link.url, userAgent }, 'message.clicked');
    return link.url;
  }

  /** @throws AppError `link_unknown`, `link_gone` */
  async unsubscribePage(token: string): Promise<UnsubscribePage> {
    const touch = this.readUnsubscribe(token);
    const settings = await readSettings(this.deps.database);
    const nothing = { address: '', purpose: null, isUnsubscribed: false, isOutOfAll: false };
    if (isTest(touch)) return { language: mailLanguage(settings.locale), sender: settings.name, ...nothing };
    const message = await this.find(touch);
    const person = message ?? (await this.findPerson(touch));
    if (!person) throw gone();
    const { customerId, locale, email } = person;
    const channel = message?.channel ?? 'email';
    const [said] = await this.deps.database.query<{ consent: Record<string, boolean> }>(SAID_OF, [customerId, channel]);
    const isOutOfAll = said?.consent[channel] === false;
    const purpose = message ? purposeOf(message) : null;
    return {
      language: mailLanguage(locale ?? settings.locale),
      sender: settings.name,
      address: maskAddress(message?.address ?? email ?? ''),
      purpose: purpose === null ? null : (message?.purposeNames ?? {}),
      isUnsubscribed: isOutOfAll || (purpose !== null && said?.consent[consentKeyOf(channel, purpose)] === false),
      isOutOfAll,
    };
  }

  /**
   * From the page and by one click (RFC 8058) alike: from what the message was for, where it named a purpose, else from all by its channel.
   * @param everything from all by its channel, whatever it was for
   * @throws AppError `link_unknown`, `link_gone`
   */
  async unsubscribe(token: string, everything = false): Promise<void> {
    const touch = this.readUnsubscribe(token);
    if (isTest(touch)) return;
    const message = await this.find(touch);
    const proof = { form: 'unsubscribe link', note: `message ${touch.messageId}` };
    const origin: ConsentOrigin = { source: 'unsubscribe', at: this.deps.clock.now(), proof };
    if (message) return this.leave(message, everything ? null : purposeOf(message), origin);
    const person = await this.findPerson(touch);
    if (!person) throw gone();
    const { customerId, email } = person;
    await this.deps.database.transaction(async (tx) => {
      for (const channel of UNKNOWN_CHANNELS)
        await withdraw(tx, { customerId, channel, addresses: channel === 'email' ? [email] : [] }, origin);
    });
  }

  /**
   * A person who has been led somewhere by a message wants no more by its channel, or no more of what it was for: the same as its link to unsubscribe, with a proof of its own.
   * False where the message is not kept any more, or is another matter.
   * @param key what they refuse: a channel, or a purpose by a channel
   */
  async unsubscribeBy(touch: Touch, key: string, origin: ConsentOrigin): Promise<boolean> {
    const message = await this.find(touch);
    if (!message) return false;
    const { channel, purpose } = message;
    const isOfPurpose = purpose !== null && key === consentKeyOf(channel, purpose);
    if (key !== channel && !isOfPurpose) return false;
    await this.leave(message, isOfPurpose ? purpose : null, origin);
    return true;
  }

  /** @param purpose what they want no more of; null: everything by the message's channel */
  private async leave(message: MessageRow, purpose: string | null, origin: ConsentOrigin): Promise<void> {
    const { customerId, channel, address, email } = message;
    await this.respond(message, { kind: 'unsubscribe', key: '', machine: false }, 'message.unsubscribed', (tx) =>
      purpose === null
        ? withdraw(tx, { customerId, channel, addresses: [address, email] }, origin)
        : withdrawPurpose(tx, { customerId, channel, purpose }, origin),
    );
  }

  private readUnsubscribe(token: string): Touch {
    const touch = this.deps.links.readUnsubscribe(token);
    if (!touch) throw forged();
    return touch;
  }

  private async find(touch: Touch): Promise<MessageRow | undefined> {
    if (isTest(touch)) return undefined;
    const { database } = this.deps;
    const [message] = await database.query<MessageRow>(FIND_MESSAGE, [[touch.customerId], touch.messageId]);
    if (message) return message;
    // their customer may have become part of another one since the message left, or gone their own way again
    const [elsewhere] = await database.query<MessageRow>(FIND_MESSAGE, [await relatedIds(database, touch.customerId), touch.messageId]);
    return elsewhere;
  }

  /** Whose a message was that went to an archive: who wants no more is heard for as long as they are a customer. */
  private async findPerson(touch: Touch): Promise<PersonRow | undefined> {
    const { database } = this.deps;
    const [person] = await database.query<PersonRow>(FIND_PERSON, [await livingOf(database, touch.customerId)]);
    return person;
  }

  private async respond(message: MessageRow, response: Response, event: string, besides?: (tx: Tx) => Promise<void>): Promise<void> {
    const { database, events } = this.deps;
    const batchId = await database.transaction(async (tx) => {
      await besides?.(tx);
      const isFirst = await this.store(tx, message, response);
      return isFirst && !response.machine ? this.append(tx, message, response, event) : null;
    });
    if (batchId !== null) await events.announce(batchId);
  }

  private async store(
    tx: Tx,
    { customerId, messageId, journeyId }: MessageRow,
    { kind, key, machine, url, userAgent }: Response,
  ): Promise<boolean> {
    const agent = userAgent?.slice(0, SHOWN) ?? null;
    const [row] = await tx.query<{ first: boolean }>(RESPOND, [
      customerId,
      messageId,
      kind,
      key,
      journeyId,
      this.deps.clock.now(),
      machine,
      url ?? null,
      agent,
    ]);
    return row?.first ?? false;
  }

  private async append(tx: Tx, message: MessageRow, { kind, key, url }: Response, name: string): Promise<string | null> {
    const now = this.deps.clock.now();
    const id = `${kind}-${message.messageId}${key === '' ? '' : `-${key}`}`;
    const properties = { ...messageProperties(message), ...(url === undefined ? {} : { url }) };
    const { batchId } = await this.deps.events.appendEvents(tx, [
      { customerId: message.customerId, id, name, occurredAt: now, receivedAt: now, properties },
    ]);
    return batchId;
  }
}
