import type { Sql } from '@wayfare/platform';

/**
 * How strong each source is, by attribute ('' for those without a rule of their own): the kind of a source, or the source itself, and its rank. Who is not named has rank 0.
 */
export type Ranks = Readonly<Record<string, Readonly<Record<string, number>>>>;

const READ = 'SELECT name, sources FROM attribute_rules';

/** The rules as ranks: the first of n sources has rank n. */
export const readRanks = async (sql: Sql): Promise<Ranks> => {
  const rules = await sql.query<{ name: string; sources: string[] }>(READ);
  return Object.fromEntries(
    rules.map(({ name, sources }) => [name, Object.fromEntries(sources.map((source, at) => [source, sources.length - at]))]),
  );
};

/** A source without which of its kind: `import` of `import:7`. */
export const kindOfSource = (source: string): string => source.split(':', 1)[0] ?? source;

/** How strong what a source says of an attribute is. A source that is named itself goes before its kind. */
export const rankOf = (ranks: Ranks, name: string, source: string): number => {
  const rule = ranks[name] ?? ranks[''] ?? {};
  return rule[source] ?? rule[kindOfSource(source)] ?? 0;
};

/**
 * The same in SQL, over expressions for the name and the source.
 * @param ranks the placeholder of the ranks as jsonb
 */
export const rankSql = (ranks: string, name: string, source: string): string => {
  const rule = `coalesce(${ranks}::jsonb -> ${name}, ${ranks}::jsonb -> '')`;
  return `coalesce((${rule} ->> (${source}))::int, (${rule} ->> split_part(${source}, ':', 1))::int, 0)`;
};
