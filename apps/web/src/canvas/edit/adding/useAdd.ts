import { type ReactFlowInstance, useReactFlow } from '@xyflow/react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../sheet/ids.js';
import { insertAfter, insertLoose, insertOnEdge } from '../../sheet/insert.js';
import { CARD } from '../../sheet/place.js';
import { nodeIn, type SheetChange } from '../../sheet/sheet.js';
import { openWays } from '../../sheet/wires.js';
import type { Adding, CanvasState } from '../../store/canvas-store.js';
import { useCanvasStore } from '../../store/context.js';
import { type Item, kindOf, newNode } from '../palette/items.js';

/** Where a step goes: a place that was pointed at, a point of the paper, or wherever it makes most sense. */
export type Target = Adding | { readonly point: { readonly x: number; readonly y: number } } | null;

/** As much of the paper stays free around a new card; the bars and the small map lie within. */
const EDGE = 110;

const isEntry = (item: Item): boolean => kindOf(item) === 'audience' || kindOf(item) === 'event-entry';

/** Behind the chosen step where it has an open way out: so that a journey is typed in, step after step. */
const afterChosen = ({ sheet, selection }: CanvasState): { after: string; handle: string | null } | null => {
  const chosen = selection.length === 1 ? nodeIn(sheet, selection[0] ?? '') : undefined;
  const [open] = chosen ? openWays(sheet, chosen) : [];
  return chosen && open !== undefined ? { after: chosen.id, handle: open } : null;
};

/** Moves the paper just so far that a card is on it, after it has been drawn. */
const reveal = (flow: ReactFlowInstance, nodeId: string): void => {
  requestAnimationFrame(() => {
    const [card, paper] = [`.react-flow__node[data-id="${CSS.escape(nodeId)}"]`, '.react-flow'].map((found) =>
      document.querySelector(found)?.getBoundingClientRect(),
    );
    if (!card || !paper) return;
    const missing = (start: number, end: number, from: number, to: number): number =>
      start < from + EDGE ? from + EDGE - start : Math.min(0, to - EDGE - end);
    const [dx, dy] = [missing(card.left, card.right, paper.left, paper.right), missing(card.top, card.bottom, paper.top, paper.bottom)];
    const { x, y, zoom } = flow.getViewport();
    if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: 200 });
  });
};

/** Adds a step, chooses it, and brings it into view. */
export const useAdd = () => {
  const { t } = useTranslation();
  const store = useCanvasStore();
  const flow = useReactFlow();
  return useCallback(
    (item: Item, target: Target): void => {
      const node = newNode(item, t);
      const state = store.getState();
      const centre = (): { x: number; y: number } => {
        const box = document.querySelector('.react-flow')?.getBoundingClientRect();
        return flow.screenToFlowPosition({ x: (box?.left ?? 0) + (box?.width ?? 0) / 2, y: (box?.top ?? 0) + (box?.height ?? 0) / 2 });
      };
      const change = (): SheetChange => {
        if (target && 'edge' in target) return insertOnEdge(node, target.edge, newId);
        if (target && 'after' in target) return insertAfter(node, target.after, target.handle, newId, target.point);
        if (target) return insertLoose(node, { x: target.point.x - CARD.width / 2, y: target.point.y - 24 });
        const after = isEntry(item) ? null : afterChosen(state);
        const { x, y } = centre();
        return after
          ? insertAfter(node, after.after, after.handle, newId)
          : insertLoose(node, { x: x - CARD.width / 2, y: y - CARD.height / 2 });
      };
      state.edit(change());
      reveal(flow, node.id);
    },
    [t, store, flow],
  );
};
