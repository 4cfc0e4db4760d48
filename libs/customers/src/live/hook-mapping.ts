import type { EventInput, HookMapping } from '@wayfare/contracts';
import { err, ok, type Result } from '@wayfare/kernel';

/** The value at a JSON pointer (RFC 6901); undefined where there is none. */
export const valueAt = (body: unknown, pointer: string): unknown => {
  if (pointer === '') return body;
  const steps = pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    return (value as Record<string, unknown>)[step];
  }, body);
};

/** A text or a number as text; undefined for anything else. */
const textAt = (body: unknown, pointer: string | undefined): string | undefined => {
  if (pointer === undefined) return undefined;
  const value = pointer.startsWith('=') ? pointer.slice(1) : valueAt(body, pointer);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Above this a number of an instant counts milliseconds, below it seconds. */
const SECONDS_END = 100_000_000_000;

const instantAt = (body: unknown, pointer: string | undefined): string | undefined => {
  if (pointer === undefined) return undefined;
  const value = valueAt(body, pointer);
  if (value === undefined || value === null) return undefined;
  const isCount = typeof value === 'number' || (typeof value === 'string' && /^\d{9,14}$/.test(value));
  const count = Number(value);
  const at = isCount ? new Date(Math.abs(count) < SECONDS_END ? count * 1000 : count) : new Date(String(value));
  return Number.isNaN(at.getTime()) ? String(value) : at.toISOString();
};

/** How many minor units a currency's unit has, as a power of ten: 2 for CNY, 0 for JPY. */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

const moneyAt = (body: unknown, { amount, currency }: HookMapping): Result<EventInput['value'], string> => {
  const text = textAt(body, amount);
  if (text === undefined) return ok(undefined);
  const unit = textAt(body, currency)?.toUpperCase();
  if (unit === undefined || !/^[A-Z]{3}$/.test(unit)) return err('currency: none, though there is an amount');
  const minor = Math.round(Number(text) * 10 ** digitsOf(unit));
  return Number.isSafeInteger(minor) ? ok({ amount: minor, currency: unit }) : err('amount: not a number');
};

/** An event as a mapping makes it of a foreign body; it has still to be judged as any other. */
export type MappedEvent = Omit<EventInput, 'id' | 'customer'> & {
  readonly id: string;
  readonly customer: Readonly<Record<string, string>>;
};

/**
 * Makes an event of what another system has sent.
 * @param otherwise the id and the instant where the body has none
 */
export const eventFrom = (
  mapping: HookMapping,
  body: unknown,
  otherwise: { readonly id: string; readonly at: Date },
): Result<MappedEvent, string> => {
  const name = textAt(body, mapping.name);
  if (name === undefined) return err(`name: there is no text at ${mapping.name}`);
  const keys = (['externalId', 'email', 'phone'] as const).flatMap((key) => {
    const value = textAt(body, mapping[key]);
    return value === undefined ? [] : [[key, value] as const];
  });
  if (keys.length === 0) return err('customer: neither externalId, email nor phone is there');
  const value = moneyAt(body, mapping);
  if (!value.ok) return value;
  const properties = Object.entries(mapping.properties).flatMap(([property, pointer]) => {
    const found = valueAt(body, pointer);
    return found === undefined ? [] : [[property, found] as const];
  });
  return ok({
    id: textAt(body, mapping.id) ?? otherwise.id,
    customer: Object.fromEntries(keys),
    name,
    occurredAt: instantAt(body, mapping.occurredAt) ?? otherwise.at.toISOString(),
    properties: Object.fromEntries(properties),
    ...(value.value === undefined ? {} : { value: value.value }),
  });
};
