import { handlesOf, type Handle as Way } from '@wayfare/journey';
import type { EdgeProps } from '@xyflow/react';
import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useSpeech } from '../nodes/WordsProvider.js';
import { wayName } from '../nodes/ways.js';
import { CARD } from '../sheet/place.js';
import { type CanvasNode, nodeIn, type Sheet } from '../sheet/sheet.js';
import { useCanvas } from '../store/context.js';
import { laneFinder } from './boxes.js';
import type { Point } from './curve.js';
import { labelDepths } from './labels.js';
import { type Route, routeOf } from './route.js';

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
  const { t } = useSpeech();
  const ways = useCanvas((state) => waysOf(state.sheet, source));
  const at = ways.findIndex((way) => way.id !== null && way.id === sourceHandleId);
  const find = useMemo(
    () => laneFinder({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, [source, target], Math.max(0, at) * APART),
    [sourceX, sourceY, targetX, targetY, source, target, at],
  );
  const lane = useCanvas(useShallow((state) => find(state.sheet)));
  const route = routeOf({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, lane);
  const names = ways.map((way) => wayName(way, t));
  const depth = labelDepths(
    names.map((name) => `${name}${more}`),
    CARD.width,
  )[at];
  return { ...route, way: depth === undefined ? null : { name: names[at] ?? '', at: route.below(depth) } };
};
