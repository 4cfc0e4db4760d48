import { DATE_FORMATS, type DateFormat, type ImportKind, onlyUpdatesOrders, ROW_COLUMN, type RowMatching } from '@wayfare/contracts';
import { VALUE_KINDS, type ValueKind } from '../../audiences/condition/operators.js';

/** Column → target, as the api takes it: `email`, `attributes.age:number`; an empty target is left out. */
export type Mapping = Readonly<Record<string, string>>;

/** What a value is, and how its dates are written where not year first. */
export type ColumnKind = ValueKind | `date-${DateFormat}`;

export const DATE_KINDS: readonly ColumnKind[] = ['date', ...DATE_FORMATS.map((format) => `date-${format}` as const)];
export const COLUMN_KINDS: readonly ColumnKind[] = [...VALUE_KINDS.filter((kind) => kind !== 'date'), ...DATE_KINDS];

/** Fixed fields that hold a date: they too may be written in a format of their own. */
export const DATE_FIELDS: ReadonlySet<string> = new Set(['occurredAt', 'placedAt', 'at']);

/** A target as a form shows it: a fixed field, or a name of one's own with a kind. */
export interface ColumnTarget {
  /** A fixed field, `attributes`, `properties` or `identities`; empty where the column is left out. */
  readonly field: string;
  readonly name: string;
  readonly kind: ColumnKind;
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
  products: { who: [], what: ['productId', 'name', 'category', 'price', 'cost', 'currency'], consent: [] },
  consents: { who: WHO, what: ['channel', 'granted', 'at', 'form', 'version', 'text', 'note'], consent: [] },
  list: { who: WHO, what: [], consent: [] },
};

/** The family that takes every other column under a name of its own, where a file of this kind has one. */
export const FAMILY: Readonly<Record<ImportKind, 'attributes' | 'properties' | null>> = {
  customers: 'attributes',
  events: 'properties',
  orders: 'attributes',
  products: 'attributes',
  consents: null,
  list: null,
};

const NEEDED: Readonly<Record<ImportKind, readonly string[]>> = {
  customers: [],
  events: ['name', 'occurredAt'],
  orders: ['orderId', 'placedAt'],
  products: ['productId'],
  consents: ['channel', 'granted'],
  list: [],
};

const FREE = /^(attributes|properties|identities)\.(.*)$/s;

/** A fixed field; `placedAt:date-dmy` says how its dates are written. */
const readField = (target: string): ColumnTarget => {
  const [field = '', kind] = target.split(':');
  const dates = DATE_FIELDS.has(field) ? (DATE_KINDS.find((one) => one === kind) ?? 'date') : null;
  return dates === null ? { field: target, name: '', kind: 'text' } : { field, name: '', kind: dates };
};

/** Reads a target: `attributes.age:number` is the attribute `age`, a number; without a kind it is text. */
export const readTarget = (target: string): ColumnTarget => {
  const [, family, rest = ''] = FREE.exec(target) ?? [];
  if (family === undefined) return readField(target);
  if (family === 'identities') return { field: family, name: rest, kind: 'text' };
  const at = rest.lastIndexOf(':');
  const kind = COLUMN_KINDS.find((one) => at > 0 && one === rest.slice(at + 1));
  return kind ? { field: family, name: rest.slice(0, at), kind } : { field: family, name: rest, kind: 'text' };
};

export const writeTarget = ({ field, name, kind }: ColumnTarget): string => {
  if (DATE_FIELDS.has(field)) return kind.startsWith('date-') ? `${field}:${kind}` : field;
  if (field === 'identities') return `${field}.${name}`;
  if (field !== 'attributes' && field !== 'properties') return field;
  return kind === 'text' ? `${field}.${name}` : `${field}.${name}:${kind}`;
};

export type MappingProblem =
  | { readonly code: 'noKey' }
  | { readonly code: 'missing'; readonly target: string }
  | { readonly code: 'twice'; readonly target: string }
  | { readonly code: 'unnamed'; readonly column: string }
  /** The dates of a column may begin with the day or the month. */
  | { readonly code: 'whichDate'; readonly column: string };

/** What has to be mended before a file can be imported with a mapping. */
export const mappingProblems = (
  kind: ImportKind,
  mapping: Mapping,
  {
    event = '',
    ambiguous = [],
    matching = {},
  }: { readonly event?: string; readonly ambiguous?: readonly string[]; readonly matching?: RowMatching } = {},
): MappingProblem[] => {
  const isUpdate = onlyUpdatesOrders(kind, matching);
  const { updateBy } = matching;
  const needed = [...(isUpdate ? ['orderId'] : NEEDED[kind]), ...(updateBy === undefined ? [] : [updateBy])];
  const targets = Object.entries(mapping).flatMap(([column, target]) => (target === '' ? [] : [{ column, ...readTarget(target) }]));
  const placeOf = ({ field, name }: ColumnTarget): string => (name === '' ? field : `${field}.${name}`);
  const places = targets.map(placeOf);
  const twice = [...new Set(places.filter((place, at) => places.indexOf(place) !== at))];
  const isFree = (field: string): boolean => field === 'attributes' || field === 'properties';
  return [
    ...(kind === 'products' || isUpdate || targets.some(({ field }) => field === 'identities' || WHO.some((who) => who === field))
      ? []
      : [{ code: 'noKey' } as const]),
    ...[...new Set(needed)]
      .filter((field) => !places.includes(field) && !(field === 'name' && event !== ''))
      .map((target) => ({ code: 'missing', target }) as const),
    ...twice.map((target) => ({ code: 'twice', target }) as const),
    ...targets.filter(({ field, name }) => isFree(field) && name.trim() === '').map(({ column }) => ({ code: 'unnamed', column }) as const),
    ...targets
      .filter(({ column, kind: written }) => written === 'date' && ambiguous.includes(column))
      .map(({ column }) => ({ code: 'whichDate', column }) as const),
  ];
};

/** A file that names nobody: each of its rows becomes somebody by its number. */
export const withRowsAsPeople = (mapping: Mapping): Mapping => ({ ...mapping, [ROW_COLUMN]: 'externalId' });
