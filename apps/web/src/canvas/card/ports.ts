/** Where the ways out stand along the lower edge of a card, as shares of its width. */
export const portAt = (index: number, count: number): number => (count === 1 ? 0.5 : 0.12 + (0.76 * (index + 0.5)) / count);
