const BINS = 10;

/** Texts that occur at least so often, the most frequent first; equals by their letters. */
export const frequentOf = (texts: readonly string[], least: number): string[] => {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= least)
    .sort(([one, many], [other, few]) => few - many || (one < other ? -1 : 1))
    .map(([text]) => text);
};

/** A number that can be read: three digits that count, or whole days. */
const readable = (cut: number, isDays: boolean): number => (isDays ? Math.round(cut) : Number(cut.toPrecision(3)));

/**
 * Where numbers part into bins of about as many people each; a few different values have a bin each. Equals are always in the same bin, so there may be fewer.
 * @param isDays days ago, which part between whole days
 */
export const cutsOf = (numbers: readonly number[], isDays: boolean): number[] => {
  const sorted = Float64Array.from(numbers).sort();
  const distinct = [...new Set(sorted)];
  if (distinct.length <= BINS && !isDays) return distinct.slice(1);
  const least = sorted[0] ?? 0;
  const cuts = Array.from({ length: BINS - 1 }, (_, at) => sorted[Math.floor((sorted.length * (at + 1)) / BINS)] ?? 0);
  return [...new Set(cuts.map((cut) => readable(cut, isDays)))].filter((cut) => cut > least && cut <= (sorted.at(-1) ?? 0));
};
