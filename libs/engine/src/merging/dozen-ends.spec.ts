import { Imports, Matching } from '@wayfare/customers';
import { comeIn, letPeopleHaveNumbers, lookAtEverybody } from '../../../../bench/identity/come-in.js';
import { judge } from '../../../../bench/identity/judge.js';
import { Town } from '../../../../bench/identity/town.js';
import { engineWorld } from '../testing.js';
import { EngineFollower } from './merge-follower.js';

it('puts together whom a dozen ends know under numbers of their own, in spite of families, tablets, mailboxes and mistyped addresses', async () => {
  const { database, clock, engine } = await engineWorld();
  const queues = { add: async () => undefined };
  const matching = new Matching({ database, clock, queues, follower: new EngineFollower(engine.parts) });
  const town = new Town(4000, true);
  await letPeopleHaveNumbers(matching);
  await comeIn(new Imports({ database, clock, queues }), town);
  expect(await judge(database, town.personOf)).toEqual({ precision: 1, recall: 0, people: town.personOf.length });
  const { merged } = await lookAtEverybody(matching);
  const { precision, recall, people } = await judge(database, town.personOf);
  expect(precision).toBeGreaterThanOrEqual(0.99);
  expect(recall).toBeGreaterThanOrEqual(0.98);
  expect(people).toBe(town.personOf.length - merged);
});
