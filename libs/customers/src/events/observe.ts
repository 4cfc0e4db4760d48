import type { Json } from '@wayfare/kernel';
import { kindOf, type ValueKind } from './kinds.js';

const LONGEST_SAMPLE = 80;
const SAMPLES = 5;
/** Properties of one event that are looked at. */
const PROPERTIES = 100;

export interface ObservedKind {
  seen: number;
  readonly samples: Set<string>;
}

/** What events of one name held: how many were looked at, and by property and kind how often it was there and what it said. */
export interface Observed {
  lookedAt: number;
  readonly properties: Map<string, Map<ValueKind, ObservedKind>>;
}

/** Whether a text might say who somebody is: an address, a number to call, something long that was typed. Such a one is no sample. */
const isPersonal = (text: string): boolean => text.includes('@') || (text.match(/\d/g)?.length ?? 0) >= 7 || text.length > LONGEST_SAMPLE;

/** A value as a sample that anybody in the house may see; null where it is none. */
export const sampleOf = (value: Json): string | null => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' && !isPersonal(value) ? value : null;
};

/** Looks at one event. */
export const observe = (observed: Observed, properties: Readonly<Record<string, Json>>): void => {
  observed.lookedAt += 1;
  for (const [name, value] of Object.entries(properties).slice(0, PROPERTIES)) {
    const kind = kindOf(value);
    if (kind === null) continue;
    const kinds = observed.properties.get(name) ?? new Map<ValueKind, ObservedKind>();
    observed.properties.set(name, kinds);
    const known = kinds.get(kind) ?? { seen: 0, samples: new Set<string>() };
    kinds.set(kind, known);
    known.seen += 1;
    const sample = known.samples.size < SAMPLES ? sampleOf(value) : null;
    if (sample !== null) known.samples.add(sample);
  }
};
