import type { PersonEvent, PersonFacts, Profile } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { storeEnrollments, storeMessages } from './store-history.js';

const CUSTOMER = `
  INSERT INTO customers (id, external_id, email, phone, time_zone, locale, attributes, tags, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`;
const CONSENTS = `
  INSERT INTO consents (customer_id, channel, granted, source, changed_at)
  SELECT $1, key, value::boolean, 'test', $3 FROM jsonb_each_text($2)`;
const IDENTITIES = `
  INSERT INTO identities (kind, value, customer_id, source, seen_at)
  SELECT kind, value, $1, 'test', $4 FROM (VALUES ('email', lower($2::text)), ('phone', $3::text)) i (kind, value) WHERE value IS NOT NULL`;
const LISTS = 'INSERT INTO list_members (list_id, customer_id, added_at) SELECT list_id, $1, $3 FROM unnest($2::bigint[]) list_id';
const SUPPRESSIONS = `
  INSERT INTO suppressions (customer_id, channel, address, reason, source, created_at)
  SELECT $1, s->>'channel', coalesce(CASE s->>'channel' WHEN 'sms' THEN $5 ELSE $3 END, ''), s->>'reason', 'test', $4 FROM jsonb_array_elements($2) s ON CONFLICT DO NOTHING`;
const EVENTS = `
  INSERT INTO events (customer_id, id, name, occurred_at, received_at, properties)
  SELECT $1, e->>'id', e->>'name', (e->>'occurredAt')::timestamptz, $3, e->'properties' FROM jsonb_array_elements($2) e`;

const ORDERS = `
  INSERT INTO orders (customer_id, id, placed_at, amount_minor, currency, channel, store, attributes)
  SELECT $1, o->>'id', (o->>'placedAt')::timestamptz, (o->>'amountMinor')::bigint, o->>'currency', o->>'channel', o->>'store', o->'attributes'
  FROM jsonb_array_elements($2) o`;
const LINES = `
  INSERT INTO order_lines (customer_id, order_id, line_no, product, category, quantity, price_minor, discount_minor)
  SELECT $1, o->>'id', l.no, l.line->>'product', l.line->>'category', (l.line->>'quantity')::int, (l.line->>'priceMinor')::bigint, (l.line->>'discountMinor')::bigint
  FROM jsonb_array_elements($2) o, jsonb_array_elements(o->'lines') WITH ORDINALITY l (line, no)`;

/** Writes a person just as they are described, under their own id, past the doors of the product. */
export const storePerson = async (sql: Sql, person: Profile & Partial<PersonFacts>): Promise<void> => {
  const { id, createdAt: at } = person;
  await sql.query(CUSTOMER, [
    id,
    person.externalId,
    person.email,
    person.phone,
    person.timeZone,
    person.locale,
    JSON.stringify(person.attributes),
    [...person.tags],
    at,
  ]);
  await sql.query(IDENTITIES, [id, person.email, person.phone, at]);
  await sql.query(CONSENTS, [id, JSON.stringify(person.consent), at]);
  await sql.query(LISTS, [id, [...person.lists], at]);
  await sql.query(SUPPRESSIONS, [id, JSON.stringify(person.suppressions), person.email, at, person.phone]);
  await storeEvents(sql, id, person.events ?? [], at);
  for (const statement of [ORDERS, LINES]) await sql.query(statement, [id, JSON.stringify(person.orders ?? [])]);
  await storeMessages(sql, id, person.messages ?? []);
  await storeEnrollments(sql, id, person.enrollments ?? []);
};

/** Writes events of a person as received at one instant, each with an id of its own. */
export const storeEvents = async (sql: Sql, customerId: string, events: readonly PersonEvent[], receivedAt: Date): Promise<void> => {
  const rows = events.map((event, at) => ({ ...event, id: `${receivedAt.getTime()}-${at}` }));
  await sql.query(EVENTS, [customerId, JSON.stringify(rows), receivedAt]);
};
