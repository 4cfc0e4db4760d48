import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useFormat } from '../../i18n/format.js';
import { useRoute } from '../card/useRoute.js';
import { familyOf } from '../nodes/table.js';
import { nodeIn } from '../sheet/sheet.js';
import { useCanvas } from '../store/context.js';
import { thicknessOf } from './figures.js';
import styles from './live.module.css';
import { useLive, wayKey } from './live-store.js';

/** How long a label is with a count behind it. */
const WITH_COUNT = ' · 10,000';

/** A line as thick as the people who took it, in the colour of the step that they left. */
export const LiveEdge = memo((line: EdgeProps) => {
  const { id, source, sourceHandleId } = line;
  const { number } = useFormat();
  const count = useLive((state) => state.ways[wayKey(source, sourceHandleId)] ?? 0);
  const most = useLive((state) => state.most);
  const node = useCanvas((state) => nodeIn(state.sheet, source));
  const { path, way } = useRoute(line, WITH_COUNT);
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={styles.line}
        data-family={node ? familyOf(node.type) : undefined}
        data-empty={count === 0 || undefined}
        style={{ strokeWidth: thicknessOf(count, most) }}
      />
      {way ? (
        <EdgeLabelRenderer>
          <span className={styles.label} style={{ transform: `translate(-50%, -50%) translate(${way.at.x}px, ${way.at.y}px)` }}>
            {way.name} · <b>{number(count)}</b>
          </span>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});
