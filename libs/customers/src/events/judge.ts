import { eventInputSchema } from '@wayfare/contracts';
import { err, type Json, ok, type Result } from '@wayfare/kernel';
import { isStorable, type Keys, keysOf, normaliseEmail, othersOf } from '../identity/keys.js';
import { normalisePhone } from '../identity/phone.js';
import { isReserved, type NewEvent } from './event.js';

/** Why an event is refused. */
export interface Refusal {
  readonly code: 'invalid' | 'reserved_name' | 'in_future' | 'too_large' | 'unknown_customer';
  readonly message: string;
}

/** An event that may go into the ledger as soon as its customer is found. */
export interface JudgedEvent extends Omit<NewEvent, 'customerId'> {
  readonly customer: Keys;
}

const AHEAD_MS = 86_400_000;
const LARGEST_PROPERTIES_BYTES = 32 * 1024;
const DEEPEST = 20;
const YEAR_ONE = Date.parse('0001-01-01T00:00:00Z');

const refuse = (code: Refusal['code'], message: string): Result<never, Refusal> => err({ code, message });

/** Whether a value can be stored: no text with a zero character or half a character, and not nested so deep that nobody can read it. */
const isStorableJson = (value: unknown, levels = DEEPEST): value is Json => {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  return Object.entries(value).every(([key, child]) => isStorable(key) && isStorableJson(child, levels - 1));
};

/**
 * Judges one event as it came in, by itself.
 * @param now by the product's clock: an event may lie at most a day ahead of it (clocks of senders go wrong), and any time behind it
 * @param callingCode of a phone number without a country code
 */
export const judgeEvent = (input: unknown, now: Date, callingCode: string): Result<JudgedEvent, Refusal> => {
  const parsed = eventInputSchema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse('invalid', `${issue?.path.join('.') || 'event'}: ${issue?.message ?? 'not an event'}`);
  }
  const { id, customer, name, occurredAt, properties = {}, value } = parsed.data;
  if (isReserved(name)) return refuse('reserved_name', `names such as ${name} are written by the product alone`);
  const at = new Date(occurredAt);
  if (!(at.getTime() >= YEAR_ONE)) return refuse('invalid', 'occurredAt: not an instant that can be stored');
  if (at.getTime() > now.getTime() + AHEAD_MS) return refuse('in_future', `occurredAt lies more than a day ahead of ${now.toISOString()}`);
  const email = customer.email === undefined ? null : normaliseEmail(customer.email);
  if (customer.email !== undefined && email === null) return refuse('invalid', 'customer.email: not an e-mail address');
  const phone = customer.phone === undefined ? null : normalisePhone(customer.phone, callingCode);
  if (customer.phone !== undefined && phone === null) return refuse('invalid', 'customer.phone: not a phone number');
  const others = othersOf(customer.identities);
  const texts = [id ?? '', name, customer.externalId ?? '', ...others.map(({ value }) => value)];
  if (!texts.every(isStorable) || !isStorableRecord(properties))
    return refuse('invalid', 'holds text that cannot be stored, or is nested too deep');
  if (Buffer.byteLength(JSON.stringify(properties)) > LARGEST_PROPERTIES_BYTES)
    return refuse('too_large', `properties take more than ${LARGEST_PROPERTIES_BYTES} bytes`);
  const keys = keysOf({ id: customer.id ?? null, externalId: customer.externalId ?? null, email, phone, others });
  return ok({ id, customer: keys, name, occurredAt: at, receivedAt: now, properties, value });
};

const isStorableRecord = (properties: Record<string, unknown>): properties is Record<string, Json> => isStorableJson(properties);
