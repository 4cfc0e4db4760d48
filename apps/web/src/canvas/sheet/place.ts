import { handlesOf, isStepKind } from '@wayfare/journey';
import type { CanvasNode, Sheet } from './sheet.js';
import { downstream } from './wires.js';

/** The size of a card before it has been measured, and the room between two cards. */
export const CARD = { width: 224, height: 84 };
export const GAP = { x: 44, y: 66 };
/** Cards keep to half the distance of the dots. */
export const GRID = 11;

interface Point {
  readonly x: number;
  readonly y: number;
}

const snap = (value: number): number => Math.round(value / GRID) * GRID;
export const onGrid = ({ x, y }: Point): Point => ({ x: snap(x), y: snap(y) });

export const heightOf = (node: CanvasNode): number => node.measured?.height ?? CARD.height;
export const widthOf = (node: CanvasNode): number => node.measured?.width ?? CARD.width;

const overlaps = (at: Point, node: CanvasNode): boolean =>
  // a note may lie behind cards
  isStepKind(node.type) &&
  Math.abs(at.x - node.position.x) < widthOf(node) + GAP.x / 2 &&
  at.y < node.position.y + heightOf(node) + GAP.y / 4 &&
  node.position.y < at.y + CARD.height + GAP.y / 4;

/** The nearest free place to the right of a wish. */
export const freePlace = (sheet: Sheet, wish: Point): Point => {
  let at = onGrid(wish);
  for (let tries = 0; tries < 200 && sheet.nodes.some((node) => overlaps(at, node)); tries += 1)
    at = { x: at.x + snap(CARD.width + GAP.x), y: at.y };
  return at;
};

/** Below a node, under the way out that leads there. */
export const placeBelow = (sheet: Sheet, node: CanvasNode, handle: string | null): Point => {
  const ways = handlesOf(node);
  const at = Math.max(
    0,
    ways.findIndex((way) => way.id === handle),
  );
  const aside = (at - (ways.length - 1) / 2) * (CARD.width + GAP.x);
  return freePlace(sheet, { x: node.position.x + aside, y: node.position.y + heightOf(node) + GAP.y });
};

/** Pushes a node and everything behind it down, where there is too little room above it. */
export const makeRoom = (sheet: Sheet, nodeId: string, by: number): Sheet => {
  const start = sheet.nodes.find((node) => node.id === nodeId);
  if (!start || by <= 0) return sheet;
  const behind = downstream(sheet, nodeId);
  const moves = (node: CanvasNode): boolean => behind.has(node.id) && node.position.y >= start.position.y;
  return {
    ...sheet,
    nodes: sheet.nodes.map((node) => (moves(node) ? { ...node, position: { x: node.position.x, y: snap(node.position.y + by) } } : node)),
  };
};
