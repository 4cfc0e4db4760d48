import { type Graph, NODE_KINDS } from '@wayfare/journey';
import { type EdgeTypes, type NodeTypes, ReactFlow } from '@xyflow/react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boxesIn, useArrival } from '../card/arrival.js';
import { ABOVE, FitAtFirst } from '../card/fit.js';
import { useFlowWords } from '../card/useFlowWords.js';
import { Overview } from '../edit/bars/Overview.js';
import { ZoomBar } from '../edit/bars/ZoomBar.js';
import type { CanvasEdge, CanvasNode } from '../sheet/sheet.js';
import { createCanvasStore } from '../store/canvas-store.js';
import { CanvasContext, useCanvas, useCanvasStore } from '../store/context.js';
import { StillNote } from './StillNote.js';

/** How a mode draws a step and a line. Made once: React Flow draws everything anew where it is given other ones. */
export interface Look {
  readonly nodeTypes: NodeTypes;
  readonly edgeTypes: EdgeTypes;
}

export const lookOf = (card: NodeTypes[string], line: EdgeTypes[string]): Look => ({
  nodeTypes: { ...Object.fromEntries(NODE_KINDS.map((kind) => [kind, card])), note: StillNote },
  edgeTypes: { default: line },
});

interface PublishedStageProps {
  readonly graph: Graph;
  readonly look: Look;
  readonly children?: ReactNode;
}

/** A published drawing with a store of its own: what is chosen and measured here leaves the draft alone. */
export const PublishedStage = ({ graph, look, children }: PublishedStageProps) => {
  const [store] = useState(() => createCanvasStore(graph));
  return (
    <CanvasContext value={store}>
      <Drawing look={look} />
      {children}
    </CanvasContext>
  );
};

const Drawing = ({ look }: { look: Look }) => {
  const { t } = useTranslation();
  const store = useCanvasStore();
  // React Flow never changes what it is given; it only lacks the word for it
  const { nodes, edges } = useArrival(
    useCanvas((state) => state.sheet.nodes) as CanvasNode[],
    useCanvas((state) => state.sheet.edges) as CanvasEdge[],
  );
  const [atFirst] = useState(() => boxesIn(store.getState().sheet.nodes));
  const actions = useMemo(() => store.getState(), [store]);
  const spoken = useFlowWords();
  const line = useMemo(() => ({ ariaLabel: t('canvas.spoken.line') }), [t]);
  return (
    <>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        {...look}
        onNodesChange={actions.applyNodes}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesReconnectable={false}
        edgesFocusable={false}
        deleteKeyCode={null}
        disableKeyboardA11y
        ariaLabelConfig={spoken}
        defaultEdgeOptions={line}
        minZoom={0.1}
        maxZoom={2}
        attributionPosition="top-right"
      >
        <FitAtFirst cards={atFirst} above={ABOVE.sums} />
      </ReactFlow>
      <ZoomBar above={ABOVE.sums} />
      <Overview />
    </>
  );
};
