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

/** Everything that a template may name. */
export interface TemplateScope {
  readonly customer: Person;
  readonly journey: { readonly name: string };
  /** ISO 8601. */
  readonly now: string;
  readonly unsubscribe_url: string;
}
