import type { Catalogue } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import { attributeName } from '../../audiences/condition/names.js';

/** Something that a template may name. */
export interface Expression {
  /** `customer.attributes.city` */
  readonly path: string;
  readonly label: string;
  readonly group: 'customer' | 'attributes' | 'other';
}

const PLAIN = /^[A-Za-z_][\w-]*$/;

/** How Liquid names an attribute; one with a name that is no word of Liquid stands in brackets. */
export const attributePath = (name: string): string =>
  PLAIN.test(name) ? `customer.attributes.${name}` : `customer.attributes["${name.replaceAll('"', '\\"')}"]`;

/** Columns of the customer that templates know; `createdAt` is not among them. */
const COLUMNS = ['externalId', 'email', 'phone', 'locale', 'timeZone'] as const;

export const expressionsOf = (catalogue: Catalogue, t: TFunction): Expression[] => [
  ...catalogue.attributes
    .filter(({ builtIn }) => !builtIn)
    .map(({ name }): Expression => ({ path: attributePath(name), label: name, group: 'attributes' })),
  ...COLUMNS.map((name): Expression => ({ path: `customer.${name}`, label: attributeName(name, t), group: 'customer' })),
  { path: 'journey.name', label: t('content.editor.journeyName'), group: 'other' },
  { path: 'now | date: "%Y-%m-%d"', label: t('content.editor.today'), group: 'other' },
  { path: 'coupon.code', label: t('content.editor.couponCode'), group: 'other' },
  { path: 'coupon.expires | date: "%Y-%m-%d"', label: t('content.editor.couponExpires'), group: 'other' },
  { path: 'unsubscribe_url', label: t('content.editor.unsubscribeUrl'), group: 'other' },
  { path: 'preferences_url', label: t('content.editor.preferencesUrl'), group: 'other' },
  { path: 'confirm_url', label: t('content.editor.confirmUrl'), group: 'other' },
];

/** What is put where the cursor stands. */
export const outputOf = ({ path }: Pick<Expression, 'path'>): string => `{{ ${path} }}`;

const OPEN = /\{\{-?\s*([\w."[\]]*)$/;

/** The beginning of an expression that stands before the cursor, without its braces; `null` outside of one. */
export const begunExpression = (before: string): string | null => OPEN.exec(before)?.[1] ?? null;
