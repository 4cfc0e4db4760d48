import { isTimeZone } from '@wayfare/kernel';
import { emailKey, normaliseEmail } from '../../identity/keys.js';
import { normalisePhone } from '../../identity/phone.js';
import { type RejectReason, UNREADABLE } from '../reasons.js';
import type { RowScene } from '../rows/event-row.js';
import { readInstantText } from '../rows/fields.js';
import { cellToJson } from '../values/json.js';
import { minorDigits, readBoolean, readList, readMoney, readWhole } from '../values/read.js';
import type { Target } from './targets.js';

/** What becomes of a cell: a value as a person reads it, or why its row would be rejected. */
export type Shown = { readonly value: string } | { readonly reason: RejectReason };

const LONGEST_KEY = 200;
const LOCALE = /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/;

const money = (minor: number | null, { currency }: RowScene): string | null =>
  minor === null ? null : `${(minor / 10 ** minorDigits(currency)).toFixed(minorDigits(currency))} ${currency}`;

const jsonText = (json: string | null): string | null => {
  if (json === null) return null;
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.join(' · ') : String(value);
};

const textOf = ({ kind, format }: Target, cell: string, scene: RowScene): string | null => {
  switch (kind) {
    case 'email': {
      const address = normaliseEmail(cell);
      return address === null ? null : emailKey(address);
    }
    case 'phone':
      return normalisePhone(cell, scene.callingCode);
    case 'timeZone':
      return isTimeZone(cell) ? cell : null;
    case 'locale':
      return LOCALE.test(cell) ? cell : null;
    case 'key':
      return cell.length <= LONGEST_KEY ? cell : null;
    case 'count':
      return readWhole(cell)?.toString() ?? null;
    case 'money':
      return money(readMoney(cell, scene.currency), scene);
    case 'minor':
      return money(readWhole(cell), scene);
    case 'instant':
      return readInstantText(cell, scene.timeZone, format)?.toISOString() ?? null;
    case 'list':
      return readList(cell).join(' · ');
    case 'boolean':
      return readBoolean(cell)?.toString() ?? null;
    default:
      return jsonText(cellToJson(kind, cell, format));
  }
};

/** What a sample becomes under a target. */
export const showValue = (target: Target, cell: string, scene: RowScene): Shown => {
  const text = textOf(target, cell.trim(), scene);
  return text === null ? { reason: UNREADABLE[target.kind] } : { value: text };
};
