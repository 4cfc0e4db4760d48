import { useReactFlow } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { isTyping } from '../../../ui/keys.js';
import { clipOf, offsetTo, paste, readClip } from '../../sheet/clipboard.js';
import { newId } from '../../sheet/ids.js';
import { removeNodes } from '../../sheet/remove.js';
import { useCanvasStore } from '../../store/context.js';

/**
 * Copy, cut and paste by the browser's own events: no permission is asked, and steps travel between journeys and windows as
 * text on the system's clipboard. What is pasted lands where the pointer is.
 */
export const useClipboard = (): void => {
  const store = useCanvasStore();
  const flow = useReactFlow();
  const pointer = useRef<{ x: number; y: number } | null>(null);
  useEffect(() => {
    const track = (event: PointerEvent): void => {
      const over = event.target instanceof Element && event.target.closest('.react-flow');
      pointer.current = over ? { x: event.clientX, y: event.clientY } : null;
    };
    const copy = (event: ClipboardEvent): boolean => {
      const { selection, sheet } = store.getState();
      if (isTyping(event.target) || selection.length === 0 || window.getSelection()?.toString()) return false;
      event.clipboardData?.setData('text/plain', JSON.stringify(clipOf(sheet, new Set(selection))));
      event.preventDefault();
      return true;
    };
    const onCopy = (event: ClipboardEvent): void => void copy(event);
    const onCut = (event: ClipboardEvent): void => {
      const { selection, edit } = store.getState();
      if (copy(event)) edit(removeNodes(new Set(selection), newId));
    };
    const onPaste = (event: ClipboardEvent): void => {
      const clip = isTyping(event.target) ? null : readClip(event.clipboardData?.getData('text/plain') ?? '');
      if (!clip) return;
      event.preventDefault();
      const by = pointer.current ? offsetTo(clip, flow.screenToFlowPosition(pointer.current)) : { x: 44, y: 44 };
      store.getState().edit(paste(clip, by, newId));
    };
    document.addEventListener('pointermove', track);
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCut);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('pointermove', track);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCut);
      document.removeEventListener('paste', onPaste);
    };
  }, [store, flow]);
};
