import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import styles from '../nodes/note/note.module.css';
import type { CanvasNode } from '../sheet/sheet.js';

/** A note to read. */
export const StillNote = memo(({ data }: NodeProps<CanvasNode<'note'>>) => (
  <article className={styles.note} data-colour={data.colour}>
    <p className={styles.text}>{data.text}</p>
  </article>
));
