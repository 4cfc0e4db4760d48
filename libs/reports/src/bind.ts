import type { Sql } from '@wayfare/platform';

/** Values by name; a statement names them as `:name`. */
export type Values = Readonly<Record<string, unknown>>;

const NAME = /(?<!:):([a-zA-Z]\w*)/g;

/**
 * Turns `:name` into `$1 …`, with the values of just those names that the statement uses, so that statements built from
 * shared parts need not agree on positions.
 * @throws Error where a statement names a value that was not given
 */
export const bind = (text: string, values: Values): { text: string; parameters: unknown[] } => {
  const names: string[] = [];
  const bound = text.replace(NAME, (_, name: string) => {
    if (!(name in values)) throw new Error(`no value for :${name}`);
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  return { text: bound, parameters: names.map((name) => values[name]) };
};

/** A fragment with `$1 …` of its own as one with names, so that it can stand inside a larger statement. */
export const nameParameters = (
  fragment: { text: string; parameters: readonly unknown[] },
  prefix: string,
): { text: string; values: Values } => ({
  text: fragment.text.replace(/\$(\d+)/g, (_, position: string) => `:${prefix}${position}`),
  values: Object.fromEntries(fragment.parameters.map((value, at) => [`${prefix}${at + 1}`, value])),
});

/** Sends a statement with named values. */
export const ask = <Row extends object>(sql: Sql, text: string, values: Values): Promise<Row[]> => {
  const bound = bind(text, values);
  return sql.query<Row>(bound.text, bound.parameters);
};
