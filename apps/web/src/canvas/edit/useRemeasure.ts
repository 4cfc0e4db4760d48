import { useUpdateNodeInternals } from '@xyflow/react';
import { useEffect, useRef } from 'react';

/** Ways out that came, went or moved have to be found again by the lines. At first React Flow measures by itself. */
export const useRemeasure = (nodeId: string, ways: string): void => {
  const remeasure = useUpdateNodeInternals();
  const measured = useRef(ways);
  useEffect(() => {
    if (measured.current === ways) return;
    measured.current = ways;
    remeasure(nodeId);
  }, [nodeId, ways, remeasure]);
};
