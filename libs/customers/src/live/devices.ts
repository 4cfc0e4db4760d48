import type { Sql } from '@wayfare/platform';
import { lockCreation } from '../identity/creation-lock.js';
import { reserveIds } from '../identity/recognise.js';

/** Whose device it is: of several, somebody with a name or an address before somebody of whom nothing but devices is known, and whoever was seen at it last. */
const OWNER = `
  SELECT c.id, c.external_id IS NULL AND c.email IS NULL AND c.phone IS NULL AS anonymous
  FROM identities i JOIN customers c ON c.id = i.customer_id AND c.erased_at IS NULL
  WHERE i.kind = 'device' AND i.value = $1 ORDER BY 2, i.seen_at DESC, c.id LIMIT 1`;

const MAKE = 'INSERT INTO customers (id, created_at, updated_at) VALUES ($1, $2, $2)';

const NOTE = `
  INSERT INTO identities (kind, value, customer_id, source, seen_at) VALUES ('device', $1, $2, 'browser', $3)
  ON CONFLICT (value, kind, customer_id) DO UPDATE SET seen_at = excluded.seen_at WHERE identities.seen_at < excluded.seen_at - interval '1 day'
  RETURNING xmax = 0 AS fresh`;

export interface DeviceOwner {
  readonly id: string;
  /** Nothing but devices is known of them. */
  readonly anonymous: boolean;
}

const find = async (sql: Sql, device: string): Promise<DeviceOwner | undefined> => (await sql.query<DeviceOwner>(OWNER, [device]))[0];

/** Whose device it is; a device that nobody has been seen at makes a customer of whom nothing else is known. */
export const ownerOf = async (tx: Sql, device: string, now: Date): Promise<DeviceOwner> => {
  const known = await find(tx, device);
  if (known) return known;
  await lockCreation(tx);
  const meanwhile = await find(tx, device);
  if (meanwhile) return meanwhile;
  const [id] = await reserveIds(tx, 1);
  if (id === undefined) throw new Error('no id was given');
  await tx.query(MAKE, [id, now]);
  await noteDevice(tx, device, id, now);
  return { id, anonymous: true };
};

/**
 * Somebody was seen at a device. The one who was there before and of whom nothing else is known has the same device: from that it follows that they are one (OneID).
 * @returns whether they were not seen there before
 */
export const noteDevice = async (tx: Sql, device: string, customerId: string, now: Date): Promise<boolean> => {
  const [noted] = await tx.query<{ fresh: boolean }>(NOTE, [device, customerId, now]);
  return noted?.fresh === true;
};
