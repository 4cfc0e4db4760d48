import { handlesOf, isEntryKind, isStepKind, type NodeKind } from '@wayfare/journey';
import type { NewId } from './ids.js';
import { CARD, freePlace, GAP, heightOf, makeRoom, onGrid, placeBelow } from './place.js';
import { addNode, type CanvasNode, nodeIn, type Sheet, type SheetChange, selectOnly } from './sheet.js';
import { connect } from './wires.js';

/** Whether a node of a kind can stand in the middle of a line: people come to it, and don't enter there. */
export const canInsert = (kind: NodeKind): boolean => isStepKind(kind) && !isEntryKind(kind);

const added = (sheet: Sheet, node: CanvasNode): Sheet => selectOnly(new Set([node.id]))(addNode(node)(sheet));

/** Puts a node where there is room near a wish, by itself. */
export const insertLoose =
  (node: CanvasNode, wish: { readonly x: number; readonly y: number }): SheetChange =>
  (sheet) =>
    added(sheet, { ...node, position: freePlace(sheet, wish) });

/** Puts a node behind a way out of another one; `point`: where the line was let go. */
export const insertAfter =
  (node: CanvasNode, after: string, handle: string | null, newId: NewId, point?: { readonly x: number; readonly y: number }): SheetChange =>
  (sheet) => {
    const source = nodeIn(sheet, after);
    if (!source) return sheet;
    const position = point ? freePlace(sheet, { x: point.x - CARD.width / 2, y: point.y }) : placeBelow(sheet, source, handle);
    const placed = added(sheet, { ...node, position });
    return connect({ source: after, sourceHandle: handle, target: node.id }, newId)(placed);
  };

/**
 * Puts a node into a line. The line ends at the node, and the node's first way out leads on to where the line led; an exit
 * has none, so the line ends there and what lay behind it lies about.
 *
 *   a ──────► b        a ──► node ──► b
 */
export const insertOnEdge =
  (node: CanvasNode, edgeId: string, newId: NewId): SheetChange =>
  (sheet) => {
    const edge = sheet.edges.find((each) => each.id === edgeId);
    const [source, target] = edge ? [nodeIn(sheet, edge.source), nodeIn(sheet, edge.target)] : [];
    if (!edge || !source || !target || !canInsert(node.type)) return sheet;
    const top = source.position.y + heightOf(source) + GAP.y;
    const needed = top + CARD.height + GAP.y - target.position.y;
    const roomy = makeRoom(sheet, target.id, needed);
    const x =
      Math.abs(target.position.x - source.position.x) < CARD.width ? target.position.x : (source.position.x + target.position.x) / 2;
    const placed = added(roomy, { ...node, position: onGrid({ x: handlesOf(source).length > 1 ? target.position.x : x, y: top }) });
    const into = connect({ source: source.id, sourceHandle: edge.sourceHandle ?? null, target: node.id }, newId)(placed);
    const first = handlesOf(node)[0];
    return first ? connect({ source: node.id, sourceHandle: first.id, target: target.id }, newId)(into) : into;
  };
