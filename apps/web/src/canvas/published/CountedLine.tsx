import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { LineLabels } from '../card/LineLabels.js';
import { useRoute } from '../card/useRoute.js';
import { familyOf } from '../nodes/table.js';
import { useSpeech } from '../nodes/WordsProvider.js';
import { nodeIn } from '../sheet/sheet.js';
import { useCanvas } from '../store/context.js';
import styles from './published.module.css';
import { thicknessOf } from './thickness.js';

/** How long a label is with a count behind it. */
const WITH_COUNT = ' · 10,000';

interface CountedLineProps {
  readonly line: EdgeProps;
  /** People who took it. */
  readonly count: number;
  /** People on the busiest line. */
  readonly most: number;
}

/** A line as thick as the people who took it, in the colour of the step that they left. */
export const CountedLine = ({ line, count, most }: CountedLineProps) => {
  const { format } = useSpeech();
  const node = useCanvas((state) => nodeIn(state.sheet, line.source));
  const { path, way } = useRoute(line, WITH_COUNT);
  return (
    <>
      <BaseEdge
        id={line.id}
        path={path}
        className={styles.line}
        data-family={node ? familyOf(node.type) : undefined}
        data-empty={count === 0 || undefined}
        style={{ strokeWidth: thicknessOf(count, most) }}
      />
      {way ? (
        <LineLabels>
          <span className={styles.label} style={{ transform: `translate(-50%, -50%) translate(${way.at.x}px, ${way.at.y}px)` }}>
            {way.name} · <b>{format.number(count)}</b>
          </span>
        </LineLabels>
      ) : null}
    </>
  );
};
