import { isStepKind } from '@wayfare/journey';
import { heightOf, widthOf } from '../sheet/place.js';
import type { CanvasNode, Sheet } from '../sheet/sheet.js';
import type { Point } from './curve.js';
import { type Box, type Lane, laneAround, spans } from './route.js';

const boxes = new WeakMap<CanvasNode, Box>();
/** Where a card lies: the same object for as long as it lies there. */
const boxOf = (node: CanvasNode): Box => {
  const box = boxes.get(node) ?? { id: node.id, ...node.position, width: widthOf(node), height: heightOf(node) };
  boxes.set(node, box);
  return box;
};

const known = new WeakMap<Sheet['nodes'], readonly Box[]>();
/** Asked by every line at every change, so it is worked out once for each set of nodes. Lines may run across notes. */
export const boxesOf = ({ nodes }: Sheet): readonly Box[] => {
  const all = known.get(nodes) ?? nodes.filter(({ type }) => isStepKind(type)).map(boxOf);
  known.set(nodes, all);
  return all;
};

interface Change {
  readonly before: readonly Box[];
  readonly after: readonly Box[];
  /** Where cards lay that lie there no longer, and where they lie now. */
  readonly moved: readonly Box[];
}
let last: Change | null = null;

/** What is different between two sets of boxes: every line asks this of the same two, one after the other. */
const movedBetween = (before: readonly Box[], after: readonly Box[]): readonly Box[] => {
  if (last?.before === before && last.after === after) return last.moved;
  const [gone, come] = [new Set(before), new Set(after)];
  const moved = [...before.filter((box) => !come.has(box)), ...after.filter((box) => !gone.has(box))];
  last = { before, after, moved };
  return moved;
};

/**
 * The lane of one line, asked again at every change of the drawing: it is looked for anew only where a card between the two ends has come, gone or moved. While one of three hundred cards is dragged, nearly
 * all lines answer at once.
 */
export const laneFinder = (from: Point, to: Point, own: readonly string[], aside: number): ((sheet: Sheet) => Lane | null) => {
  let found: { readonly boxes: readonly Box[]; readonly lane: Lane | null } | null = null;
  return (sheet) => {
    const all = boxesOf(sheet);
    const isSame = found !== null && !movedBetween(found.boxes, all).some((box) => spans(box, from.y, to.y));
    found = { boxes: all, lane: found && isSame ? found.lane : laneAround(from, to, all, own, aside) };
    return found.lane;
  };
};
