import { CONSENT_PURPOSES, type ConsentPurpose, type MessagePurposeDetail, type ReplyOf, type routes } from '@wayfare/contracts';
import { type ConsentOrigin, livingOf, maskAddress, readPurposes, writeConsents } from '@wayfare/customers';
import { AppError, type Clock, consentKeyOf, mayBeWrittenTo, notFound, purposeOfKey } from '@wayfare/kernel';
import { type Database, readSettings, recordChange, type Sql, type Tx } from '@wayfare/platform';
import { type MailLanguage, mailLanguage } from '../templates/footer.js';
import { END_PAUSE, FIND_PERSON, HOLD_PERSON, PAUSE, RETURN, REVOKE } from './preferences.sql.js';
import { NO_TOUCH, type PreferencesLink, type PublicLinks, type Touch } from './public-links.js';
import type { Tracking } from './tracking.js';
import { withdraw, withdrawPurpose } from './withdraw.js';

/** What messages by a channel are for, in the words of the workspace, in each language of ours. */
interface PurposeChoice {
  /** Of the ledger: `email:newsletter`. */
  readonly key: string;
  readonly names: MessagePurposeDetail['names'];
  readonly details: MessagePurposeDetail['details'];
  readonly isOn: boolean;
}

interface ChannelChoice {
  readonly channel: string;
  readonly address: string;
  readonly isOn: boolean;
  /** None where the channel as a whole was refused: it comes first. */
  readonly purposes: readonly PurposeChoice[];
}

/** What a customer sees and changes of what they have agreed to. */
export interface PreferencesPage {
  readonly language: MailLanguage;
  /** The workspace's name. */
  readonly sender: string;
  readonly channels: readonly ChannelChoice[];
  readonly purposes: readonly { readonly purpose: ConsentPurpose; readonly isOn: boolean }[];
  readonly pausedUntil: Date | null;
  readonly timeZone: string;
}

/** What they ask for. What a `save` does not name stays as it is. */
export type PreferencesWish =
  | { readonly kind: 'save'; readonly on: ReadonlySet<string>; readonly shown: ReadonlySet<string> }
  | { readonly kind: 'leave' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' };

/** What they read as they asked for it, and from where. */
export interface PreferencesProof {
  readonly text: string;
  readonly ip: string;
  readonly note?: string | undefined;
}

interface PersonRow {
  readonly email: string | null;
  readonly phone: string | null;
  readonly locale: string | null;
  readonly consent: Readonly<Record<string, boolean>>;
  readonly unsubscribed: readonly string[];
  readonly pausedUntil: Date | null;
  readonly revokedAt: Date | null;
  /** Who they are now, where the link was made for somebody who has become part of them. */
  readonly id: string;
}

const PAUSE_DAYS = 30;
const DAY_MS = 86_400_000;
const FORM = { form: 'preferences', version: '1' };

const forged = (): AppError => new AppError('link_unknown', 404, 'This link is not one of ours, or has been damaged on its way.');
const gone = (): AppError => new AppError('link_gone', 410, 'The message that this link belongs to is not kept any more.');

/** The link of a test mail; one that a colleague hands out has a customer and no message. */
const isSample = ({ touch }: PreferencesLink): boolean => touch.customerId === NO_TOUCH.customerId;

const isPurpose = (key: string): key is ConsentPurpose => CONSENT_PURPOSES.some((purpose) => purpose === key);

/** The channels by which somebody can be reached, with where: an address of theirs, or what they have been asked about. */
const channelsOf = ({ email, phone, consent }: PersonRow): { channel: string; address: string | null }[] => {
  const asked = Object.keys(consent).filter((key) => !isPurpose(key) && purposeOfKey(key) === null && key !== 'email' && key !== 'sms');
  const isAsked = (channel: string): boolean =>
    Object.keys(consent).some((key) => key === channel || purposeOfKey(key)?.channel === channel);
  return [
    ...(email === null ? [] : [{ channel: 'email', address: email }]),
    ...(phone === null || !isAsked('sms') ? [] : [{ channel: 'sms', address: phone }]),
    ...asked.sort().map((channel) => ({ channel, address: null })),
  ];
};

const isOn = ({ consent, unsubscribed }: PersonRow, channel: string): boolean =>
  consent[channel] === true && !unsubscribed.includes(channel);

const hasRefused = ({ consent, unsubscribed }: PersonRow, channel: string): boolean =>
  consent[channel] === false || unsubscribed.includes(channel);

/** What customers are asked about one by one. What is service is not a matter of consent. */
const offeredPurposes = async (sql: Sql): Promise<MessagePurposeDetail[]> =>
  (await readPurposes(sql)).filter(({ basis, isArchived }) => basis !== 'service' && !isArchived);

/** What a saved form changes of what somebody has said about purposes. Where they give up the channel as a whole, nothing more is said of its purposes. */
const purposesSaid = (
  person: PersonRow,
  { on, shown }: PreferencesWish & { kind: 'save' },
  offered: readonly MessagePurposeDetail[],
): { key: string; channel: string; purpose: string; granted: boolean }[] =>
  channelsOf(person)
    .filter(({ channel }) => !hasRefused(person, channel) && (!isOn(person, channel) || !shown.has(channel) || on.has(channel)))
    .flatMap(({ channel }) =>
      offered.flatMap(({ key: purpose, basis }) => {
        const key = consentKeyOf(channel, purpose);
        const consent = on.has(channel) ? { ...person.consent, [channel]: true } : person.consent;
        const granted = on.has(key);
        return shown.has(key) && granted !== mayBeWrittenTo(consent, channel, { key: purpose, basis })
          ? [{ key, channel, purpose, granted }]
          : [];
      }),
    );

/**
 * The page on which customers say themselves what they agree to: reached by a signed link, so that it needs no password. Everything they say goes to the ledger of consent with what they read. A pause is a
 * suppression that ends by itself, so that nothing that sends has to know of pauses.
 */
export class Preferences {
  constructor(
    private readonly deps: { readonly database: Database; readonly clock: Clock; readonly links: PublicLinks; readonly tracking: Tracking },
  ) {}

  /** @throws AppError `link_unknown`, `link_gone` */
  async page(token: string): Promise<PreferencesPage> {
    const link = this.read(token);
    const { database } = this.deps;
    const { name, locale, timeZone } = await readSettings(database);
    const person = isSample(link) ? SAMPLE : await this.person(link);
    const offered = await offeredPurposes(database);
    return {
      language: mailLanguage(person.locale ?? locale),
      sender: name,
      timeZone,
      channels: channelsOf(person).map(({ channel, address }) => ({
        channel,
        address: address === null ? '' : maskAddress(address),
        isOn: isOn(person, channel),
        purposes: hasRefused(person, channel)
          ? []
          : offered.map(({ key, names, details, basis }) => ({
              key: consentKeyOf(channel, key),
              ...{ names, details, isOn: mayBeWrittenTo(person.consent, channel, { key, basis }) },
            })),
      })),
      purposes: CONSENT_PURPOSES.map((purpose) => ({ purpose, isOn: person.consent[purpose] !== false })),
      pausedUntil: person.pausedUntil,
    };
  }

  /** @throws AppError `link_unknown`, `link_gone` */
  async change(token: string, wish: PreferencesWish, { text, ip, note }: PreferencesProof): Promise<void> {
    const link = this.read(token);
    if (isSample(link)) return;
    const person = await this.person(link);
    const proof = { ...FORM, text, ip, ...(note ? { note } : {}) };
    const origin: ConsentOrigin = { source: 'preferences', at: this.deps.clock.now(), proof };
    if (wish.kind === 'pause' || wish.kind === 'resume') await this.pause(person.id, person, wish.kind, origin.at);
    else await this.say(link.touch, person, wish, origin);
  }

  /** A link that a colleague hands to a customer. @throws AppError `not_found` */
  async preferencesLink(customerId: string): Promise<ReplyOf<typeof routes.preferencesLink>> {
    const { clock, links } = this.deps;
    await this.known(customerId);
    return { url: links.preferences({ touch: { customerId, messageId: NO_TOUCH.messageId }, madeAt: clock.now() }) };
  }

  /** The links that a customer has been sent up to now lead nowhere from here on. @throws AppError `not_found` */
  async revokePreferences(customerId: string): Promise<void> {
    const { database, clock } = this.deps;
    await this.known(customerId);
    await database.transaction(async (tx) => {
      await tx.query(REVOKE, [customerId, clock.now()]);
      await recordChange(tx, clock, { action: 'revoked', kind: 'customer', id: customerId, after: { preferencesLinks: 'revoked' } });
    });
  }

  private async say(
    touch: Touch,
    person: PersonRow,
    wish: PreferencesWish & { kind: 'save' | 'leave' },
    origin: ConsentOrigin,
  ): Promise<void> {
    const { database, tracking } = this.deps;
    const { id: customerId } = person;
    const offered = await offeredPurposes(database);
    const channels = channelsOf(person).filter(({ channel }) => wish.kind === 'leave' || wish.shown.has(channel));
    const wants = (key: string): boolean => wish.kind === 'save' && wish.on.has(key);
    const isReached = (channel: string): boolean =>
      isOn(person, channel) ||
      (wish.kind === 'leave' &&
        offered.some((purpose) => !hasRefused(person, channel) && mayBeWrittenTo(person.consent, channel, purpose)));
    const left = channels.filter(({ channel }) => !wants(channel) && isReached(channel));
    const answers = wish.kind === 'save' ? purposesSaid(person, wish, offered) : [];
    // what is recorded with the message that led here comes first: saying it again changes nothing
    for (const key of [...left.map(({ channel }) => channel), ...answers.flatMap(({ key, granted }) => (granted ? [] : [key]))])
      await tracking.unsubscribeBy(touch, key, origin);
    await database.transaction(async (tx) => {
      if ((await tx.query(HOLD_PERSON, [customerId])).length === 0) throw gone();
      for (const { channel, address } of left) await withdraw(tx, { customerId, channel, addresses: [address] }, origin);
      for (const { channel, address } of channels)
        if (wants(channel) && !isOn(person, channel)) await this.comeBack(tx, customerId, channel, address, origin);
      for (const { channel, purpose, granted } of answers)
        if (!granted) await withdrawPurpose(tx, { customerId, channel, purpose }, origin);
      const said =
        wish.kind === 'leave'
          ? []
          : CONSENT_PURPOSES.filter((purpose) => wish.shown.has(purpose) && (person.consent[purpose] !== false) !== wants(purpose));
      await writeConsents(
        tx,
        [
          ...said.map((channel) => ({ customerId, channel, granted: wants(channel) })),
          ...answers.flatMap(({ key, granted }) => (granted ? [{ customerId, channel: key, granted }] : [])),
        ],
        origin,
      );
    });
  }

  private async comeBack(tx: Tx, customerId: string, channel: string, address: string | null, origin: ConsentOrigin): Promise<void> {
    await tx.query(RETURN, [customerId, channel, address]);
    await writeConsents(tx, [{ customerId, channel, granted: true }], origin);
  }

  private async pause(customerId: string, person: PersonRow, kind: 'pause' | 'resume', now: Date): Promise<void> {
    const { database } = this.deps;
    if (kind === 'resume') {
      await database.query(END_PAUSE, [customerId]);
      return;
    }
    const reached = channelsOf(person).filter(({ address }) => address !== null);
    const until = new Date(now.getTime() + PAUSE_DAYS * DAY_MS);
    await database.query(PAUSE, [customerId, reached.map(({ channel }) => channel), reached.map(({ address }) => address), now, until]);
  }

  private read(token: string): PreferencesLink {
    const link = this.deps.links.readPreferences(token);
    if (!link) throw forged();
    return link;
  }

  private async person({ touch, madeAt }: PreferencesLink): Promise<PersonRow> {
    const person = await this.find(touch.customerId);
    if (!person || (person.revokedAt !== null && madeAt < person.revokedAt)) throw gone();
    return person;
  }

  private async known(customerId: string): Promise<void> {
    if (!(await this.find(customerId))) throw notFound('customer', customerId);
  }

  private async find(customerId: string): Promise<PersonRow | undefined> {
    const { database, clock } = this.deps;
    const [person] = await database.query<PersonRow>(FIND_PERSON, [await livingOf(database, customerId), clock.now(), customerId]);
    return person;
  }
}

/** Whom the link of a test mail shows. */
const SAMPLE: PersonRow = {
  email: 'someone@example.com',
  phone: null,
  locale: null,
  consent: { email: true },
  unsubscribed: [],
  pausedUntil: null,
  revokedAt: null,
  id: NO_TOUCH.customerId,
};
