import { type Curve, curveBetween, type Point } from './curve.js';

/** Where a card lies. */
export interface Box extends Point {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** A column beside the cards that a line would else run behind, from the upper edge of the first to the lower edge of the last. */
export interface Lane {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** The way of a line over the paper. */
export interface Route {
  readonly path: string;
  /** Where a `+` stands: in the open middle of the line. */
  readonly middle: Point;
  /** Where a name stands, so far below the start of the line and as near to it as that allows. */
  below(depth: number): Point;
}

/** How near a line may come to a card that it does not belong to. */
const AIR = 8;
/** How far beside the cards a lane runs. */
const BESIDE = 20;
const SAMPLES = 16;
const SHARES = Array.from({ length: SAMPLES - 1 }, (_, at) => (at + 1) / SAMPLES);

const holds = (box: Box, { x, y }: Point): boolean =>
  x > box.x - AIR && x < box.x + box.width + AIR && y > box.y - AIR && y < box.y + box.height + AIR;

/** Whether a card lies between two heights. */
export const spans = (box: Box, from: number, to: number): boolean => box.y < to && box.y + box.height > from;

/**
 * Where a line that would run behind cards passes beside them instead: the nearest free column, or `null` where the straight curve is clear,
 * leads upwards, or has nowhere to go. @param own the two cards that the line joins; @param aside so far beyond the first lane
 */
export const laneAround = (from: Point, to: Point, boxes: readonly Box[], own: readonly string[], aside = 0): Lane | null => {
  const between = boxes.filter((box) => spans(box, from.y, to.y) && !own.includes(box.id));
  if (between.length === 0) return null;
  const curve = curveBetween(from, to);
  const points = SHARES.map((share) => curve.at(share));
  const hit = between.filter((box) => points.some((point) => holds(box, point)));
  if (hit.length === 0) return null;
  const top = Math.min(...hit.map((box) => box.y));
  const bottom = Math.max(...hit.map((box) => box.y + box.height));
  const beside = between.filter((box) => spans(box, top, bottom));
  const isFree = (x: number): boolean => beside.every((box) => x < box.x - AIR || x > box.x + box.width + AIR);
  // the nearer to where it leaves, the fewer of its neighbours it crosses
  const detour = (x: number): number => 2 * Math.abs(x - from.x) + Math.abs(x - to.x);
  const lanes = beside.flatMap((box) => [box.x - BESIDE - aside, box.x + box.width + BESIDE + aside]).filter(isFree);
  const x = lanes.sort((a, b) => detour(a) - detour(b))[0];
  return x === undefined ? null : { x, top, bottom };
};

/** Beside the start of a curve, so far below it: where the line has just gone that far, or its middle. */
const nearStart = (curve: Curve, start: Point, depth: number): Point => {
  const reached = SHARES.map((share) => curve.at(share)).find(({ x, y }) => Math.hypot(x - start.x, y - start.y) >= depth) ?? curve.at(0.5);
  return { x: reached.x, y: start.y + depth };
};

/** Straight down into the lane, where there is one, along it, and from its end to the other card. */
export const routeOf = (from: Point, to: Point, lane: Lane | null): Route => {
  if (!lane) {
    const curve = curveBetween(from, to);
    return { path: curve.path, middle: curve.at(0.62), below: (depth) => nearStart(curve, from, depth) };
  }
  const enter = { x: lane.x, y: lane.top };
  const leave = { x: lane.x, y: lane.bottom };
  const [first, last] = [curveBetween(from, enter), curveBetween(leave, to)];
  return {
    path: `${first.path}L${leave.x} ${leave.y}${last.path.slice(last.path.indexOf('C'))}`,
    middle: { x: lane.x, y: (lane.top + lane.bottom) / 2 },
    below: (depth) => nearStart(first, from, depth),
  };
};
