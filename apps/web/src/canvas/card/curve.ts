export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line from the lower edge of one card to the upper edge of another one. */
export interface Curve {
  readonly path: string;
  /** @param share 0 at the start, 1 at the end */
  at(share: number): Point;
}

const LEAST_BEND = 36;

const bendOf = (from: Point, to: Point): number => {
  const down = to.y - from.y;
  return down > 0 ? Math.max(LEAST_BEND, down / 2) : LEAST_BEND + Math.min(220, Math.abs(down) / 2 + 60);
};

/** A cubic curve that leaves downwards and arrives from above. */
export const curveBetween = (from: Point, to: Point): Curve => {
  const bend = bendOf(from, to);
  const [a, b] = [from.y + bend, to.y - bend];
  const along = (share: number, p0: number, p1: number, p2: number, p3: number): number => {
    const rest = 1 - share;
    return rest ** 3 * p0 + 3 * rest ** 2 * share * p1 + 3 * rest * share ** 2 * p2 + share ** 3 * p3;
  };
  return {
    path: `M${from.x} ${from.y}C${from.x} ${a} ${to.x} ${b} ${to.x} ${to.y}`,
    at: (share) => ({ x: along(share, from.x, from.x, to.x, to.x), y: along(share, from.y, a, b, to.y) }),
  };
};
