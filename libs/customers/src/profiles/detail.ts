import type { CustomerDetail } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';

const IDENTITIES = `
  SELECT kind, value, source, seen_at AS "at" FROM identities WHERE customer_id = $1 ORDER BY seen_at DESC, kind, value LIMIT 200`;
const SUPPRESSIONS = `
  SELECT channel, address, reason, created_at AS "at", until FROM suppressions WHERE customer_id = $1 ORDER BY created_at DESC, channel, address LIMIT 200`;
/** Money of different currencies can't be added: the sum is that of the currency in which most orders were made. */
const ORDERS = `
  SELECT sum(count(*)) OVER ()::int AS count, sum(amount_minor)::bigint AS value, currency, max(max(placed_at)) OVER () AS "lastAt"
  FROM orders WHERE customer_id = $1 GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1`;

const AWAITED = `
  SELECT channel, asked_at AS "askedAt", expires_at AS "expiresAt" FROM consent_requests
  WHERE customer_id = $1 AND confirmed_at IS NULL AND expires_at > $2 ORDER BY channel`;

type Detail = Pick<CustomerDetail, 'identities' | 'suppressions' | 'awaitedConsent' | 'orders'>;

/** What a customer's page shows beyond the profile. */
export const readDetail = async (sql: Sql, id: string, now: Date): Promise<Detail> => {
  const identities = await sql.query<{ kind: string; value: string; source: string; at: Date }>(IDENTITIES, [id]);
  const suppressions = await sql.query<{ channel: string; address: string; reason: string; at: Date; until: Date | null }>(SUPPRESSIONS, [
    id,
  ]);
  const awaited = await sql.query<{ channel: string; askedAt: Date; expiresAt: Date }>(AWAITED, [id, now]);
  const [orders] = await sql.query<{ count: number; value: string; currency: string; lastAt: Date }>(ORDERS, [id]);
  return {
    identities: identities.map(({ at, ...identity }) => ({ ...identity, seenAt: at.toISOString() })),
    suppressions: suppressions.map(({ at, until, ...suppression }) => ({
      ...suppression,
      createdAt: at.toISOString(),
      until: until?.toISOString() ?? null,
    })),
    awaitedConsent: awaited.map(({ channel, askedAt, expiresAt }) => ({
      channel,
      askedAt: askedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })),
    orders: orders
      ? { count: orders.count, value: Number(orders.value), currency: orders.currency, lastAt: orders.lastAt.toISOString() }
      : { count: 0, value: 0, currency: null, lastAt: null },
  };
};
