import { useCallback, useEffect, useState } from 'react';

const DAY_MS = 86_400_000;
/** A day of the journey goes by in ten seconds; nothing takes longer than that, and nothing is too quick to be seen. */
const PER_DAY_MS = 10_000;
const QUICKEST_MS = 700;
const TICK_MS = 120;

export const paceOf = (gapMs: number): number => Math.min(PER_DAY_MS, Math.max(QUICKEST_MS, (gapMs / DAY_MS) * PER_DAY_MS));

export interface RunClock {
  /** The instant of the run that is shown, in milliseconds. */
  readonly now: number;
  readonly playing: boolean;
  /** Everything has been shown. */
  readonly isOver: boolean;
  toggle(): void;
  showAll(): void;
}

/** The clock of a run while it is shown: it goes from instant to instant, and stands still where nothing happens any more. */
export const useRunClock = (instants: readonly number[], atOnce: boolean): RunClock => {
  const end = instants.at(-1) ?? 0;
  const [now, setNow] = useState(() => (atOnce ? end : (instants[0] ?? 0)));
  const [playing, setPlaying] = useState(!atOnce);
  const isOver = now >= end;
  useEffect(() => {
    if (!playing || isOver) return undefined;
    const next = instants.find((instant) => instant > now) ?? end;
    const from = instants.findLast((instant) => instant <= now) ?? now;
    const step = ((next - from) * TICK_MS) / paceOf(next - from);
    const timer = setTimeout(() => setNow(Math.min(next, now + Math.max(1, step))), TICK_MS);
    return () => clearTimeout(timer);
  }, [playing, isOver, now, instants, end]);
  const toggle = useCallback(() => {
    if (isOver) setNow(instants[0] ?? 0);
    setPlaying(isOver || !playing);
  }, [isOver, playing, instants]);
  const showAll = useCallback(() => setNow(end), [end]);
  return { now, playing: playing && !isOver, isOver, toggle, showAll };
};
