import { DATE_FORMATS, type DateFormat, IDENTITY_KIND, type ImportKind, OWN_FIELDS } from '@wayfare/contracts';
import { err, ok, type Result } from '@wayfare/kernel';
import { isStorable } from '../../identity/keys.js';

/** How a cell is read. `instant` is a date and time; `money` an amount in major units (`12.50`), `minor` one in minor units. */
export type CellKind =
  | 'text'
  | 'number'
  | 'boolean'
  | 'date'
  | 'list'
  | 'instant'
  | 'money'
  | 'minor'
  | 'count'
  | 'email'
  | 'phone'
  | 'timeZone'
  | 'locale'
  | 'key';

/** Where a column goes. `name` is that of an attribute, a property or a channel; empty elsewhere. */
export interface Target {
  readonly field: string;
  readonly name: string;
  readonly kind: CellKind;
  /** How dates are written; `null` where year first, or where it is no date. */
  readonly format: DateFormat | null;
}

const VALUE_KINDS = ['text', 'number', 'boolean', 'date', 'list'] as const;
const LONGEST_NAME = 200;

const PEOPLE: Readonly<Record<string, CellKind>> = { externalId: 'key', email: 'email', phone: 'phone' };

/** Fields that stand alone, by kind of import. */
export const FIELDS: Readonly<Record<ImportKind, Readonly<Record<string, CellKind>>>> = {
  customers: { ...PEOPLE, timeZone: 'timeZone', locale: 'locale', tags: 'list' },
  events: { ...PEOPLE, id: 'key', name: 'text', occurredAt: 'instant', value: 'money', currency: 'text' },
  orders: {
    ...PEOPLE,
    orderId: 'key',
    placedAt: 'instant',
    amount: 'money',
    currency: 'text',
    channel: 'text',
    store: 'text',
    'line.product': 'text',
    'line.category': 'text',
    'line.quantity': 'count',
    'line.price': 'money',
    'line.discount': 'money',
  },
  products: { productId: 'key', name: 'text', category: 'text', price: 'money', cost: 'money', currency: 'text' },
  consents: { ...PEOPLE, channel: 'key', granted: 'boolean', at: 'instant', form: 'text', version: 'text', text: 'text', note: 'text' },
  list: { ...PEOPLE },
};

/** Families of fields, whose members have names of their own. */
const FAMILIES: Readonly<Record<ImportKind, readonly string[]>> = {
  customers: ['attributes', 'consent', 'identities'],
  events: ['properties', 'identities'],
  orders: ['attributes', 'identities'],
  products: ['attributes'],
  consents: ['identities'],
  list: ['identities'],
};

const isValueKind = (text: string): text is (typeof VALUE_KINDS)[number] => VALUE_KINDS.some((kind) => kind === text);

/** `date-dmy` names a date and how it is written. */
const formatOf = (kind: string): DateFormat | null => DATE_FORMATS.find((format) => kind === `date-${format}`) ?? null;

/** `x:number` split into name and kind; a colon before anything else belongs to the name. */
const splitKind = (text: string): Omit<Target, 'field'> => {
  const at = text.lastIndexOf(':');
  const kind = text.slice(at + 1);
  const format = formatOf(kind);
  if (at > 0 && format) return { name: text.slice(0, at), kind: 'date', format };
  return at > 0 && isValueKind(kind) ? { name: text.slice(0, at), kind, format: null } : { name: text, kind: 'text', format: null };
};

const memberOf = (family: string, rest: string): Result<Target, string> => {
  if (family === 'identities') {
    if (!IDENTITY_KIND.test(rest) || OWN_FIELDS.some((field) => field === rest))
      return err('identities.… needs a kind of identity that has no field of its own: a letter, then letters, digits and _');
    return ok({ field: family, name: rest, kind: 'key', format: null });
  }
  const { name, kind, format } = splitKind(rest);
  if (name === '' || name.length > LONGEST_NAME || !isStorable(name))
    return err(`${family}.… needs a name of at most ${LONGEST_NAME} characters`);
  return ok({ field: family, name, kind: family === 'consent' ? 'boolean' : kind, format });
};

/** `amount:minor`, `placedAt:date-dmy`. */
const qualifiedField = (fields: Readonly<Record<string, CellKind>>, text: string): Target | null => {
  const [field = '', qualifier = ''] = text.split(':');
  const kind = Object.hasOwn(fields, field) ? fields[field] : undefined;
  const format = formatOf(qualifier);
  if (kind === 'money' && qualifier === 'minor') return { field, name: '', kind: 'minor', format: null };
  return kind === 'instant' && format ? { field, name: '', kind, format } : null;
};

/** Reads a target such as `email`, `attributes.age:number`, `properties.sku`, `amount:minor`, `placedAt:date-dmy`. */
export const parseTarget = (importKind: ImportKind, text: string): Result<Target, string> => {
  const fields = FIELDS[importKind];
  const alone = Object.hasOwn(fields, text) ? fields[text] : undefined;
  if (alone) return ok({ field: text, name: '', kind: alone, format: null });
  const qualified = qualifiedField(fields, text);
  if (qualified) return ok(qualified);
  const dot = text.indexOf('.');
  const family = text.slice(0, dot);
  if (dot > 0 && FAMILIES[importKind].includes(family)) return memberOf(family, text.slice(dot + 1));
  const known = [
    ...Object.keys(fields),
    ...FAMILIES[importKind].map((name) => (name === 'identities' ? 'identities.<kind>' : `${name}.<name>[:${VALUE_KINDS.join('|')}]`)),
  ];
  return err(`unknown target ${text}; known are ${known.join(', ')}`);
};
