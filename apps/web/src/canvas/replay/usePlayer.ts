import { useCallback, useEffect, useState } from 'react';
import { isTyping } from '../../ui/keys.js';

/** A long journey goes by in about a minute, a short one slowly enough to be read. */
const WHOLE_MS = 60_000;
const QUICKEST_MS = 120;
const SLOWEST_MS = 900;

export interface Player {
  /** The index of the frame that is shown. */
  readonly at: number;
  readonly playing: boolean;
  show(at: number): void;
  toggle(): void;
}

/** Opened at the last frame; what is added at the end is followed as long as nobody has gone elsewhere. */
export const usePlayer = (frames: number): Player => {
  const last = Math.max(0, frames - 1);
  const [chosen, setChosen] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const at = chosen === null ? last : Math.min(chosen, last);
  const show = useCallback((to: number) => setChosen(to >= last ? null : Math.max(0, to)), [last]);
  const toggle = useCallback(() => {
    // from the end it begins anew
    if (!playing && at >= last) setChosen(0);
    setPlaying(!playing && last > 0);
  }, [at, last, playing]);
  useEffect(() => {
    if (!playing) return undefined;
    if (at >= last) {
      setPlaying(false);
      return undefined;
    }
    const next = setTimeout(() => show(at + 1), Math.min(SLOWEST_MS, Math.max(QUICKEST_MS, WHOLE_MS / frames)));
    return () => clearTimeout(next);
  }, [at, frames, last, playing, show]);
  return { at, playing, show, toggle };
};

/** What a key does on its own; `null`: it is meant for something else. */
const actOf = (key: string, { at, show, toggle }: Pick<Player, 'at' | 'show' | 'toggle'>): (() => void) | null => {
  switch (key) {
    case 'ArrowLeft':
      return () => show(at - 1);
    case 'ArrowRight':
      return () => show(at + 1);
    case 'Home':
      return () => show(0);
    case 'End':
      return () => show(Number.POSITIVE_INFINITY);
    case ' ':
      return toggle;
    default:
      return null;
  }
};

const isSlider = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && target.type === 'range';
const isIn = (target: EventTarget | null, what: string): boolean => target instanceof Element && target.closest(what) !== null;

/** Whether a key is meant for the player: not while one types, chooses one of several by arrows, or presses a button by the space bar. */
const isForPlayer = ({ key, target, defaultPrevented, metaKey, ctrlKey, altKey }: KeyboardEvent): boolean => {
  if (defaultPrevented || metaKey || ctrlKey || altKey) return false;
  if (isSlider(target)) return true;
  if (isTyping(target) || target instanceof HTMLInputElement || isIn(target, '[role="dialog"], [role="menu"], [role="listbox"]'))
    return false;
  return key !== ' ' || !isIn(target, 'button, a');
};

/** ← and → go from frame to frame, Home and End to the first and the last, Space plays and stops; from anywhere on the page. */
export const usePlayerKeys = ({ at, show, toggle }: Player): void => {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const act = isForPlayer(event) ? actOf(event.key, { at, show, toggle }) : null;
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [at, show, toggle]);
};
