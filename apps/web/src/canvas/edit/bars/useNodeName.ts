import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { nodeIn } from '../../sheet/sheet.js';
import { useCanvasStore } from '../../store/context.js';

/** What a step is called, asked when it is shown. */
export const useNodeName = () => {
  const store = useCanvasStore();
  const { t } = useTranslation();
  return useCallback(
    (nodeId: string): string => {
      const node = nodeIn(store.getState().sheet, nodeId);
      return node ? node.data.name || t(`nodes.kind.${node.type}`) : nodeId;
    },
    [store, t],
  );
};
