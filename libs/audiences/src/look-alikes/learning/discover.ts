import type { Catalogue, LookAlike } from '@wayfare/contracts';

import { cutsOf, frequentOf } from './bins.js';
import { answerOf, type Feature, type Source, subjectOf, type Traits } from './features.js';

export type LeftOut = LookAlike['leftOut'][number];

/** An attribute as the catalogue knows it. */
export interface KnownAttribute {
  readonly name: string;
  readonly kind: Catalogue['attributes'][number]['kind'];
  readonly isSensitive: boolean;
}

/** Of whom answers are taken, and what of them must not decide. */
export interface Field {
  readonly people: readonly Traits[];
  readonly now: Date;
  readonly attributes: readonly KnownAttribute[];
  /** By the condition of the segment. */
  readonly defines: ReadonlySet<string>;
  readonly asked: ReadonlySet<string>;
}

/** Text with more values than this is shown by its most frequent ones, if these are most of it. */
const MOST_VALUES = 30;
const MOST_FLAGS = 60;
/** What fewer people than this share of all have says nothing that could be relied on. */
const LEAST_SHARE = 0.004;
const LEAST_PEOPLE = 8;
/** With fewer of the values among the most frequent ones it names people rather than groups. */
const LEAST_COVERED = 0.6;

const textOf = ({ people, now }: Field, source: Source): string[] =>
  people.flatMap((traits) => {
    const answer = answerOf(source, traits, now);
    return answer === null ? [] : [String(answer)];
  });

const numbersOf = ({ people, now }: Field, source: Source): number[] =>
  people.flatMap((traits) => {
    const answer = answerOf(source, traits, now);
    return typeof answer === 'number' ? [answer] : [];
  });

const leastOf = ({ people }: Field): number => Math.max(LEAST_PEOPLE, Math.ceil(people.length * LEAST_SHARE));

/** An attribute as a feature, or why it is none. */
const featureOf = (field: Field, { name, kind }: KnownAttribute): readonly Feature[] | LeftOut['why'] => {
  if (kind === 'list') {
    const entries = field.people.flatMap(({ attributes }) => {
      const list = attributes[name];
      return Array.isArray(list) ? [...new Set(list.map(String))] : [];
    });
    const frequent = frequentOf(entries, leastOf(field)).slice(0, MOST_VALUES);
    if (frequent.length === 0) return entries.length === 0 ? 'same_for_all' : 'too_many_values';
    return frequent.map((element) => ({ source: { of: 'element', name, element }, scale: { as: 'has' } }));
  }
  const source: Source = { of: 'attribute', name, kind };
  if (kind === 'number' || kind === 'date') {
    const numbers = numbersOf(field, source);
    const cuts = cutsOf(numbers, kind === 'date');
    return isAlways(numbers.length, field) && cuts.length === 0 ? 'same_for_all' : [{ source, scale: { as: 'numbers', cuts } }];
  }
  const texts = textOf(field, source);
  if (texts.length < leastOf(field)) return 'same_for_all';
  const values = frequentOf(texts, leastOf(field)).slice(0, MOST_VALUES);
  const covered = texts.filter((text) => values.includes(text)).length;
  if (covered < texts.length * LEAST_COVERED) return 'too_many_values';
  if (values.length === 1 && covered === texts.length && isAlways(texts.length, field)) return 'same_for_all';
  return [{ source, scale: { as: 'values', values } }];
};

/** Whether everybody, or nobody, has it. */
const isAlways = (number: number, field: Field): boolean => number < leastOf(field) || number > field.people.length - leastOf(field);

const eventsOf = (field: Field): Feature[] => {
  const names = frequentOf(
    field.people.flatMap(({ events }) => Object.keys(events)),
    leastOf(field),
  );
  return names.slice(0, MOST_FLAGS).flatMap((name): Feature[] => {
    const [times, last]: Source[] = [
      { of: 'times', name },
      { of: 'last', name },
    ];
    return [times, last].flatMap((source) =>
      source ? [{ source, scale: { as: 'numbers', cuts: cutsOf(numbersOf(field, source), source.of === 'last') } }] : [],
    );
  });
};

/** Everything that is known of people and may tell some from others, put into bins; and what was left out, with the reason. */
export const discover = (field: Field): { readonly features: readonly Feature[]; readonly leftOut: readonly LeftOut[] } => {
  const leftOut = new Map<string, LeftOut['why']>();
  const features: Feature[] = [];
  for (const attribute of field.attributes) {
    const found = attribute.isSensitive ? 'sensitive' : featureOf(field, attribute);
    if (typeof found === 'string') leftOut.set(`attribute:${attribute.name}`, found);
    else features.push(...found);
  }
  const tags = frequentOf(
    field.people.flatMap(({ tags: own }) => own),
    leastOf(field),
  );
  features.push(...tags.slice(0, MOST_FLAGS).map((name): Feature => ({ source: { of: 'tag', name }, scale: { as: 'has' } })));
  features.push(...eventsOf(field));
  const kept = features.filter(({ source }) => {
    const subject = subjectOf(source);
    const why = field.asked.has(subject) ? 'asked' : field.defines.has(subject) ? 'defines' : null;
    if (why) leftOut.set(subject, why);
    return why === null;
  });
  return { features: kept, leftOut: [...leftOut].map(([subject, why]) => ({ subject, why })) };
};
