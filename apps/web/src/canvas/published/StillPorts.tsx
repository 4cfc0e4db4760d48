import { handlesOf, isEntryKind } from '@wayfare/journey';
import { Handle, Position } from '@xyflow/react';
import { portAt } from '../card/ports.js';
import type { CanvasNode } from '../sheet/sheet.js';
import styles from './published.module.css';

/** Where lines come to a card and leave it, on a drawing that is only looked at. */
export const StillPorts = ({ node }: { node: CanvasNode }) => {
  const ways = handlesOf(node);
  return (
    <>
      {isEntryKind(node.type) ? null : <Handle type="target" position={Position.Top} className={styles.port ?? ''} isConnectable={false} />}
      {ways.map((way, at) => (
        <Handle
          key={way.id ?? ''}
          type="source"
          position={Position.Bottom}
          {...(way.id === null ? {} : { id: way.id })}
          className={styles.port ?? ''}
          style={{ left: `${portAt(at, ways.length) * 100}%` }}
          isConnectable={false}
        />
      ))}
    </>
  );
};
