import type { Database } from '@wayfare/platform';

/** The share of the pairs of lines with one customer that are one person's (`precision`), and of the pairs of one person's that have one customer (`recall`). */
export interface Verdict {
  readonly precision: number;
  readonly recall: number;
  /** Customers who live. */
  readonly people: number;
}

const PAGE = 20_000;
const LINES = `SELECT id, tags FROM customers WHERE id > $1 AND erased_at IS NULL ORDER BY id LIMIT ${PAGE}`;

const pairs = (count: number): number => (count * (count - 1)) / 2;
const countBy = (keys: readonly number[]): number[] => {
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts.values()];
};
const pairsIn = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + pairs(count), 0);

/**
 * Compares the customers that stand with the truth, pair by pair. Each line of a file has its number as a tag, and tags are never lost: whichever customer has it is whom the line was given to.
 * @param personOf by line, whose it is
 */
export const judge = async (database: Database, personOf: readonly number[]): Promise<Verdict> => {
  let [people, lines, given, right] = [0, 0, 0, 0];
  for (let after = '0'; ; ) {
    const page = await database.query<{ id: string; tags: string[] }>(LINES, [after]);
    for (const { tags } of page) {
      people += 1;
      lines += tags.length;
      given += pairs(tags.length);
      right += pairsIn(countBy(tags.map((line) => personOf[Number(line)] ?? -1)));
    }
    const last = page.at(-1);
    if (!last) break;
    after = last.id;
  }
  if (lines !== personOf.length) throw new Error(`of ${personOf.length} lines ${lines} have a customer`);
  return { precision: given === 0 ? 1 : right / given, recall: right / pairsIn(countBy(personOf)), people };
};
