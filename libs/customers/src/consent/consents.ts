import type { BodyOf, ReplyOf, routes } from '@wayfare/contracts';
import { type Clock, notFound } from '@wayfare/kernel';
import { type Database, recordChange, type Sql } from '@wayfare/platform';
import { livingOf } from '../merging/who.js';
import { readConsentHistory } from './history.js';
import { writeConsents } from './write.js';

const THERE = 'SELECT 1 FROM customers WHERE id = $1 AND erased_at IS NULL';

const NOW = 'SELECT channel, granted FROM consents WHERE customer_id = $1 AND channel = ANY ($2::text[])';

const readNow = async (sql: Sql, id: string, channels: readonly string[]): Promise<Record<string, boolean>> => {
  const rows = await sql.query<{ channel: string; granted: boolean }>(NOW, [id, channels]);
  return Object.fromEntries(rows.map(({ channel, granted }) => [channel, granted]));
};

/** The consent of one customer: what they said and when, and what they have just told a colleague. */
export class Consents {
  constructor(private readonly deps: { readonly database: Database; readonly clock: Clock }) {}

  /** @throws AppError `not_found` */
  async consentHistory(customerId: string): Promise<ReplyOf<typeof routes.consentHistory>> {
    const { database } = this.deps;
    const id = await livingOf(database, customerId);
    if ((await database.query(THERE, [id])).length === 0) throw notFound('customer', id);
    return readConsentHistory(database, id);
  }

  /** @throws AppError `not_found` */
  async changeConsent(
    customerId: string,
    { consent, proof }: BodyOf<typeof routes.changeConsent>,
  ): Promise<ReplyOf<typeof routes.changeConsent>> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const id = await livingOf(tx, customerId);
      if ((await tx.query(`${THERE} FOR SHARE`, [id])).length === 0) throw notFound('customer', id);
      const before = await readNow(tx, id, Object.keys(consent));
      const entries = Object.entries(consent).map(([channel, granted]) => ({ customerId: id, channel, granted }));
      await writeConsents(tx, entries, { source: 'person', at: clock.now(), proof });
      await recordChange(tx, clock, { action: 'updated', kind: 'customer', id, before: { consent: before }, after: { consent } });
      return readConsentHistory(tx, id);
    });
  }
}
