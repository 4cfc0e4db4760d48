import { handlesOf } from '@wayfare/journey';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { curveBetween } from '../card/curve.js';
import { familyOf } from '../nodes/table.js';
import { wayName } from '../nodes/ways.js';
import { nodeIn } from '../sheet/sheet.js';
import { labelShare } from '../sheet/wires.js';
import { useCanvas } from '../store/context.js';
import { thicknessOf } from './figures.js';
import styles from './live.module.css';
import { useLive, wayKey } from './live-store.js';

/** A line as thick as the people who took it, in the colour of the step that they left. */
export const LiveEdge = memo(({ id, source, sourceX, sourceY, sourceHandleId, target, targetX, targetY }: EdgeProps) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const count = useLive((state) => state.ways[wayKey(source, sourceHandleId)] ?? 0);
  const most = useLive((state) => state.most);
  const node = useCanvas((state) => nodeIn(state.sheet, source));
  const way = node && sourceHandleId ? handlesOf(node).find((each) => each.id === sourceHandleId) : undefined;
  const share = useCanvas((state) => labelShare(state.sheet, { source, target, handle: sourceHandleId }));
  const curve = curveBetween({ x: sourceX, y: sourceY }, { x: targetX, y: targetY });
  const { x, y } = curve.at(share);
  return (
    <>
      <BaseEdge
        id={id}
        path={curve.path}
        className={styles.line}
        data-family={node ? familyOf(node.type) : undefined}
        data-empty={count === 0 || undefined}
        style={{ strokeWidth: thicknessOf(count, most) }}
      />
      {way ? (
        <EdgeLabelRenderer>
          <span className={styles.label} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
            {wayName(way, t)} · <b>{number(count)}</b>
          </span>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});
