import { useReactFlow } from '@xyflow/react';
import { useCallback } from 'react';
import { CARD, heightOf } from '../sheet/place.js';
import { nodeIn } from '../sheet/sheet.js';
import { useCanvasStore } from '../store/context.js';

/** Chooses a step and brings it to the middle; `null` lets go of everything, so that the journey's own settings show. */
export const useJump = () => {
  const store = useCanvasStore();
  const flow = useReactFlow();
  return useCallback(
    (nodeId: string | null): void => {
      const { select, sheet } = store.getState();
      select(nodeId === null ? [] : [nodeId]);
      const node = nodeId === null ? undefined : nodeIn(sheet, nodeId);
      if (!node) return;
      const { x, y } = node.position;
      void flow.setCenter(x + CARD.width / 2, y + heightOf(node) / 2, { zoom: Math.max(flow.getZoom(), 0.8), duration: 250 });
    },
    [store, flow],
  );
};
