import type { ImportKind } from '@wayfare/contracts';
import { VALUE_KINDS, type ValueKind } from '../../audiences/condition/operators.js';

/** Column → target, as the api takes it: `email`, `attributes.age:number`; an empty target is left out. */
export type Mapping = Readonly<Record<string, string>>;

/** A target as a form shows it: a fixed field, or a name of one's own with a kind. */
export interface ColumnTarget {
  /** A fixed field, `attributes` or `properties`; empty where the column is left out. */
  readonly field: string;
  readonly name: string;
  readonly kind: ValueKind;
}

const WHO = ['externalId', 'email', 'phone'] as const;

/** The fixed fields that each kind of file knows, in the groups in which they are offered. */
export const TARGETS: Readonly<
  Record<ImportKind, { readonly who: readonly string[]; readonly what: readonly string[]; readonly consent: readonly string[] }>
> = {
  customers: { who: WHO, what: ['timeZone', 'locale', 'tags'], consent: ['consent.email', 'consent.sms', 'consent.push'] },
  events: { who: WHO, what: ['name', 'occurredAt', 'id', 'value', 'currency'], consent: [] },
  orders: {
    who: WHO,
    what: [
      'orderId',
      'placedAt',
      'amount',
      'currency',
      'channel',
      'store',
      'line.product',
      'line.category',
      'line.quantity',
      'line.price',
      'line.discount',
    ],
    consent: [],
  },
};

/** The family that takes every other column under a name of its own. */
export const FAMILY: Readonly<Record<ImportKind, 'attributes' | 'properties'>> = {
  customers: 'attributes',
  events: 'properties',
  orders: 'attributes',
};

const NEEDED: Readonly<Record<ImportKind, readonly string[]>> = {
  customers: [],
  events: ['name', 'occurredAt'],
  orders: ['orderId', 'placedAt'],
};

const FREE = /^(attributes|properties)\.(.*)$/s;

/** Reads a target: `attributes.age:number` is the attribute `age`, a number; without a kind it is text. */
export const readTarget = (target: string): ColumnTarget => {
  const [, family, rest = ''] = FREE.exec(target) ?? [];
  if (family === undefined) return { field: target, name: '', kind: 'text' };
  const at = rest.lastIndexOf(':');
  const kind = VALUE_KINDS.find((one) => at > 0 && one === rest.slice(at + 1));
  return kind ? { field: family, name: rest.slice(0, at), kind } : { field: family, name: rest, kind: 'text' };
};

export const writeTarget = ({ field, name, kind }: ColumnTarget): string => {
  if (field !== 'attributes' && field !== 'properties') return field;
  return kind === 'text' ? `${field}.${name}` : `${field}.${name}:${kind}`;
};

export type MappingProblem =
  | { readonly code: 'noKey' }
  | { readonly code: 'missing'; readonly target: string }
  | { readonly code: 'twice'; readonly target: string }
  | { readonly code: 'unnamed'; readonly column: string };

/** What has to be mended before a file can be imported with a mapping. */
export const mappingProblems = (kind: ImportKind, mapping: Mapping): MappingProblem[] => {
  const targets = Object.entries(mapping).flatMap(([column, target]) => (target === '' ? [] : [{ column, ...readTarget(target) }]));
  const placeOf = ({ field, name }: ColumnTarget): string => (name === '' ? field : `${field}.${name}`);
  const places = targets.map(placeOf);
  const twice = [...new Set(places.filter((place, at) => places.indexOf(place) !== at))];
  const isFree = (field: string): boolean => field === 'attributes' || field === 'properties';
  return [
    ...(WHO.some((field) => places.includes(field)) ? [] : [{ code: 'noKey' } as const]),
    ...NEEDED[kind].filter((field) => !places.includes(field)).map((target) => ({ code: 'missing', target }) as const),
    ...twice.map((target) => ({ code: 'twice', target }) as const),
    ...targets.filter(({ field, name }) => isFree(field) && name.trim() === '').map(({ column }) => ({ code: 'unnamed', column }) as const),
  ];
};
