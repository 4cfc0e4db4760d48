import type { Replay, ReplayFrame } from '@wayfare/contracts';

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, count) => total + count, 0);

/** Everybody who entered and left up to the end of a frame, and who was inside then: entered = inside + exited. */
export interface Totals {
  readonly entered: number;
  readonly inside: number;
  readonly exited: number;
}

export const totalsAt = (frames: readonly ReplayFrame[], at: number): Totals => {
  const soFar = frames.slice(0, at + 1);
  const entered = soFar.reduce((total, frame) => total + frame.entered, 0);
  const exited = soFar.reduce((total, frame) => total + sum(frame.exited), 0);
  return { entered, inside: entered - exited, exited };
};

/** People on the busiest line of the busiest frame. */
export const busiestLine = (frames: readonly ReplayFrame[]): number =>
  frames.reduce((most, { flows }) => flows.reduce((line, { people }) => Math.max(line, people), most), 0);

/** How much went on in a frame: steps that people took, comings and goings among them. */
export const bustleOf = ({ entered, exited, flows }: ReplayFrame): number =>
  entered + sum(exited) + flows.reduce((total, { people }) => total + people, 0);

/** People who stand where the drawing that is shown has no step any more, most first. */
export const standingElsewhere = (
  { here }: ReplayFrame,
  shown: ReadonlySet<string>,
  steps: Replay['steps'],
): { readonly step: Replay['steps'][number]; readonly people: number }[] =>
  steps
    .flatMap((step) => (shown.has(step.id) ? [] : [{ step, people: here[step.id] ?? 0 }]))
    .filter(({ people }) => people > 0)
    .sort((one, other) => other.people - one.people);
