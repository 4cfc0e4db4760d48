/** People who took a way: into a journey (`from` null), from one node to another, or out (`to` null). */
export interface Way {
  readonly from: string | null;
  readonly to: string | null;
  readonly handle: string | null;
  readonly people: number;
}

/** People who went along a line of the drawing. */
export interface Flow {
  readonly source: string;
  readonly handle: string | null;
  readonly target: string;
  readonly people: number;
}

/** The ways from node to node as sums by line; who comes in or leaves goes along none. */
export const flowsOf = (ways: readonly Way[]): Flow[] => {
  const flows = new Map<string, Flow>();
  for (const { from, to, handle, people } of ways) {
    if (from === null || to === null) continue;
    const key = JSON.stringify([from, handle, to]);
    flows.set(key, { source: from, handle, target: to, people: (flows.get(key)?.people ?? 0) + people });
  }
  return [...flows.values()];
};
