import { computing } from '@wayfare/customers/testing';
import { ManualClock } from '@wayfare/kernel';
import { TEST_NOW } from '@wayfare/kernel/testing';
import { testDatabase } from '@wayfare/platform/testing';
import { TraitComputation } from '../computation.js';
import { Traits } from '../traits.js';

/** A database with a clock that stands still, and what works traits out on it, without workers: `settle` does what they would. */
export const traitWorld = async (shards = 1) => {
  const database = await testDatabase({ shards });
  const clock = new ManualClock(TEST_NOW);
  const { computations, settle } = computing({ database, clock, all: [new TraitComputation()] });
  return {
    ...{ database, clock, computations, settle, traits: new Traits({ database, clock, computations }) },
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
