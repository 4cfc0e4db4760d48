import type { PersonEvent } from '@wayfare/kernel';

/** An event of a batch, as it came. */
export interface BatchEvent extends PersonEvent {
  readonly batchId: string;
  readonly customerId: string;
  /** It was received while the journey was paused. */
  readonly inPause: boolean;
  /** It had not been shown when the journey was last told to go on. */
  readonly held: boolean;
}

export interface Together {
  /** The batches that are shown at once. */
  readonly batchIds: readonly string[];
  readonly events: ReadonlyMap<string, readonly PersonEvent[]>;
  /** Those whose events were received in a pause. */
  readonly inPause: ReadonlySet<string>;
  /** Those whose events have waited for a pause to end. */
  readonly held: ReadonlySet<string>;
}

/**
 * How many of the oldest batches can be shown to a journey at once: as many as have no customer in common. Whoever is in two of them has to live through
 * the first before the second. So single events that come faster than they are shown are shown together, and cost no more than one.
 * @param batchIds the oldest first; one of which no event matters is shown with the others
 */
export const shownTogether = (batchIds: readonly string[], events: readonly BatchEvent[]): Together => {
  const together: string[] = [];
  const byCustomer = new Map<string, PersonEvent[]>();
  const inPause = new Set<string>();
  const held = new Set<string>();
  const byBatch = new Map<string, BatchEvent[]>(batchIds.map((id) => [id, []]));
  for (const event of events) byBatch.get(event.batchId)?.push(event);
  for (const [batchId, batch] of byBatch) {
    if (batch.some(({ customerId }) => byCustomer.has(customerId))) break;
    together.push(batchId);
    const added = new Map<string, PersonEvent[]>();
    for (const { customerId, inPause: isLate, held: hasWaited, name, occurredAt, properties } of batch) {
      added.set(customerId, [...(added.get(customerId) ?? []), { name, occurredAt, properties }]);
      if (isLate) inPause.add(customerId);
      if (hasWaited) held.add(customerId);
    }
    for (const [customerId, theirs] of added) byCustomer.set(customerId, theirs);
  }
  return { batchIds: together, events: byCustomer, inPause, held };
};
