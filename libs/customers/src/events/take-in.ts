import type { EventsReply } from '@wayfare/contracts';
import type { Database } from '@wayfare/platform';
import { recognise } from '../identity/recognise.js';
import { appendEvents, eventsOfBatches } from './append.js';
import type { NewEvent } from './event.js';
import type { JudgedEvent } from './judge.js';

/** The events of one request that passed, each with its place in it. */
export type Passed = readonly { readonly index: number; readonly event: JudgedEvent }[];

export interface TakenIn {
  /** What each request is answered, but for the events that did not get here. */
  readonly replies: readonly EventsReply[];
  /** The batch that the engine is to be told of; null where nothing was new. */
  readonly batchId: string | null;
}

interface Known {
  readonly request: number;
  readonly event: NewEvent;
}

/* Written out, since spreading costs more than all else that is done with an event here. */
const ofCustomer = (customerId: string, { id, name, occurredAt, receivedAt, properties, value }: JudgedEvent): NewEvent => ({
  customerId,
  id,
  name,
  occurredAt,
  receivedAt,
  properties,
  value,
});

/** Finds or makes everybody and writes all events, with one batch, in one transaction; each request is answered for itself. */
export const takeIn = (database: Database, requests: readonly Passed[], now: Date): Promise<TakenIn> =>
  database.transaction(async (tx) => {
    const all = requests.flatMap((passed, request) => passed.map(({ index, event }) => ({ request, index, event })));
    const { customers } = await recognise(
      tx,
      all.map(({ event }) => event.customer),
      { source: 'event', now },
    );
    const rejected: EventsReply['rejected'][] = requests.map(() => []);
    const known: Known[] = [];
    for (const [at, { request, index, event }] of all.entries()) {
      const customerId = customers[at];
      if (customerId) known.push({ request, event: ofCustomer(customerId, event) });
      else rejected[request]?.push({ index, code: 'unknown_customer', message: `there is no customer ${event.customer.id}` });
    }
    const appended = await appendEvents(
      tx,
      known.map(({ event }) => event),
      now,
    );
    const fresh = requests.length > 1 && appended.duplicates > 0 ? await eventsOfBatches(tx, appended.batchIds) : null;
    const counts = requests.length === 1 ? [appended.accepted] : countNew(known, requests.length, fresh);
    const replies = requests.map((_, request) => {
      const mine = counts[request] ?? 0;
      return {
        accepted: mine,
        duplicates: known.filter((one) => one.request === request).length - mine,
        rejected: rejected[request] ?? [],
      };
    });
    return { replies, batchId: appended.batchId };
  });

/**
 * How many events of each request were new; of two that are the same the first is.
 * @param fresh which were new; null: all
 */
const countNew = (known: readonly Known[], requests: number, fresh: Set<string> | null): number[] => {
  const counts = new Array<number>(requests).fill(0);
  for (const { request, event } of known)
    if (fresh === null || event.id === undefined || fresh.delete(`${event.customerId} ${event.id}`))
      counts[request] = (counts[request] ?? 0) + 1;
  return counts;
};
