import type { Clock } from '@wayfare/kernel';
import { createLogger, type Database } from '@wayfare/platform';
import type { Computation } from '../computed/computation.js';
import { Computations, type ComputationsDeps } from '../computed/computations.js';
import { OPEN } from '../computed/runs.sql.js';

interface Computing {
  readonly database: Database;
  readonly clock: Clock;
  readonly all: readonly Computation[];
  /** Hears of the events that are written; where absent, `announced` does. */
  readonly events?: ComputationsDeps['events'];
}

/** What works things out about people, without workers: `settle` asks for what is due and does what they would, until nothing is left. */
export const computing = ({ database, clock, all, events }: Computing) => {
  const announced: string[] = [];
  const computations = new Computations({
    ...{ database, clock, all, queues: { add: async () => undefined }, logger: createLogger({ level: 'silent', name: 'test' }) },
    events: events ?? { announce: async (batchId) => void announced.push(batchId) },
  });
  const settle = async (): Promise<void> => {
    for (;;) {
      await computations.reconcile();
      const open = await database.query<{ id: string }>(OPEN);
      if (open.length === 0) return;
      for (const { id } of open) await computations.run(id);
    }
  };
  return { computations, announced, settle };
};
