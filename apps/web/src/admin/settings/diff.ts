/** One thing that differs between before and after, by its path (`condition.all.0.value`). */
export interface Difference {
  readonly path: string;
  /** `undefined`: was not there. */
  readonly before: unknown;
  readonly after: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isDeep = (value: unknown): value is Record<string, unknown> | unknown[] =>
  isRecord(value) || (Array.isArray(value) && value.some(isRecord));

const keysOf = (value: unknown): string[] => (isDeep(value) ? Object.keys(value) : []);
const childOf = (value: unknown, key: string): unknown =>
  isDeep(value) ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;

/**
 * What differs, leaf by leaf. Where one side has nothing (something was made or deleted), everything the other side has is told; lists of plain
 * values are told whole.
 */
export const differencesOf = (before: unknown, after: unknown, path = ''): Difference[] => {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const keys = [...new Set([...keysOf(before), ...keysOf(after)])];
  const canGoOn =
    keys.length > 0 &&
    (isDeep(before) || before === null || before === undefined) &&
    (isDeep(after) || after === null || after === undefined);
  if (!canGoOn) return [{ path, before: before ?? undefined, after: after ?? undefined }];
  return keys.flatMap((key) => differencesOf(childOf(before, key), childOf(after, key), path === '' ? key : `${path}.${key}`));
};

/** A value of a change, short enough for a cell. */
export const told = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
