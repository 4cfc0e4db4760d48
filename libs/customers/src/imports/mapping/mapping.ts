import { type ImportKind, type ImportOptions, onlyUpdatesOrders, ROW_COLUMN } from '@wayfare/contracts';
import { type FieldError, invalid } from '@wayfare/kernel';
import { ImportProblem } from '../problem.js';
import { judgeMatching } from './keys.js';
import { parseTarget, type Target } from './targets.js';

/** A column of the file that is read: where it stands (-1: it is the row itself), what it is called, where it goes. */
export interface MappedColumn extends Target {
  readonly position: number;
  readonly column: string;
}

const IDENTITIES = ['externalId', 'email', 'phone'];
const NEEDED: Readonly<Record<ImportKind, readonly string[]>> = {
  customers: [],
  events: ['name', 'occurredAt'],
  orders: ['orderId', 'placedAt'],
  products: ['productId'],
  consents: ['channel', 'granted'],
  list: [],
};

const judgeColumn = (kind: ImportKind, columns: readonly string[], column: string, text: string): FieldError[] => {
  const path = `mapping.${column}`;
  if (!columns.includes(column) && column !== ROW_COLUMN)
    return [{ path, code: 'unknown_column', message: `the file has no column ${column}; it has ${columns.join(', ')}` }];
  const target = parseTarget(kind, text);
  return target.ok ? [] : [{ path, code: 'unknown_target', message: target.error }];
};

/** What a mapping is judged by beside the columns. */
type Said = Pick<ImportOptions, 'event' | 'updateBy' | 'unknown' | 'empty'>;

const judgeTargets = (kind: ImportKind, entries: readonly (readonly [string, string])[], said: Said): FieldError[] => {
  const { event } = said;
  const isUpdate = onlyUpdatesOrders(kind, said);
  const targets = entries.map(([, text]) => text.split(':')[0] ?? text);
  const twice = entries.flatMap(([column, text], at) =>
    targets.indexOf(targets[at] ?? '') < at
      ? [{ path: `mapping.${column}`, code: 'duplicate_target', message: `another column goes to ${text} already` }]
      : [],
  );
  const missing = (isUpdate ? ['orderId'] : NEEDED[kind])
    .filter((field) => !targets.includes(field) && !(field === 'name' && event !== undefined))
    .map((field) => ({ path: 'mapping', code: 'missing_target', message: `no column goes to ${field}, which ${kind} need` }));
  const hasLines = targets.some((target) => target.startsWith('line.'));
  const wanting = kind !== 'orders' ? [] : hasLines ? ['line.product'] : isUpdate ? [] : ['amount'];
  const incomplete = wanting
    .filter((field) => !targets.includes(field))
    .map((field) => ({ path: 'mapping', code: 'missing_target', message: `no column goes to ${field}, which these orders need` }));
  const nobody =
    kind === 'products' || isUpdate || targets.some((target) => IDENTITIES.includes(target) || target.startsWith('identities.'))
      ? []
      : [
          {
            path: 'mapping',
            code: 'no_identity_column',
            message: 'no column goes to externalId, email, phone or an identity of another kind',
          },
        ];
  return [...twice, ...missing, ...incomplete, ...nobody, ...judgeMatching(kind, targets, said)];
};

const entriesOf = (mapping: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(mapping).flatMap(([column, text]): [string, string][] => (text.trim() === '' ? [] : [[column.trim(), text.trim()]]));

/** Everything that is wrong with a mapping, by column. A column that goes nowhere (an empty target) is left out of the import. */
export const judgeMapping = (
  kind: ImportKind,
  columns: readonly string[],
  mapping: Readonly<Record<string, string>>,
  said: Said = {},
): FieldError[] => {
  const entries = entriesOf(mapping);
  return [...entries.flatMap(([column, text]) => judgeColumn(kind, columns, column, text)), ...judgeTargets(kind, entries, said)];
};

/** @throws AppError `invalid` naming each column */
export const checkMapping = (
  kind: ImportKind,
  columns: readonly string[],
  mapping: Readonly<Record<string, string>>,
  said: Said = {},
): void => {
  const problems = judgeMapping(kind, columns, mapping, said);
  if (problems.length > 0) throw invalid(`The mapping does not fit: ${problems.map(({ message }) => message).join('; ')}.`, problems);
};

/**
 * @throws ImportProblem where a guessed mapping leaves out what the import needs
 * @throws AppError `invalid` where what is said of matching does not fit it
 */
export const checkGuess = (
  kind: ImportKind,
  columns: readonly string[],
  mapping: Readonly<Record<string, string>>,
  said: Said = {},
): void => {
  const problems = judgeMapping(kind, columns, mapping, said);
  const wishes = problems.filter(({ path }) => path.startsWith('options.'));
  if (wishes.length > 0) throw invalid(`The file can't be taken like this: ${wishes.map(({ message }) => message).join('; ')}.`, wishes);
  const [problem] = problems;
  if (!problem) return;
  const code = problem.code === 'no_identity_column' || problem.code === 'missing_target' ? problem.code : 'unknown_column';
  throw new ImportProblem(code, `The columns could not be guessed: ${problem.message}. Say in the mapping where each column goes.`);
};

/** The columns that are read, in the order of the file. */
export const compileMapping = (kind: ImportKind, columns: readonly string[], mapping: Readonly<Record<string, string>>): MappedColumn[] =>
  entriesOf(mapping)
    .flatMap(([column, text]) => {
      const target = parseTarget(kind, text);
      const position = columns.indexOf(column);
      return target.ok && (position !== -1 || column === ROW_COLUMN) ? [{ ...target.value, column, position }] : [];
    })
    .sort((a, b) => a.position - b.position);
