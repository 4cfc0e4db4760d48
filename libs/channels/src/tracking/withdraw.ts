import { type ConsentOrigin, writeConsents } from '@wayfare/customers';
import { consentKeyOf } from '@wayfare/kernel';
import type { Tx } from '@wayfare/platform';
import { SUPPRESS, SUPPRESS_WAITING } from './tracking.sql.js';

interface Withdrawal {
  readonly customerId: string;
  readonly channel: string;
  /** Those that must not be written to from here on. */
  readonly addresses: readonly (string | null)[];
}

/** Somebody wants no more by a channel: consent is taken back, their addresses are left alone, and what waits for them is called off. */
export const withdraw = async (tx: Tx, { customerId, channel, addresses }: Withdrawal, origin: ConsentOrigin): Promise<void> => {
  await writeConsents(tx, [{ customerId, channel, granted: false }], origin);
  for (const address of new Set(addresses.filter((found) => found !== null)))
    await tx.query(SUPPRESS, [customerId, channel, address, origin.at]);
  await tx.query(SUPPRESS_WAITING, [customerId, channel, null, 'unsubscribed']);
};

/** Somebody wants no more of one purpose by a channel: what is for others goes on, and their address is not left alone. */
export const withdrawPurpose = async (
  tx: Tx,
  { customerId, channel, purpose }: { readonly customerId: string; readonly channel: string; readonly purpose: string },
  origin: ConsentOrigin,
): Promise<void> => {
  await writeConsents(tx, [{ customerId, channel: consentKeyOf(channel, purpose), granted: false }], origin);
  await tx.query(SUPPRESS_WAITING, [customerId, channel, purpose, 'no_consent']);
};
