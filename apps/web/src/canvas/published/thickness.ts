/** How thick a line is drawn: by its share of the busiest one. */
export const thicknessOf = (count: number, most: number): number => (count === 0 || most === 0 ? 1.7 : 2.5 + 13.5 * (count / most));
