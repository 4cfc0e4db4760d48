import { isSendingKind, type NodeKind } from '@wayfare/journey';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { NodeCard } from '../card/NodeCard.js';
import { familyOf, iconOf } from '../nodes/table.js';
import { useSpeech } from '../nodes/WordsProvider.js';
import styles from '../published/published.module.css';
import { StillPorts } from '../published/StillPorts.js';
import type { CanvasNode } from '../sheet/sheet.js';
import { useReplay } from './replay-store.js';

/** A card on the day that is shown: who stood there at its end, who went on in its course, what was sent. */
export const ReplayNode = memo(({ id, type, data, selected }: NodeProps<CanvasNode>) => {
  const { t } = useSpeech();
  const here = useReplay((state) => state.here[id] ?? 0);
  const passed = useReplay((state) => state.passed[id] ?? 0);
  const sent = useReplay((state) => state.sent[id] ?? 0);
  // a card of the canvas always holds the data of its own kind
  const node = { id, type, data, position: { x: 0, y: 0 } } as CanvasNode & { type: NodeKind };
  return (
    <NodeCard
      family={familyOf(node.type)}
      icon={iconOf(node.type, data)}
      name={data.name || t(`nodes.kind.${node.type}`)}
      selected={selected}
      pale={here === 0 && passed === 0 && sent === 0}
    >
      <div className={styles.figures}>
        <Figure value={here} label={t('canvas.replay.here')} />
        <Figure value={passed} label={t('canvas.replay.passed')} />
        {isSendingKind(node.type) ? <Figure value={sent} label={t('canvas.live.sent')} /> : null}
      </div>
      <StillPorts node={node} />
    </NodeCard>
  );
});

const Figure = ({ value, label }: { value: number; label: string }) => {
  const { format } = useSpeech();
  return (
    <span className={styles.figure}>
      <b>{format.number(value)}</b>
      <span>{label}</span>
    </span>
  );
};
