const tokensOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');

const mayBe = (token: string, other: string): boolean =>
  (token.length === 1 && other.startsWith(token)) || (other.length === 1 && token.startsWith(other));

/** Each of some tokens stands for one of the others, and none for two: `C. Wei` is not `Chen Chao`. */
const areIn = (tokens: readonly string[], others: readonly string[]): boolean => {
  const left = [...others];
  const take = (at: number): boolean => at !== -1 && left.splice(at, 1).length === 1;
  const short = tokens.filter((token) => !take(left.indexOf(token)));
  return short.every((token) => take(left.findIndex((other) => mayBe(token, other))));
};

/**
 * Whether two texts may say the same of one person: letters and digits alone count, in any order; one may leave a part out, or say only its first letter (`M. Li`, `Li Ming`). `Wang Fang` and `Wang Wei`
 * are two people.
 */
export const mayAgree = (one: string, other: string): boolean => {
  const [a, b] = [tokensOf(one), tokensOf(other)];
  return areIn(a, b) || areIn(b, a);
};
