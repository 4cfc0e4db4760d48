import type { Json } from '@wayfare/kernel';

/** A customer as templates see them: `{{ customer.attributes.city }}`. */
export interface Person {
  readonly id: string;
  readonly externalId: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly locale: string | null;
  readonly timeZone: string | null;
  readonly attributes: Readonly<Record<string, Json>>;
  readonly tags: readonly string[];
}

/** The columns of `customers c` that make a `Person`. */
export const PERSON_COLUMNS = `c.id, c.external_id AS "externalId", c.email, c.phone, c.locale, c.time_zone AS "timeZone", c.attributes, c.tags`;

/** A coupon as templates see it; `expires` is null where it is good for ever. */
export interface CouponFacts {
  readonly code: string;
  /** ISO 8601. */
  readonly expires: string | null;
}

/** Everything that a template may name. */
export interface TemplateScope {
  readonly customer: Person;
  readonly journey: { readonly name: string };
  /** ISO 8601. */
  readonly now: string;
  readonly unsubscribe_url: string;
  /** Where the customer says themselves what they agree to. */
  readonly preferences_url: string;
  /** Where the customer confirms what they were signed up for. */
  readonly confirm_url: string;
  /** The last one that was handed out in this stay before the message; null where there was none. */
  readonly coupon: CouponFacts | null;
  /** By the step that handed it out. */
  readonly coupons: Readonly<Record<string, CouponFacts>>;
}
