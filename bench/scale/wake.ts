import { Ingestion } from '@wayfare/customers';
import { audience, draw, exit, waitEvent } from '@wayfare/journey/testing';
import type { Passage } from '../engine/passage.js';
import type { Bench } from '../harness.js';

const BATCH = 500;
const SENDERS = 2;

/**
 * So many people wait for an event, and it comes for all of them, in batches as a shop would send them. From the first batch until the last of them has gone on; the
 * events are written, recognised and put on the ledger meanwhile.
 */
export const wake = async (
  passage: Passage,
  { database, queues, timed }: Pick<Bench<Record<string, never>>, 'database' | 'queues' | 'timed'>,
  clock: { now(): Date },
  people: number,
): Promise<number> => {
  const graph = draw(
    {
      in: audience({ condition: { attribute: 'number', is: 'lte', value: people } }),
      paid: waitEvent('paid', 'P9D'),
      end: exit(),
    },
    ['in -> paid:matched -> end', 'paid:timeout -> end'],
  );
  const journeyId = await passage.launch('wake', graph);
  await passage.until(journeyId, people, 'paid');
  await passage.atRest();
  const ingestion = new Ingestion({ database, queues, clock });
  const batches = Array.from({ length: Math.ceil(people / BATCH) }, (_, at) => at).values();
  const sender = async (): Promise<void> => {
    for (const batch of batches) {
      const size = Math.min(BATCH, people - batch * BATCH);
      const events = Array.from({ length: size }, (_, at) => batch * BATCH + at + 1).map((n) => ({
        id: `paid-${n}`,
        customer: { externalId: `c${n}` },
        name: 'paid',
        occurredAt: clock.now().toISOString(),
        properties: { order: n },
      }));
      const { accepted } = await ingestion.events({ events });
      if (accepted !== size) throw new Error(`of ${size} events ${accepted} were taken`);
    }
  };
  const { seconds } = await timed('wake', async () => {
    await Promise.all([...Array.from({ length: SENDERS }, sender), passage.until(journeyId, people, 'end')]);
  });
  return seconds;
};
