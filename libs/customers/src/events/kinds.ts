import type { Catalogue } from '@wayfare/contracts';
import { type Json, readInstant } from '@wayfare/kernel';

export type ValueKind = Catalogue['attributes'][number]['kind'];

/** What kind of value an attribute or a property holds, as the builders offer comparisons for it; `null` where it holds nothing. */
export const kindOf = (value: Json): ValueKind | null => {
  if (value === null) return null;
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return readInstant(value) ? 'date' : 'text';
  return 'text';
};

/** Notes the kinds of all properties that hold something. */
export const notePropertyKinds = (kinds: Record<string, string>, properties: Readonly<Record<string, Json>>): void => {
  for (const name in properties) {
    const value = properties[name];
    const kind = value === undefined ? null : kindOf(value);
    if (kind) kinds[name] = kind;
  }
};
