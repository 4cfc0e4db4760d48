import type { PreviewStep } from '@wayfare/contracts';
import { wayKey } from '../published/way-key.js';

/** What people have gone through by an instant, as the drawing shows it. */
export interface Lit {
  /** By node: people who stand there. */
  readonly here: Readonly<Record<string, number>>;
  /** By way out of a node: people who have taken it. */
  readonly ways: Readonly<Record<string, number>>;
  /** By node: when somebody last came there. */
  readonly cameAt: Readonly<Record<string, string>>;
}

export const NOTHING_LIT: Lit = { here: {}, ways: {}, cameAt: {} };

const add = (counts: Record<string, number>, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};

/**
 * The ways of people as far as they have come by an instant.
 * @param paths of each of them, the steps in their order
 * @param at milliseconds
 */
export const litAt = (paths: readonly (readonly PreviewStep[])[], at: number): Lit => {
  const here: Record<string, number> = {};
  const ways: Record<string, number> = {};
  const cameAt: Record<string, string> = {};
  for (const steps of paths) {
    const come = steps.filter((step) => Date.parse(step.at) <= at);
    for (const step of come) {
      const last = cameAt[step.nodeId];
      if (last === undefined || last < step.at) cameAt[step.nodeId] = step.at;
      if (step.leftAt !== null && Date.parse(step.leftAt) <= at) add(ways, wayKey(step.nodeId, step.handle));
    }
    const last = come.at(-1);
    if (last) add(here, last.nodeId);
  }
  return { here, ways, cameAt };
};

/** The instants at which something is to be seen, in their order. */
export const instantsOf = (paths: readonly (readonly PreviewStep[])[], others: readonly string[] = []): number[] => {
  const times = [...paths.flatMap((steps) => steps.flatMap(({ at, leftAt }) => (leftAt === null ? [at] : [at, leftAt]))), ...others];
  return [...new Set(times.map((time) => Date.parse(time)))].sort((one, other) => one - other);
};
