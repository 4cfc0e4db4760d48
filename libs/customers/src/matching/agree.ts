const tokensOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');

const isIn = (token: string, others: readonly string[]): boolean =>
  others.some(
    (other) => other === token || (token.length === 1 && other.startsWith(token)) || (other.length === 1 && token.startsWith(other)),
  );

/**
 * Whether two texts may say the same of one person: letters and digits alone count, in any order; one may leave a part out, or say only its first letter (`M. Li`, `Li Ming`). `Wang Fang` and `Wang Wei`
 * are two people.
 */
export const mayAgree = (one: string, other: string): boolean => {
  const [a, b] = [tokensOf(one), tokensOf(other)];
  return a.every((token) => isIn(token, b)) || b.every((token) => isIn(token, a));
};
