import { isSendingKind, type NodeKind } from '@wayfare/journey';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useWorkspace } from '../../app/workspace.js';
import { useFormat } from '../../i18n/format.js';
import { Num } from '../../ui/Num.js';
import { NodeCard } from '../card/NodeCard.js';
import { familyOf, iconOf } from '../nodes/table.js';
import { useSpeech } from '../nodes/WordsProvider.js';
import styles from '../published/published.module.css';
import { StillPorts } from '../published/StillPorts.js';
import type { CanvasNode } from '../sheet/sheet.js';
import { type Figure, figuresOf } from './figures.js';
import { useLive } from './live-store.js';
import { useOpened } from './opened.js';

/** A card to look at: who stands there now, who has passed, what became of the messages. Each number opens its people. */
export const LiveNode = memo(({ id, type, data, selected }: NodeProps<CanvasNode>) => {
  const { t } = useSpeech();
  const live = useLive((state) => state.nodes[id]);
  // a card of the canvas always holds the data of its own kind
  const node = { id, type, data, position: { x: 0, y: 0 } } as CanvasNode & { type: NodeKind };
  return (
    <NodeCard
      family={familyOf(node.type)}
      icon={iconOf(node.type, data)}
      name={data.name || t(`nodes.kind.${node.type}`)}
      selected={selected}
      pale={!live}
    >
      {live ? (
        <div className={styles.figures}>
          {figuresOf(node.type, live).map((figure) => (
            <FigureCell
              key={figure.key}
              nodeId={id}
              figure={figure}
              nextAt={figure.key === 'here' && figure.value > 0 ? live.nextAt : null}
            />
          ))}
          {isSendingKind(node.type) ? <ResponseCell nodeId={id} /> : null}
        </div>
      ) : null}
      <StillPorts node={node} />
    </NodeCard>
  );
});

/** How many of those whom the message reached responded, and their share. */
const ResponseCell = ({ nodeId }: { nodeId: string }) => {
  const { t } = useSpeech();
  const { number, percent } = useFormat();
  const responses = useLive((state) => state.responses[nodeId]);
  if (!responses || responses.reached === 0) return null;
  return (
    <span className={`${styles.figure} nodrag`} data-key="responded">
      <b>{number(responses.responded)}</b>
      <span>{t('canvas.live.responded', { rate: percent(responses.responded / responses.reached) })}</span>
    </span>
  );
};

const FigureCell = ({ nodeId, figure, nextAt }: { nodeId: string; figure: Figure; nextAt: string | null }) => {
  const { t } = useSpeech();
  const { date, shortDate, time } = useFormat();
  const { now } = useWorkspace();
  const open = useOpened((state) => state.open);
  const label = t(`canvas.live.${figure.key}`);
  return (
    <span className={`${styles.figure} nodrag`} data-key={figure.key}>
      <b>
        <Num value={figure.value} label={label} onOpen={() => open({ node: nodeId, what: figure.key })} />
      </b>
      <span>{nextAt ? t('canvas.live.hereNext', { when: date(nextAt) === date(now) ? time(nextAt) : shortDate(nextAt) }) : label}</span>
    </span>
  );
};
