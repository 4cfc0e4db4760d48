import { Computations } from '@wayfare/customers';
import { ManualClock } from '@wayfare/kernel';
import { TEST_NOW } from '@wayfare/kernel/testing';
import { createLogger } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { TraitComputation } from '../computation.js';
import { Traits } from '../traits.js';

const OPEN = `SELECT id FROM computation_runs WHERE state IN ('queued', 'running') ORDER BY id`;

/** A database with a clock that stands still, and what works traits out on it, without workers: `settle` does what they would. */
export const traitWorld = async (shards = 1) => {
  const database = await testDatabase({ shards });
  const clock = new ManualClock(TEST_NOW);
  const queues = { add: async () => undefined };
  const computations = new Computations({
    ...{ database, clock, queues, logger: createLogger({ level: 'silent', name: 'test' }) },
    events: { announce: async () => undefined },
    all: [new TraitComputation()],
  });
  return {
    ...{ database, clock, computations, traits: new Traits({ database, clock, computations }) },
    settle: async () => {
      for (;;) {
        await computations.reconcile();
        const open = await database.query<{ id: string }>(OPEN);
        if (open.length === 0) return;
        for (const { id } of open) await computations.run(id);
      }
    },
    valuesOf: async (name: string) =>
      Object.fromEntries(
        (
          await database.query<{ id: string; value: unknown }>(
            'SELECT id, attributes -> $1 AS value FROM customers WHERE attributes ? $1 ORDER BY id',
            [name],
          )
        ).map(({ id, value }) => [id, value]),
      ),
  };
};
