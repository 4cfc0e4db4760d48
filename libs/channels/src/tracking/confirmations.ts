import { createHash } from 'node:crypto';
import type { ConsentProof } from '@wayfare/contracts';
import { livingOf, maskAddress, relatedIds, writeConsents } from '@wayfare/customers';
import { AppError, type Clock, purposeOfKey } from '@wayfare/kernel';
import { type Database, readSettings } from '@wayfare/platform';
import { type MailLanguage, mailLanguage } from '../templates/footer.js';
import { CONFIRM, FIND_MESSAGE, FIND_REQUESTS } from './confirmations.sql.js';
import { HOLD_PERSON, RETURN } from './preferences.sql.js';
import { isTest, type PublicLinks, type Touch } from './public-links.js';

/** What the page says that asks people to confirm. */
export interface ConfirmPage {
  readonly language: MailLanguage;
  /** The workspace's name. */
  readonly sender: string;
  readonly address: string;
  /** What is, or was, to be confirmed. */
  readonly asked: readonly { readonly channel: string; readonly names: Readonly<Record<string, string>> | null }[];
  /** `over`: the time is up, or it has been taken back since. */
  readonly state: 'open' | 'confirmed' | 'over';
}

interface MessageRow {
  readonly address: string | null;
  readonly decidedAt: Date;
  readonly locale: string | null;
}

interface RequestRow {
  readonly channel: string;
  readonly isOpen: boolean;
  readonly holds: boolean;
  readonly names: Readonly<Record<string, string>> | null;
}

/** The requests that a link is about. */
interface Asked {
  readonly message: MessageRow;
  readonly customers: readonly string[];
  readonly living: string;
  readonly rows: readonly RequestRow[];
}

const forged = (): AppError => new AppError('link_unknown', 404, 'This link is not one of ours, or has been damaged on its way.');
const gone = (): AppError => new AppError('link_gone', 410, 'The message that this link belongs to is not kept any more.');

const stateOf = (rows: readonly RequestRow[]): ConfirmPage['state'] => {
  if (rows.some(({ isOpen }) => isOpen)) return 'open';
  return rows.some(({ holds }) => holds) ? 'confirmed' : 'over';
};

/**
 * The second half of a double opt-in: whoever reads the mail at the address says that it was them. The link names a message and nothing else; what it confirms is what waited for that message's address when it was decided on. Looking at
 * the page changes nothing, since programs look at every link of a mail; a request counts once, and a second press finds nothing left to do.
 */
export class Confirmations {
  constructor(private readonly deps: { readonly database: Database; readonly clock: Clock; readonly links: PublicLinks }) {}

  /** @throws AppError `link_unknown`, `link_gone` */
  async page(token: string): Promise<ConfirmPage> {
    const touch = this.read(token);
    const { name, locale } = await readSettings(this.deps.database);
    if (isTest(touch)) return { language: mailLanguage(locale), sender: name, address: '', asked: [], state: 'open' };
    const { message, rows } = await this.find(touch);
    const state = stateOf(rows);
    const shown = rows.filter(({ isOpen, holds }) => (state === 'open' ? isOpen : holds));
    return {
      language: mailLanguage(message.locale ?? locale),
      sender: name,
      address: maskAddress(message.address ?? ''),
      asked: shown.map(({ channel, names }) => ({ channel: purposeOfKey(channel)?.channel ?? channel, names })),
      state,
    };
  }

  /** @param text what they read @param ip from where @throws AppError `link_unknown`, `link_gone` */
  async confirm(token: string, { text, ip }: { readonly text: string; readonly ip: string }): Promise<void> {
    const touch = this.read(token);
    if (isTest(touch)) return;
    const { message, customers, living } = await this.find(touch);
    const { database, clock } = this.deps;
    const now = clock.now();
    await database.transaction(async (tx) => {
      if ((await tx.query(HOLD_PERSON, [living])).length === 0) throw gone();
      const about = [customers, message.address, message.decidedAt, now];
      const confirmed = await tx.query<{ channel: string; proof: ConsentProof | null; askedAt: Date }>(CONFIRM, about);
      const evidence = { text, confirmedFrom: ip, address: message.address ?? '', link: createHash('sha256').update(token).digest('hex') };
      const entries = confirmed.map(({ channel, proof, askedAt }) => ({
        ...{ customerId: living, channel, granted: true },
        proof: { ...proof, ...evidence, askedAt: askedAt.toISOString() },
      }));
      for (const { channel } of entries) if (purposeOfKey(channel) === null) await tx.query(RETURN, [living, channel, message.address]);
      await writeConsents(tx, entries, { source: 'confirmed', at: now });
    });
  }

  private read(token: string): Touch {
    const touch = this.deps.links.readConfirm(token);
    if (!touch) throw forged();
    return touch;
  }

  private async find(touch: Touch): Promise<Asked> {
    const { database, clock } = this.deps;
    const customers = [...new Set([touch.customerId, ...(await relatedIds(database, touch.customerId))])];
    const living = await livingOf(database, touch.customerId);
    const [message] = await database.query<MessageRow & object>(FIND_MESSAGE, [customers, touch.messageId]);
    if (!message) throw gone();
    const about = [customers, message.address, message.decidedAt, clock.now(), living];
    return { message, customers, living, rows: await database.query<RequestRow & object>(FIND_REQUESTS, about) };
  }
}
