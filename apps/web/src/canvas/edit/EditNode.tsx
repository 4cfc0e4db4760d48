import { handlesOf, type NodeKind } from '@wayfare/journey';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { NodeCard } from '../card/NodeCard.js';
import styles from '../card/NodeCard.module.css';
import { LiveLine } from '../live/LiveLine.js';
import { familyOf, iconOf, sentenceOf } from '../nodes/table.js';
import { useSpeech, useWords } from '../nodes/WordsProvider.js';
import type { CanvasNode } from '../sheet/sheet.js';
import { useCanvas } from '../store/context.js';
import { InPort, OutPorts } from './Ports.js';
import { useRemeasure } from './useRemeasure.js';

/** A card to draw with. It hears of nothing but itself, so that a drag over three hundred cards redraws one. */
export const EditNode = memo(({ id, type, data, selected }: NodeProps<CanvasNode>) => {
  const { t } = useSpeech();
  const badge = useCanvas((state) => state.badges[id]);
  // a card of the canvas always holds the data of its own kind
  const node = { id, type, data, position: { x: 0, y: 0 } } as CanvasNode & { type: NodeKind };
  const ways = handlesOf(node);
  useRemeasure(id, ways.map((way) => way.id).join(' '));
  return (
    <NodeCard
      family={familyOf(node.type)}
      icon={iconOf(node.type, data)}
      name={data.name || t(`nodes.kind.${node.type}`)}
      selected={selected}
      badge={
        badge ? (
          <span className={styles.badge} data-severity={badge} role="img" aria-label={t(`canvas.problems.${badge}`)}>
            !
          </span>
        ) : null
      }
    >
      <Sentence type={node.type} data={data} />
      <LiveLine nodeId={id} />
      <InPort kind={node.type} />
      <OutPorts nodeId={id} ways={ways} />
    </NodeCard>
  );
});

/** What the step does, in words: the names of templates and segments in it become known later than the card. */
const Sentence = ({ type, data }: Pick<CanvasNode & { type: NodeKind }, 'type' | 'data'>) => {
  const words = useWords();
  return <p className={styles.says}>{sentenceOf(type, data, words)}</p>;
};
