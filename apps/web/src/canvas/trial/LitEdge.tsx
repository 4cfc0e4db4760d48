import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useRoute } from '../card/useRoute.js';
import { wayKey } from '../published/way-key.js';
import { useLit } from './lit-store.js';
import styles from './trial.module.css';

/** A line that lights up once somebody has taken it. */
export const LitEdge = memo((line: EdgeProps) => {
  const taken = useLit((state) => (state.ways[wayKey(line.source, line.sourceHandleId)] ?? 0) > 0);
  const { path, way } = useRoute(line);
  return (
    <>
      <BaseEdge id={line.id} path={path} className={styles.line} data-taken={taken || undefined} />
      {way ? (
        <EdgeLabelRenderer>
          <span
            className={styles.label}
            data-taken={taken || undefined}
            style={{ transform: `translate(-50%, -50%) translate(${way.at.x}px, ${way.at.y}px)` }}
          >
            {way.name}
          </span>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});
