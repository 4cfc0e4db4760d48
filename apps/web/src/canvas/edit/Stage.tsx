import { NODE_KINDS } from '@wayfare/journey';
import { type Connection, type Edge, type FinalConnectionState, ReactFlow, SelectionMode, useReactFlow } from '@xyflow/react';
import { type DragEvent, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boxesIn, useArrival } from '../card/arrival.js';
import { FitAtFirst } from '../card/fit.js';
import { useFlowWords } from '../card/useFlowWords.js';
import { newId } from '../sheet/ids.js';
import { GRID } from '../sheet/place.js';
import type { CanvasEdge, CanvasNode } from '../sheet/sheet.js';
import { canConnect, connect, rewire, type Wire } from '../sheet/wires.js';
import { useCanvas, useCanvasStore } from '../store/context.js';
import { useAdd } from './adding/useAdd.js';
import { EditNode } from './EditNode.js';
import { EditNote } from './EditNote.js';
import { edgeUnder } from './edge-under.js';
import { isItem } from './palette/items.js';
import { DRAGGED } from './palette/Palette.js';
import styles from './Stage.module.css';
import { WayEdge } from './WayEdge.js';

const nodeTypes = { ...Object.fromEntries(NODE_KINDS.map((kind) => [kind, EditNode])), note: EditNote };
const edgeTypes = { default: WayEdge };
// whatever is given to React Flow keeps its identity, or every line and card is drawn anew in each frame of a drag
const SNAP: [number, number] = [GRID, GRID];
const MIDDLE_BUTTON = [1];
const SEVERAL = ['Shift', 'Meta', 'Control'];
const wireOf = ({ source, sourceHandle, target }: Connection | Edge): Wire => ({ source, sourceHandle: sourceHandle ?? null, target });

/** The paper itself. Everything that changes the drawing goes through the store's `edit`. */
export const Stage = ({ readOnly }: { readOnly: boolean }) => {
  const { t } = useTranslation();
  const store = useCanvasStore();
  const flow = useReactFlow();
  const add = useAdd();
  // React Flow never changes what it is given; it only lacks the word for it
  const { nodes, edges } = useArrival(
    useCanvas((state) => state.sheet.nodes) as CanvasNode[],
    useCanvas((state) => state.sheet.edges) as CanvasEdge[],
  );
  const actions = useMemo(() => store.getState(), [store]);
  const spoken = useFlowWords();
  const line = useMemo(() => ({ ariaLabel: t('canvas.spoken.line') }), [t]);
  // on blank paper the first step stays where it was let go
  const [atFirst] = useState(() => boxesIn(store.getState().sheet.nodes));

  const isValid = useCallback((wire: Connection | Edge) => canConnect(store.getState().sheet, wireOf(wire)), [store]);
  const onConnect = useCallback((wire: Connection) => actions.edit(connect(wireOf(wire), newId)), [actions]);
  const onReconnect = useCallback((edge: CanvasEdge, wire: Connection) => actions.edit(rewire(edge.id, wireOf(wire))), [actions]);
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      // let go over the paper: what shall stand there?
      if (state.isValid || state.toNode || !state.fromNode || state.fromHandle?.type !== 'source') return;
      const { clientX: x, clientY: y } = 'changedTouches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event;
      actions.startAdding({
        x,
        y,
        after: state.fromNode.id,
        handle: state.fromHandle.id ?? null,
        point: flow.screenToFlowPosition({ x, y }),
      });
    },
    [actions, flow],
  );
  const onEdgeMouseEnter = useCallback((_: unknown, edge: CanvasEdge) => actions.hoverEdge(edge.id), [actions]);
  const onEdgeMouseLeave = useCallback(
    (event: { readonly relatedTarget: EventTarget | null }) => {
      // from a line onto its own `+` one does not leave it
      if (edgeUnder(event.relatedTarget) !== store.getState().hoveredEdge) actions.hoverEdge(null);
    },
    [actions, store],
  );
  const onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes(DRAGGED)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    const edge = edgeUnder(event.target);
    if (edge !== store.getState().hoveredEdge) actions.hoverEdge(edge);
  };
  const onDrop = (event: DragEvent): void => {
    const item = event.dataTransfer.getData(DRAGGED);
    actions.hoverEdge(null);
    if (!isItem(item)) return;
    event.preventDefault();
    const edge = edgeUnder(event.target);
    const [x, y] = [event.clientX, event.clientY];
    add(item, edge ? { x, y, edge } : { point: flow.screenToFlowPosition({ x, y }) });
  };

  return (
    <section
      className={styles.stage}
      aria-label={t('canvas.stage')}
      onDragOver={onDragOver}
      onDrop={onDrop}
      onDragLeave={() => actions.hoverEdge(null)}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={actions.applyNodes}
        onEdgesChange={actions.applyEdges}
        onConnect={onConnect}
        onReconnect={onReconnect}
        onConnectEnd={onConnectEnd}
        isValidConnection={isValid}
        onNodeDragStart={actions.startDrag}
        onNodeDragStop={actions.stopDrag}
        onSelectionDragStart={actions.startDrag}
        onSelectionDragStop={actions.stopDrag}
        onEdgeMouseEnter={onEdgeMouseEnter}
        onEdgeMouseLeave={onEdgeMouseLeave}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        edgesReconnectable={!readOnly}
        snapToGrid
        snapGrid={SNAP}
        selectionOnDrag
        panOnDrag={MIDDLE_BUTTON}
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={SEVERAL}
        panActivationKeyCode="Space"
        deleteKeyCode={null}
        disableKeyboardA11y
        ariaLabelConfig={spoken}
        defaultEdgeOptions={line}
        zoomOnDoubleClick={false}
        connectionRadius={28}
        reconnectRadius={14}
        minZoom={0.1}
        maxZoom={2}
        attributionPosition="top-right"
      >
        {atFirst.length > 0 ? <FitAtFirst cards={atFirst} /> : null}
      </ReactFlow>
    </section>
  );
};
