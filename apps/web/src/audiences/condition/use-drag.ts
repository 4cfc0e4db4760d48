import type { DragEvent } from 'react';
import { useBuilder } from './builder.js';
import { placeItem } from './move.js';

/** Dragging by the handle: a line shows where the row would land, in its own group or in another. */
export const useDrag = (key: string, group: string, at: number) => {
  const { drag, setDrag, change } = useBuilder();
  const isHalfWay = (event: DragEvent<HTMLElement>): boolean => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    return event.clientY > top + height / 2;
  };
  const handle = {
    draggable: true,
    onDragStart: (event: DragEvent<HTMLElement>): void => {
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', key);
      setDrag({ key, over: null });
    },
    onDragEnd: (): void => setDrag(null),
  };
  const target = {
    onDragOver: (event: DragEvent<HTMLElement>): void => {
      if (!drag) return;
      event.preventDefault();
      event.stopPropagation();
      const over = { group, at: isHalfWay(event) ? at + 1 : at };
      if (drag.over?.group !== over.group || drag.over.at !== over.at) setDrag({ key: drag.key, over });
    },
    onDrop: (event: DragEvent<HTMLElement>): void => {
      event.preventDefault();
      event.stopPropagation();
      if (drag?.over) {
        const { over } = drag;
        change((root) => placeItem(root, drag.key, over.group, over.at));
      }
      setDrag(null);
    },
  };
  const lands = drag?.over?.group === group ? drag.over.at : null;
  return { handle, target, isDragged: drag?.key === key, landsBefore: lands === at, landsAfter: lands === at + 1 };
};
