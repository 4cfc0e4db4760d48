import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { LineLabels } from '../card/LineLabels.js';
import { useRoute } from '../card/useRoute.js';
import { useSpeech } from '../nodes/WordsProvider.js';
import { useCanvas } from '../store/context.js';
import styles from './WayEdge.module.css';

const place = ({ x, y }: { x: number; y: number }): string => `translate(-50%, -50%) translate(${x}px, ${y}px)`;

/** A line between two cards: named where its card has several ways out, with a `+` while one points at it. */
export const WayEdge = memo((line: EdgeProps) => {
  const { id, selected } = line;
  const { t } = useSpeech();
  const open = useCanvas(
    (state) => state.hoveredEdge === id || (state.adding !== null && 'edge' in state.adding && state.adding.edge === id),
  );
  const startAdding = useCanvas((state) => state.startAdding);
  const { path, middle, way } = useRoute(line);
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={24}
        className={styles.line}
        data-open={open || undefined}
        data-selected={selected || undefined}
      />
      {way || open || selected ? (
        <LineLabels>
          {way ? (
            <span className={styles.label} data-edge={id} style={{ transform: place(way.at) }}>
              {way.name}
            </span>
          ) : null}
          {open || selected ? (
            <button
              type="button"
              className={`${styles.plus} nodrag nopan`}
              data-edge={id}
              style={{ transform: place(middle) }}
              aria-label={t('canvas.insertHere')}
              onClick={(event) => {
                const { left: x, bottom: y } = event.currentTarget.getBoundingClientRect();
                startAdding({ x, y, edge: id });
              }}
            >
              +
            </button>
          ) : null}
        </LineLabels>
      ) : null}
    </>
  );
});
