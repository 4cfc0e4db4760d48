import type { ReplayFrame } from '@wayfare/contracts';
import { create } from 'zustand';
import { wayKey } from '../published/way-key.js';

/** The frame that is shown, by node and by way out: cards and lines listen to their own number of it. */
interface ReplayState {
  readonly here: Readonly<Record<string, number>>;
  /** People who went on from a node in the frame. */
  readonly passed: Readonly<Record<string, number>>;
  readonly sent: Readonly<Record<string, number>>;
  readonly ways: Readonly<Record<string, number>>;
  /** People on the busiest line of the busiest frame: so that one day's lines compare with another's. */
  readonly most: number;
  show(frame: ReplayFrame | undefined, most: number): void;
}

const NOTHING = { here: {}, passed: {}, sent: {}, ways: {}, most: 0 };

const tally = (flows: ReplayFrame['flows'], keyOf: (flow: ReplayFrame['flows'][number]) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const flow of flows) counts[keyOf(flow)] = (counts[keyOf(flow)] ?? 0) + flow.people;
  return counts;
};

export const useReplay = create<ReplayState>()((set) => ({
  ...NOTHING,
  show: (frame, most) =>
    set(
      frame
        ? {
            here: frame.here,
            sent: frame.sent,
            passed: tally(frame.flows, ({ source }) => source),
            ways: tally(frame.flows, ({ source, handle }) => wayKey(source, handle)),
            most,
          }
        : NOTHING,
    ),
}));
