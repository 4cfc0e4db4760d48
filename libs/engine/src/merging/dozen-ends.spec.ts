import { Imports, Matching } from '@wayfare/customers';
import { comeIn, letPeopleHaveNumbers, lookAtEverybody } from '../../../../bench/identity/come-in.js';
import { judge } from '../../../../bench/identity/judge.js';
import { Town } from '../../../../bench/identity/town.js';
import { engineWorld } from '../testing.js';
import { EngineFollower } from './merge-follower.js';

it.each([
  ['under numbers of their own', true],
  ['without a number', false],
])('puts together whom a dozen ends know %s, in spite of families, tablets, mailboxes and mistyped addresses', async (_, isNumbered) => {
  const { database, clock, engine } = await engineWorld();
  const queues = { add: async () => undefined };
  const matching = new Matching({ database, clock, queues, follower: new EngineFollower(engine.parts) });
  const town = new Town(2500, isNumbered);
  if (isNumbered) await letPeopleHaveNumbers(matching);
  await comeIn(new Imports({ database, clock, queues }), town);
  const { people: came } = await judge(database, town.personOf);
  expect(came === town.personOf.length).toBe(isNumbered);
  const { merged } = await lookAtEverybody(matching);
  const { precision, recall, people } = await judge(database, town.personOf);
  expect(precision).toBeGreaterThanOrEqual(0.99);
  expect(recall).toBeGreaterThanOrEqual(0.98);
  expect(people).toBe(came - merged);
});
