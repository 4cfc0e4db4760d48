import { type Graph, NODE_KINDS } from '@wayfare/journey';
import { ReactFlow } from '@xyflow/react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FitAtFirst } from '../card/fit.js';
import { useFlowWords } from '../card/useFlowWords.js';
import { Overview } from '../edit/bars/Overview.js';
import { ZoomBar } from '../edit/bars/ZoomBar.js';
import type { CanvasEdge, CanvasNode } from '../sheet/sheet.js';
import { createCanvasStore } from '../store/canvas-store.js';
import { CanvasContext, useCanvas, useCanvasStore } from '../store/context.js';
import { LiveEdge } from './LiveEdge.js';
import { LiveNode } from './LiveNode.js';
import { LiveNote } from './LiveNote.js';
import { SideCard } from './SideCard.js';

const nodeTypes = { ...Object.fromEntries(NODE_KINDS.map((kind) => [kind, LiveNode])), note: LiveNote };
const edgeTypes = { default: LiveEdge };

/** A published drawing with a store of its own: what is chosen and measured here leaves the draft alone. */
export const LiveStage = ({ graph, children }: { graph: Graph; children: ReactNode }) => {
  const [store] = useState(() => createCanvasStore(graph));
  return (
    <CanvasContext value={store}>
      <Drawing />
      <SideCard />
      {children}
    </CanvasContext>
  );
};

const Drawing = () => {
  const { t } = useTranslation();
  const store = useCanvasStore();
  // React Flow never changes what it is given; it only lacks the word for it
  const nodes = useCanvas((state) => state.sheet.nodes) as CanvasNode[];
  const edges = useCanvas((state) => state.sheet.edges) as CanvasEdge[];
  const actions = useMemo(() => store.getState(), [store]);
  const spoken = useFlowWords();
  const line = useMemo(() => ({ ariaLabel: t('canvas.spoken.line') }), [t]);
  return (
    <>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
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
        <FitAtFirst />
      </ReactFlow>
      <ZoomBar />
      <Overview />
    </>
  );
};
