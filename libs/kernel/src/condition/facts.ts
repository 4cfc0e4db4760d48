/** A value as JSON knows it: what attributes and event properties hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** An address of this customer that must not be written to, and why. */
export interface Suppression {
  readonly channel: string;
  readonly reason: 'unsubscribed' | 'bounced_before' | 'suppressed';
}

/** What is known of one customer, apart from what they did. */
export interface Profile {
  /** Decimal digits of a non-negative 63-bit integer. */
  readonly id: string;
  readonly externalId: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly timeZone: string | null;
  readonly locale: string | null;
  readonly createdAt: Date;
  readonly attributes: Readonly<Record<string, Json>>;
  readonly tags: readonly string[];
  /** By channel, and by channel and purpose (`email:newsletter`); what is absent was never said. */
  readonly consent: Readonly<Record<string, boolean>>;
  readonly suppressions: readonly Suppression[];
  /** Ids of the lists that the customer is on. */
  readonly lists: readonly string[];
  readonly scores: Readonly<Record<string, number>>;
}

export interface PersonEvent {
  readonly name: string;
  readonly occurredAt: Date;
  readonly properties: Readonly<Record<string, Json>>;
}

/** One line of an order. Money is in minor units of the order's currency. */
export interface PersonOrderLine {
  readonly product: string;
  /** The line's own, else that of the product. */
  readonly category: string | null;
  readonly quantity: number;
  readonly priceMinor: number;
  readonly discountMinor: number;
}

/** An order; a return is one whose amount is negative. */
export interface PersonOrder {
  readonly id: string;
  readonly placedAt: Date;
  readonly amountMinor: number;
  readonly currency: string;
  readonly channel: string | null;
  readonly store: string | null;
  readonly attributes: Readonly<Record<string, Json>>;
  readonly lines: readonly PersonOrderLine[];
}

/** A message that was decided on for somebody, in whichever journey, with what came back. Ids are decimal digits. */
export interface PersonMessage {
  readonly journey: string;
  readonly node: string;
  readonly template: string | null;
  readonly channel: string;
  readonly state: 'queued' | 'sending' | 'sent' | 'delivered' | 'bounced' | 'suppressed' | 'failed' | 'cancelled' | 'unknown';
  readonly reason: string | null;
  readonly decidedAt: Date;
  /** When it was handed over; `null` where it was not. */
  readonly handedAt: Date | null;
  readonly responses: readonly { readonly kind: string; readonly at: Date; readonly machine: boolean }[];
}

/** A stay in a journey. */
export interface PersonEnrollment {
  readonly journey: string;
  readonly enteredAt: Date;
  /** `null` while they are inside. */
  readonly ended: { readonly at: Date; readonly reason: string } | null;
  /** When they were held out, at the door or by an arm that nothing is sent to. */
  readonly heldOutAt: Date | null;
}

/** One customer as a condition sees them: `events` are those received by the instant at which it is asked. */
export interface PersonFacts extends Profile {
  readonly events: readonly PersonEvent[];
  readonly orders?: readonly PersonOrder[];
  readonly messages?: readonly PersonMessage[];
  readonly enrollments?: readonly PersonEnrollment[];
}

/** Columns of a customer that are read like attributes; an attribute of the same name is hidden by them. */
export const BUILT_IN_ATTRIBUTES = ['externalId', 'email', 'phone', 'timeZone', 'locale', 'createdAt'] as const;
export type BuiltInAttribute = (typeof BUILT_IN_ATTRIBUTES)[number];

const isBuiltIn = (name: string): name is BuiltInAttribute => BUILT_IN_ATTRIBUTES.some((builtIn) => builtIn === name);

/** A named value, or `undefined`; names such as `constructor` find nothing that is not there. */
export const namedValue = (values: Readonly<Record<string, Json>>, name: string): Json | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;

/** An attribute or built-in column by name; `undefined` or `null` where it is missing. `createdAt` is ISO text in UTC with milliseconds. */
export const attributeOf = (profile: Profile, name: string): Json | undefined => {
  if (!isBuiltIn(name)) return namedValue(profile.attributes, name);
  return name === 'createdAt' ? profile.createdAt.toISOString() : profile[name];
};
