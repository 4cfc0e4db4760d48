import { isEntryKind, type NodeKind, type Handle as Way } from '@wayfare/journey';
import { Handle, Position, useNodeConnections } from '@xyflow/react';
import { memo } from 'react';
import { portAt } from '../card/ports.js';
import { useSpeech } from '../nodes/WordsProvider.js';
import { wayName } from '../nodes/ways.js';
import { useCanvas } from '../store/context.js';
import styles from './Ports.module.css';

/** Where lines arrive: the whole upper edge takes them. */
export const InPort = ({ kind }: { kind: NodeKind }) =>
  isEntryKind(kind) ? null : <Handle type="target" position={Position.Top} className={styles.in ?? ''} isConnectableStart={false} />;

export const OutPorts = memo(({ nodeId, ways }: { nodeId: string; ways: readonly Way[] }) => (
  <>
    {ways.map((way, at) => (
      <OutPort key={way.id ?? ''} nodeId={nodeId} way={way} at={portAt(at, ways.length)} />
    ))}
  </>
));

/** A way out: drag from it to draw a line. As long as it leads nowhere, it says its name and offers the next step. */
const OutPort = ({ nodeId, way, at }: { nodeId: string; way: Way; at: number }) => {
  const taken = useNodeConnections({ id: nodeId, handleType: 'source', ...(way.id === null ? {} : { handleId: way.id }) }).length > 0;
  const left = `${at * 100}%`;
  return (
    <>
      <Handle
        type="source"
        position={Position.Bottom}
        {...(way.id === null ? {} : { id: way.id })}
        className={styles.out ?? ''}
        style={{ left }}
      />
      {taken ? null : <OpenEnd nodeId={nodeId} way={way} left={left} />}
    </>
  );
};

const OpenEnd = ({ nodeId, way, left }: { nodeId: string; way: Way; left: string }) => {
  const { t } = useSpeech();
  const startAdding = useCanvas((state) => state.startAdding);
  const name = wayName(way, t);
  return (
    <div className={`${styles.open} nodrag nopan`} style={{ left }}>
      <button
        type="button"
        className={styles.plus}
        aria-label={t('canvas.addAfter', { way: name })}
        onClick={(event) => {
          const { left: x, bottom: y } = event.currentTarget.getBoundingClientRect();
          startAdding({ x, y, after: nodeId, handle: way.id });
        }}
      >
        +
      </button>
      {way.id === null ? null : <span className={styles.name}>{name}</span>}
    </div>
  );
};
