import type { Journey, Live } from '@wayfare/contracts';
import { NODE_KINDS } from '@wayfare/journey';
import { ReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FIT } from '../card/fit.js';
import { useFlowWords } from '../card/useFlowWords.js';
import { Overview } from '../edit/bars/Overview.js';
import { ZoomBar } from '../edit/bars/ZoomBar.js';
import stage from '../edit/Stage.module.css';
import type { CanvasEdge, CanvasNode } from '../sheet/sheet.js';
import { useCanvas, useCanvasStore } from '../store/context.js';
import { LiveEdge } from './LiveEdge.js';
import { LiveNode } from './LiveNode.js';
import styles from './live.module.css';
import { OpenedPeople } from './OpenedPeople.js';
import { SideCard } from './SideCard.js';
import { Summary } from './Summary.js';

const nodeTypes = Object.fromEntries(NODE_KINDS.map((kind) => [kind, LiveNode]));
const edgeTypes = { default: LiveEdge };

/** Looking: where people stand now, and which way they went. Nothing can be changed here. */
export const LiveMode = ({ journey, live }: { journey: Journey; live: Live | undefined }) => {
  const { t } = useTranslation();
  const store = useCanvasStore();
  // React Flow never changes what it is given; it only lacks the word for it
  const nodes = useCanvas((state) => state.sheet.nodes) as CanvasNode[];
  const edges = useCanvas((state) => state.sheet.edges) as CanvasEdge[];
  const actions = useMemo(() => store.getState(), [store]);
  const spoken = useFlowWords();
  const line = useMemo(() => ({ ariaLabel: t('canvas.spoken.line') }), [t]);
  return (
    <section className={`${styles.mode} ${stage.stage}`} aria-label={t('canvas.mode.live')}>
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
        fitView
        fitViewOptions={FIT}
        attributionPosition="top-right"
      />
      {live ? <Summary live={live} /> : null}
      <SideCard />
      <ZoomBar />
      <Overview />
      <OpenedPeople journeyId={journey.id} />
    </section>
  );
};
