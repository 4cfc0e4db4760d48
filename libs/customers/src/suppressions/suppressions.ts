import type { BodyOf, QueryOf, ReplyOf, routes } from '@wayfare/contracts';
import { type Clock, invalid, notFound } from '@wayfare/kernel';
import { currentActor, type Database, recordChange } from '@wayfare/platform';
import { emailKey, normaliseEmail } from '../identity/keys.js';
import { normalisePhone } from '../identity/phone.js';
import { readIdentityRules } from '../identity/rules.js';
import { maskAddress } from './mask.js';
import { END_PAUSES, LIFT, LIST_SUPPRESSIONS, SUPPRESS_ADDRESSES } from './suppressions.sql.js';

const PAGE = 50;

interface SuppressionRow {
  id: string;
  channel: string;
  address: string;
  reason: 'unsubscribed' | 'bounced_before' | 'suppressed';
  source: string;
  note: string | null;
  actor: string | null;
  customerId: string | null;
  createdAt: Date;
  until: Date | null;
}

/** An address as identities are compared; null where it is none. */
const keyOf = (channel: string, address: string, callingCode: string): string | null => {
  if (channel === 'sms') return normalisePhone(address, callingCode);
  const email = normaliseEmail(address);
  return email === null ? null : emailKey(email);
};

/** Addresses that must not be written to, whoever asked for it: found, added by hand or from a list, and lifted with a reason. */
export class Suppressions {
  constructor(private readonly deps: { readonly database: Database; readonly clock: Clock }) {}

  async suppressions({
    query,
    channel,
    cursor,
    limit = PAGE,
  }: QueryOf<typeof routes.suppressions>): Promise<ReplyOf<typeof routes.suppressions>> {
    if (cursor !== undefined && !/^\d{1,19}$/.test(cursor))
      throw invalid('The cursor is none.', [{ path: 'cursor', code: 'invalid', message: 'not a cursor' }]);
    const rows = await this.deps.database.query<SuppressionRow>(LIST_SUPPRESSIONS, [
      query?.trim().toLowerCase() || null,
      channel ?? null,
      cursor ?? null,
      limit + 1,
    ]);
    const items = rows
      .slice(0, limit)
      .map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), until: row.until?.toISOString() ?? null }));
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** Adds what can be read as an address, and says what can't. */
  async addSuppressions({
    channel,
    addresses,
    note,
  }: BodyOf<typeof routes.addSuppressions>): Promise<ReplyOf<typeof routes.addSuppressions>> {
    const { database, clock } = this.deps;
    const { callingCode } = await readIdentityRules(database);
    const keys = addresses.map((address) => keyOf(channel, address.trim(), callingCode));
    const known = keys.filter((key) => key !== null);
    const refused = addresses.filter((_, at) => keys[at] === null);
    const added = await database.transaction(async (tx) => {
      const kind = channel === 'sms' ? 'phone' : 'email';
      const rows = await tx.query(SUPPRESS_ADDRESSES, [known, channel, kind, 'person', clock.now(), note, currentActor()]);
      if (known.length > 0)
        await recordChange(tx, clock, { action: 'created', kind: 'suppression', id: channel, after: { addresses: known.length, note } });
      return rows.length;
    });
    return { added, already: known.length - added, refused };
  }

  /**
   * Lets an address be written to again, by whomever it was left alone; consent is a matter of its own.
   * @throws AppError `not_found`
   */
  async liftSuppression({ channel, address, note }: BodyOf<typeof routes.liftSuppression>): Promise<void> {
    const { database, clock } = this.deps;
    const { callingCode } = await readIdentityRules(database);
    await database.transaction(async (tx) => {
      const lifted = await tx.query<{ reason: string }>(LIFT, [channel, [address, keyOf(channel, address.trim(), callingCode) ?? address]]);
      if (lifted.length === 0) throw notFound('suppression', maskAddress(address));
      await recordChange(tx, clock, {
        action: 'deleted',
        kind: 'suppression',
        id: channel,
        before: { address: maskAddress(address), reasons: [...new Set(lifted.map(({ reason }) => reason))] },
        after: { note },
      });
    });
  }

  /** Takes away the pauses that are over; called now and then. */
  async endPauses(): Promise<void> {
    const { database, clock } = this.deps;
    await database.query(END_PAUSES, [clock.now()]);
  }
}
