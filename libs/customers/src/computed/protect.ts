import { invalid } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';

/** An attribute that somebody wants to write, and where in what they sent it stands. */
interface Wanted {
  readonly name: string;
  readonly path: string;
}

const AMONG = "SELECT name FROM attribute_catalogue WHERE source = 'computed' AND name = ANY ($1::text[])";

/** Which of these attributes are worked out by the product, so that nobody else writes them. */
export const computedAmong = async (sql: Sql, names: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(names.length === 0 ? [] : (await sql.query<{ name: string }>(AMONG, [names])).map(({ name }) => name));

/** @throws AppError `invalid`, naming each attribute that the product works out */
export const refuseComputed = async (sql: Sql, wanted: readonly Wanted[]): Promise<void> => {
  const computed = await computedAmong(
    sql,
    wanted.map(({ name }) => name),
  );
  const refused = wanted.filter(({ name }) => computed.has(name));
  if (refused.length === 0) return;
  const names = [...new Set(refused.map(({ name }) => name))].join(', ');
  throw invalid(
    `Wayfare works out ${names} by itself; nobody else can set it.`,
    refused.map(({ name, path }) => ({ path, code: 'computed_attribute', message: `Wayfare works out ${name} by itself` })),
  );
};
