import { useStore } from '@xyflow/react';
import { type ReactNode, useMemo } from 'react';
import { createPortal } from 'react-dom';

/**
 * What is written on a line stands above all lines, in the layer that React Flow has for it. Its own `EdgeLabelRenderer` looks for that layer in the page at every change of the drawing, once for each line: here it
 * is looked for once.
 */
export const LineLabels = ({ children }: { children: ReactNode }) => {
  const paper = useStore(({ domNode }) => domNode);
  const layer = useMemo(() => paper?.querySelector('.react-flow__edgelabel-renderer') ?? null, [paper]);
  return layer ? createPortal(children, layer) : null;
};
