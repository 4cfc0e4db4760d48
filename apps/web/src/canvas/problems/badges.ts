import type { Severity } from '@wayfare/journey';

interface Placed {
  readonly nodeId: string | null;
  readonly severity: Severity;
}

/** The worst that is said of each node. */
export const badgesOf = (problems: readonly Placed[]): Record<string, Severity> => {
  const badges: Record<string, Severity> = {};
  for (const { nodeId, severity } of problems) {
    if (nodeId !== null && badges[nodeId] !== 'error') badges[nodeId] = severity;
  }
  return badges;
};
