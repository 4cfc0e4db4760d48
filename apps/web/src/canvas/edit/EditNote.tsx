import { type NodeProps, NodeResizer } from '@xyflow/react';
import { type KeyboardEvent, memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../nodes/note/note.module.css';
import { GRID } from '../sheet/place.js';
import { type CanvasNode, changeData } from '../sheet/sheet.js';
import { useCanvas } from '../store/context.js';

type NoteProps = NodeProps<CanvasNode<'note'>>;

/** A note to write on: pulled larger by its edges, written on after a double click. */
export const EditNote = memo(({ id, data, selected, draggable }: NoteProps) => {
  const { t } = useTranslation();
  const [startDrag, stopDrag, edit] = [
    useCanvas((state) => state.startDrag),
    useCanvas((state) => state.stopDrag),
    useCanvas((state) => state.edit),
  ];
  const [writing, setWriting] = useState(false);
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') setWriting(false);
  };
  return (
    <>
      <NodeResizer
        isVisible={selected && draggable}
        minWidth={GRID * 8}
        minHeight={GRID * 5}
        handleClassName={styles.grip ?? ''}
        color="var(--seal)"
        onResizeStart={startDrag}
        onResizeEnd={stopDrag}
      />
      <article
        className={styles.note}
        data-colour={data.colour}
        data-selected={selected || undefined}
        aria-label={t('nodes.kind.note')}
        onDoubleClick={() => setWriting(draggable)}
      >
        {writing ? (
          <textarea
            // biome-ignore lint/a11y/noAutofocus: the note was double-clicked to write on it
            autoFocus
            className={`${styles.write} nodrag nopan nowheel`}
            aria-label={t('nodes.note.edit')}
            maxLength={4000}
            value={data.text}
            onChange={(event) => edit(changeData(id, { ...data, text: event.currentTarget.value }), `${id}.text`)}
            onBlur={() => setWriting(false)}
            onKeyDown={onKey}
          />
        ) : (
          <p className={`${styles.text} ${data.text === '' ? 'faint' : ''}`}>{data.text || t('nodes.note.empty')}</p>
        )}
      </article>
    </>
  );
});
