import { useReactFlow } from '@xyflow/react';
import { useEffect } from 'react';
import { isMac, isTyping } from '../../../ui/keys.js';
import { useFit } from '../../card/fit.js';
import { GRID } from '../../sheet/place.js';
import { useCanvasStore } from '../../store/context.js';
import { useActs } from '../useActs.js';

export interface KeyTargets {
  find(): void;
  save(): void;
  help(): void;
  tidy(): void;
  readonly readOnly: boolean;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};
const FAR = 5;

/** `Mod+Shift+Z`, the same on every machine. */
const chordOf = (event: KeyboardEvent): string => {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return [mod ? 'Mod' : '', event.shiftKey && key !== '?' ? 'Shift' : '', key].filter(Boolean).join('+');
};

const focusedNode = (): string | null => document.activeElement?.closest('.react-flow__node')?.getAttribute('data-id') ?? null;
const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;

/** The canvas by keyboard. Copy, cut and paste are events of their own (`useClipboard`). */
export const useKeys = ({ find, save, help, tidy, readOnly }: KeyTargets): void => {
  const store = useCanvasStore();
  const flow = useReactFlow();
  const fit = useFit();
  const acts = useActs();
  useEffect(() => {
    const looking: Record<string, () => void> = {
      'Mod+A': acts.selectAll,
      Escape: acts.selectNone,
      '1': () => fit(),
      '0': () => void flow.zoomTo(1, { duration: 120 }),
      '+': () => void flow.zoomIn({ duration: 120 }),
      '=': () => void flow.zoomIn({ duration: 120 }),
      '-': () => void flow.zoomOut({ duration: 120 }),
      '?': help,
    };
    const drawing: Record<string, () => void> = {
      'Mod+Z': () => store.getState().undo(),
      'Mod+Shift+Z': () => store.getState().redo(),
      'Mod+Y': () => store.getState().redo(),
      'Mod+D': acts.duplicate,
      'Mod+S': save,
      Delete: acts.remove,
      Backspace: acts.remove,
      '/': find,
      T: tidy,
    };
    const chords = readOnly ? looking : { ...looking, ...drawing };
    const nudge = (event: KeyboardEvent): boolean => {
      const step = STEPS[event.key];
      // where one of several is chosen by arrows, they are meant for that
      const isForStep = !(event.target instanceof HTMLInputElement) && store.getState().selection.length > 0;
      if (!step || readOnly || !isForStep) return false;
      const size = GRID * (event.shiftKey ? FAR : 1);
      acts.nudge(step[0] * size, step[1] * size);
      return true;
    };
    const inspect = (event: KeyboardEvent): boolean => {
      const nodeId = focusedNode();
      if (!nodeId || (event.key !== 'Enter' && event.key !== ' ') || event.metaKey || event.ctrlKey) return false;
      store.getState().select([nodeId]);
      // Enter goes on into the form; Escape there comes back (Inspector)
      if (event.key === 'Enter') requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-inspector] input')?.focus());
      return true;
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isInDialog(event.target)) return;
      const chord = chordOf(event);
      // saving works while one types too
      if (isTyping(event.target) && chord !== 'Mod+S') return;
      const act = chords[chord];
      if (act) act();
      else if (!nudge(event) && !inspect(event)) return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [store, flow, fit, acts, find, save, help, tidy, readOnly]);
};
