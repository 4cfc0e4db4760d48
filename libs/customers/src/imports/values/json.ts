import type { DateFormat } from '@wayfare/contracts';
import type { ValueKind } from '../../events/kinds.js';
import type { CellKind } from '../mapping/targets.js';
import { readDate } from './dates.js';
import { readBoolean, readList, readNumber } from './read.js';

const LONGEST_TEXT = 10_000;
const LONGEST_ENTRY = 1000;
const MOST_ENTRIES = 500;

/** A cell as the JSON text of an attribute's or a property's value; `null` where its kind can't be read from it. */
export const cellToJson = (kind: CellKind, cell: string, format: DateFormat | null = null): string | null => {
  switch (kind) {
    case 'number': {
      const number = readNumber(cell);
      return number === null ? null : JSON.stringify(number);
    }
    case 'boolean': {
      const boolean = readBoolean(cell);
      return boolean === null ? null : boolean ? 'true' : 'false';
    }
    case 'date': {
      const date = readDate(cell, format);
      return date === null ? null : `"${date}"`;
    }
    case 'list': {
      const list = readList(cell);
      return list.length > MOST_ENTRIES || list.some((entry) => entry.length > LONGEST_ENTRY) ? null : JSON.stringify(list);
    }
    default:
      return cell.length > LONGEST_TEXT ? null : JSON.stringify(cell);
  }
};

/** What the catalogue calls a kind of cell. */
export const valueKindOf = (kind: CellKind): ValueKind =>
  kind === 'number' || kind === 'boolean' || kind === 'date' || kind === 'list' ? kind : 'text';
