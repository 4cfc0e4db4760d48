import { type ImportKind, type RowMatching, UPDATE_KEYS } from '@wayfare/contracts';
import type { FieldError } from '@wayfare/kernel';

/** Kinds of file whose rows become something that can be there already, with fields that can be empty. */
const CLEARABLE: readonly ImportKind[] = ['customers', 'orders', 'products'];
/** Kinds of file in which whoever or whatever nobody knows may be refused. */
const REFUSING: readonly ImportKind[] = ['customers', 'orders', 'products', 'list'];

const isKeyOf = (kind: ImportKind, key: string): boolean =>
  UPDATE_KEYS[kind].includes(key) || (kind === 'customers' && key.startsWith('identities.'));

/** What is wrong with what somebody says of matching, given where the columns go. */
export const judgeMatching = (kind: ImportKind, targets: readonly string[], { updateBy, unknown, empty }: RowMatching): FieldError[] => {
  const error = (path: string, code: string, message: string): FieldError => ({ path: `options.${path}`, code, message });
  const known = [...UPDATE_KEYS[kind], ...(kind === 'customers' ? ['identities.<kind>'] : [])];
  const which = known.length === 0 ? `rows of ${kind} are matched in one way only` : `known are ${known.join(', ')}`;
  return [
    ...(updateBy === undefined || isKeyOf(kind, updateBy) ? [] : [error('updateBy', 'unknown_key', `no key ${updateBy}; ${which}`)]),
    ...(updateBy !== undefined && isKeyOf(kind, updateBy) && !targets.includes(updateBy)
      ? [error('updateBy', 'missing_target', `no column goes to ${updateBy}, by which rows are to be matched`)]
      : []),
    ...(unknown === 'reject' && !REFUSING.includes(kind)
      ? [error('unknown', 'not_here', `rows of ${kind} are never refused for this`)]
      : []),
    ...(empty === 'clear' && !CLEARABLE.includes(kind) ? [error('empty', 'not_here', `an empty cell of ${kind} says nothing`)] : []),
  ];
};
