import { z } from 'zod';
import { SourceProblem } from '../problem.js';

export type Item = Readonly<Record<string, string | null>>;

const DEEPEST = 4;
const objectSchema = z.record(z.string(), z.unknown());
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  objectSchema.safeParse(value).success && !Array.isArray(value);

/** What stands at `a.b.0` in an answer; undefined where nothing does. An empty path is the answer itself. */
export const at = (answer: unknown, path: string): unknown =>
  path === ''
    ? answer
    : path.split('.').reduce<unknown>((inside, name) => {
        if (Array.isArray(inside)) return inside[Number(name)];
        return isObject(inside) && Object.hasOwn(inside, name) ? inside[name] : undefined;
      }, answer);

const textOf = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** An object as a row: what stands in an object inside is named with a dot, a list of plain values is one cell, anything deeper is its JSON. */
const flatten = (value: Readonly<Record<string, unknown>>, prefix: string, depth: number, row: Record<string, string | null>): void => {
  for (const [name, inside] of Object.entries(value)) {
    const path = `${prefix}${name}`;
    if (isObject(inside) && depth < DEEPEST) flatten(inside, `${path}.`, depth + 1, row);
    else if (Array.isArray(inside) && inside.every((one) => typeof one !== 'object' || one === null))
      row[path] = inside
        .map(textOf)
        .filter((one) => one !== null)
        .join(';');
    else row[path] = textOf(inside);
  }
};

/**
 * The items of one answer as rows.
 * @throws SourceProblem where there is no list at the path, or something in it is no object
 */
export const itemsOf = (answer: unknown, path: string): Item[] => {
  const list = at(answer, path);
  if (!Array.isArray(list)) throw new SourceProblem('source_no_items', `The answer has no list at “${path}”.`, { path });
  return list.map((item: unknown) => {
    if (!isObject(item)) throw new SourceProblem('source_no_items', `What the list at “${path}” holds are no objects.`, { path });
    const row: Record<string, string | null> = Object.create(null);
    flatten(item, '', 0, row);
    return row;
  });
};

const isNumber = (text: string): boolean => /^[+-]?\d+(\.\d+)?$/.test(text);

/** Whether one value of a cursor comes after another: as numbers where both are, else as instants, else as texts. */
export const isAfter = (one: string, other: string): boolean => {
  if (isNumber(one) && isNumber(other)) {
    const whole = /^[+-]?\d+$/;
    return whole.test(one) && whole.test(other) ? BigInt(one) > BigInt(other) : Number(one) > Number(other);
  }
  const [a, b] = [Date.parse(one), Date.parse(other)];
  return Number.isNaN(a) || Number.isNaN(b) || a === b ? one > other : a > b;
};
