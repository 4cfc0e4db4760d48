import { handlesOf, isStepKind, type Handle as Way } from '@wayfare/journey';
import type { EdgeProps } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { wayName } from '../nodes/ways.js';
import { CARD, heightOf, widthOf } from '../sheet/place.js';
import { type CanvasNode, nodeIn, type Sheet } from '../sheet/sheet.js';
import { useCanvas } from '../store/context.js';
import type { Point } from './curve.js';
import { labelDepths } from './labels.js';
import { type Box, laneAround, type Route, routeOf } from './route.js';

const known = new WeakMap<Sheet['nodes'], readonly Box[]>();
/** Asked by every line at every change, so it is worked out once for each set of nodes. */
const boxesOf = ({ nodes }: Sheet): readonly Box[] => {
  const boxes =
    known.get(nodes) ??
    nodes
      .filter(({ type }) => isStepKind(type))
      .map((node) => ({ id: node.id, ...node.position, width: widthOf(node), height: heightOf(node) }));
  known.set(nodes, boxes);
  return boxes;
};

const NO_WAYS: readonly Way[] = [];
const knownWays = new WeakMap<CanvasNode['data'], readonly Way[]>();
/** The ways out of a card; the same ones while its form stays the same, wherever it is dragged. */
const waysOf = (sheet: Sheet, source: string): readonly Way[] => {
  const node = nodeIn(sheet, source);
  if (!node) return NO_WAYS;
  const ways = knownWays.get(node.data) ?? handlesOf(node);
  knownWays.set(node.data, ways);
  return ways;
};

/** Lanes of one card's ways out lie so far apart. */
const APART = 9;

interface Drawn extends Route {
  /** What its way out is called, and where that stands; `null` where a card has but one. */
  readonly way: { readonly name: string; readonly at: Point } | null;
}

/**
 * Where the line between two cards runs and its name stands; changes only when one of these does, so that a drag redraws few lines.
 * @param more what is written behind each name, as one example
 */
export const useRoute = ({ source, target, sourceHandleId, sourceX, sourceY, targetX, targetY }: EdgeProps, more = ''): Drawn => {
  const { t } = useTranslation();
  const [from, to] = [
    { x: sourceX, y: sourceY },
    { x: targetX, y: targetY },
  ];
  const ways = useCanvas((state) => waysOf(state.sheet, source));
  const at = ways.findIndex((way) => way.id !== null && way.id === sourceHandleId);
  const lane = useCanvas(useShallow((state) => laneAround(from, to, boxesOf(state.sheet), [source, target], Math.max(0, at) * APART)));
  const route = routeOf(from, to, lane);
  const names = ways.map((way) => wayName(way, t));
  const depth = labelDepths(
    names.map((name) => `${name}${more}`),
    CARD.width,
  )[at];
  return { ...route, way: depth === undefined ? null : { name: names[at] ?? '', at: route.below(depth) } };
};
