import { addDuration, type Json } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import type { CouponFacts, Person, TemplateScope } from './person.js';

interface CatalogueRow {
  name: string;
  kind: 'text' | 'number' | 'boolean' | 'date' | 'list';
}

const EXAMPLES: Readonly<Record<CatalogueRow['kind'], (name: string) => Json>> = {
  text: (name) => `[${name}]`,
  number: () => 42,
  boolean: () => true,
  date: () => '2026-01-15',
  list: (name) => [`[${name} 1]`, `[${name} 2]`],
};

/** A made-up customer who has a value for every attribute that any customer has: what a preview shows where nobody was chosen. */
export const samplePerson = async (sql: Sql, locale: string, timeZone: string): Promise<Person> => {
  const rows = await sql.query<CatalogueRow>('SELECT name, kind FROM attribute_catalogue ORDER BY name');
  return {
    id: '0',
    externalId: 'C-1001',
    email: 'customer@example.com',
    phone: '+8613800000000',
    locale,
    timeZone,
    attributes: Object.fromEntries(rows.map(({ name, kind }) => [name, EXAMPLES[kind](name)])),
    tags: ['vip'],
  };
};

const STEPS = /\bcoupons\s*(?:\.\s*([\w-]+)|\[\s*["']([^"']+)["']\s*\])/g;

/** A made-up coupon, good for another thirty days. */
export const sampleCoupon = (now: Date): CouponFacts => ({ code: 'SAMPLE-7KQ4', expires: addDuration(now, 'P30D').toISOString() });

/** One for every place of a template that prints one. */
export const sampleCoupons = (parts: readonly (string | null)[], now: Date): Pick<TemplateScope, 'coupon' | 'coupons'> => {
  const coupon = sampleCoupon(now);
  const steps = parts.flatMap((part) => [...(part ?? '').matchAll(STEPS)].map(([, plain, quoted]) => plain ?? quoted ?? ''));
  return { coupon, coupons: Object.fromEntries(steps.map((step) => [step, coupon])) };
};
