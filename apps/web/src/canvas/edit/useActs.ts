import { useMemo } from 'react';
import { clipOf, paste } from '../sheet/clipboard.js';
import { newId } from '../sheet/ids.js';
import { CARD, GAP } from '../sheet/place.js';
import { removeNodes } from '../sheet/remove.js';
import { moveBy } from '../sheet/sheet.js';
import { tidy } from '../sheet/tidy.js';
import { disconnect } from '../sheet/wires.js';
import { useCanvasStore } from '../store/context.js';

/** What can be done with whatever is chosen; the same for keys, buttons and menus. */
export const useActs = () => {
  const store = useCanvasStore();
  return useMemo(() => {
    const chosen = (): ReadonlySet<string> => new Set(store.getState().selection);
    return {
      /** Steps go with their lines, which are joined again; where only lines are chosen, they go. */
      remove: (): void => {
        const { selection, edgeSelection, edit } = store.getState();
        if (selection.length > 0) edit(removeNodes(chosen(), newId));
        else if (edgeSelection.length > 0) edit(disconnect(new Set(edgeSelection)));
      },
      duplicate: (): void => {
        const { selection, sheet, edit } = store.getState();
        if (selection.length > 0) edit(paste(clipOf(sheet, chosen()), { x: CARD.width + GAP.x, y: 0 }, newId));
      },
      nudge: (x: number, y: number): void => {
        const { selection, edit } = store.getState();
        if (selection.length > 0) edit(moveBy(chosen(), { x, y }), `nudge ${selection.join()}`);
      },
      selectAll: (): void => store.getState().select(store.getState().sheet.nodes.map((node) => node.id)),
      selectNone: (): void => store.getState().select([]),
      tidy: (): void => store.getState().edit(tidy),
    };
  }, [store]);
};
