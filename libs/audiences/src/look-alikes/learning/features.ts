import type { Json } from '@wayfare/kernel';
import { z } from 'zod';

/** What is known of somebody and may make them like others. Built-in facts stand among the attributes. */
export interface Traits {
  readonly attributes: Readonly<Record<string, Json>>;
  readonly tags: readonly string[];
  /** How often they did something, and when last. */
  readonly events: Readonly<Record<string, { readonly times: number; readonly last: Date }>>;
}

/** Where an answer comes from. */
const sourceSchema = z.discriminatedUnion('of', [
  z.object({ of: z.literal('attribute'), name: z.string(), kind: z.enum(['text', 'number', 'boolean', 'date']) }),
  z.object({ of: z.literal('element'), name: z.string(), element: z.string() }),
  z.object({ of: z.literal('tag'), name: z.string() }),
  z.object({ of: z.enum(['times', 'last']), name: z.string() }),
]);
export type Source = z.infer<typeof sourceSchema>;

/**
 * How answers are put into bins. `values`: none, one for each value, one for all others. `numbers`: none, below the first cut, from each cut on. `has`: no, yes.
 */
const scaleSchema = z.discriminatedUnion('as', [
  z.object({ as: z.literal('values'), values: z.array(z.string()) }),
  z.object({ as: z.literal('numbers'), cuts: z.array(z.number()) }),
  z.object({ as: z.literal('has') }),
]);
export type Scale = z.infer<typeof scaleSchema>;

export const featureSchema = z.object({ source: sourceSchema, scale: scaleSchema });
export type Feature = z.infer<typeof featureSchema>;

const DAY_MS = 86_400_000;

/** The key by which people put a subject back or leave it out. */
export const subjectOf = ({ of, name }: Source): string => {
  if (of === 'tag') return `tag:${name}`;
  return of === 'times' || of === 'last' ? `event:${name}` : `attribute:${name}`;
};

const daysAgo = (at: Date, now: Date): number => (now.getTime() - at.getTime()) / DAY_MS;

const attributeAnswer = (value: Json | undefined, kind: 'text' | 'number' | 'boolean' | 'date', now: Date): string | number | null => {
  if (value === undefined || value === null) return null;
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : null;
  if (kind !== 'date') return typeof value === 'object' ? null : String(value);
  const at = typeof value === 'string' ? new Date(value) : null;
  return at === null || Number.isNaN(at.getTime()) ? null : daysAgo(at, now);
};

/** What somebody answers; null: nothing. */
export const answerOf = (source: Source, { attributes, tags, events }: Traits, now: Date): string | number | boolean | null => {
  switch (source.of) {
    case 'attribute':
      return attributeAnswer(attributes[source.name], source.kind, now);
    case 'element': {
      const list = attributes[source.name];
      return Array.isArray(list) && list.some((entry) => String(entry) === source.element);
    }
    case 'tag':
      return tags.includes(source.name);
    case 'times':
      return events[source.name]?.times ?? null;
    case 'last': {
      const seen = events[source.name];
      return seen ? daysAgo(seen.last, now) : null;
    }
  }
};

export const binsOf = (scale: Scale): number => {
  if (scale.as === 'has') return 2;
  return scale.as === 'values' ? scale.values.length + 2 : scale.cuts.length + 2;
};

/** How many cuts are at or below a number. */
const cutsUpTo = (cuts: readonly number[], value: number): number => {
  const above = cuts.findIndex((cut) => cut > value);
  return above === -1 ? cuts.length : above;
};

/** The bin that somebody is in. */
export const binOf = ({ source, scale }: Feature, traits: Traits, now: Date): number => {
  const answer = answerOf(source, traits, now);
  if (scale.as === 'has') return answer === true ? 1 : 0;
  if (answer === null) return 0;
  if (scale.as === 'numbers') return typeof answer === 'number' ? 1 + cutsUpTo(scale.cuts, answer) : 0;
  const at = scale.values.indexOf(String(answer));
  return at === -1 ? scale.values.length + 1 : at + 1;
};
