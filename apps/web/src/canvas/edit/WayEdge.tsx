import { handlesOf } from '@wayfare/journey';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { curveBetween } from '../card/curve.js';
import { wayName } from '../nodes/ways.js';
import { nodeIn, type Sheet } from '../sheet/sheet.js';
import { labelShare } from '../sheet/wires.js';
import { useCanvas } from '../store/context.js';
import styles from './WayEdge.module.css';

type Way = ReturnType<typeof handlesOf>[number];

/** The label of a way out, as `"else"`; the same text until it is renamed, so that the line is not redrawn for nothing. */
const labelIn = (sheet: Sheet, source: string, handle: string | null | undefined): string | null => {
  const node = handle ? nodeIn(sheet, source) : undefined;
  return node ? (handlesOf(node).find((way) => way.id === handle)?.label ?? null) : null;
};

const place = ({ x, y }: { x: number; y: number }): string => `translate(-50%, -50%) translate(${x}px, ${y}px)`;

/** A line between two cards: named where its card has several ways out, with a `+` while one points at it. */
export const WayEdge = memo(({ id, source, sourceX, sourceY, sourceHandleId, target, targetX, targetY, selected }: EdgeProps) => {
  const { t } = useTranslation();
  const label = useCanvas((state) => labelIn(state.sheet, source, sourceHandleId));
  const open = useCanvas(
    (state) => state.hoveredEdge === id || (state.adding !== null && 'edge' in state.adding && state.adding.edge === id),
  );
  const startAdding = useCanvas((state) => state.startAdding);
  const share = useCanvas((state) => labelShare(state.sheet, { source, target, handle: sourceHandleId }));
  const curve = curveBetween({ x: sourceX, y: sourceY }, { x: targetX, y: targetY });
  const way: Way | null = label === null ? null : { id: sourceHandleId ?? null, label };
  return (
    <>
      <BaseEdge
        id={id}
        path={curve.path}
        interactionWidth={24}
        className={styles.line}
        data-open={open || undefined}
        data-selected={selected || undefined}
      />
      {way || open || selected ? (
        <EdgeLabelRenderer>
          {way ? (
            <span className={styles.label} data-edge={id} style={{ transform: place(curve.at(share)) }}>
              {wayName(way, t)}
            </span>
          ) : null}
          {open || selected ? (
            <button
              type="button"
              className={`${styles.plus} nodrag nopan`}
              data-edge={id}
              style={{ transform: place(curve.at(way ? 0.66 : 0.5)) }}
              aria-label={t('canvas.insertHere')}
              onClick={(event) => {
                const { left: x, bottom: y } = event.currentTarget.getBoundingClientRect();
                startAdding({ x, y, edge: id });
              }}
            >
              +
            </button>
          ) : null}
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});
