import { z } from 'zod';

/** An identity of a kind that has no field of its own: an openid, a device, the card of a till. */
export interface OtherKey {
  readonly kind: string;
  readonly value: string;
}
export const NO_OTHERS: readonly OtherKey[] = [];

/** What somebody is named by from outside, normalised. `id` is our own id of them. */
export interface Keys {
  readonly id: string | null;
  readonly externalId: string | null;
  /** The address as it is written to. */
  readonly email: string | null;
  /** What the address is recognised by. */
  readonly emailKey: string | null;
  /** In E.164. */
  readonly phone: string | null;
  readonly others: readonly OtherKey[];
}

const LONGEST_EMAIL = 320;

/**
 * An e-mail address as it is written to: trimmed, its domain in lower case (domains have no case). The part before the `@` stays as
 * it was given, since in principle only its own server knows what it means. `null` where the text is no address.
 */
export const normaliseEmail = (text: string): string | null => {
  const address = text.trim();
  if (address.length > LONGEST_EMAIL || !z.regexes.email.test(address)) return null;
  const domain = address.slice(address.lastIndexOf('@'));
  const lower = domain.toLowerCase();
  return lower === domain ? address : address.slice(0, -domain.length) + lower;
};

/** What an address is recognised by: in practice no provider tells `Ann@` from `ann@`, and people write both. */
export const emailKey = (address: string): string => address.toLowerCase();

/** The keys of somebody whose addresses have been normalised. */
export const keysOf = ({
  id,
  externalId,
  email,
  phone,
  others = NO_OTHERS,
}: Omit<Keys, 'emailKey' | 'others'> & Partial<Pick<Keys, 'others'>>): Keys => ({
  id,
  externalId,
  email,
  emailKey: email === null ? null : emailKey(email),
  phone,
  others,
});

/** Identities as a request has them by kind. */
export const othersOf = (identities: Readonly<Record<string, string>> | undefined): readonly OtherKey[] =>
  identities === undefined ? NO_OTHERS : Object.entries(identities).map(([kind, value]) => ({ kind, value }));

/** The database stores neither the zero character nor half a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
