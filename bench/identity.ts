import { Imports, Matching } from '@wayfare/customers';
import { EngineFollower } from '@wayfare/engine';
import { RealClock } from '@wayfare/platform';
import { LeadingClock } from './engine/clock.js';
import { Passage } from './engine/passage.js';
import { runBench } from './harness.js';
import { comeIn, letPeopleHaveNumbers, lookAtEverybody } from './identity/come-in.js';
import { judge, type Verdict } from './identity/judge.js';
import { Town } from './identity/town.js';

const round = (value: number): number => Number(value.toFixed(4));
const rounded = ({ precision, recall, people }: Verdict) => ({ precision: round(precision), recall: round(recall), people });

/** People whom a dozen ends know come in from each of them, and are recognised by the rules as the product is shipped; then who stands is held against who is who. */
await runBench('identity', { identities: 1_000_000, numbered: false }, async (bench) => {
  const { options, database, queues, timed, say } = bench;
  const town = new Town(options.identities, options.numbered);
  const identities = town.personOf.length;
  say(`${identities} lines of ${town.people} people`);
  const clock = new RealClock();
  const { engine } = await Passage.open(bench, new LeadingClock());
  const follower = new EngineFollower(engine.parts);
  const matching = new Matching({ database, queues, clock, follower });
  if (options.numbered) await letPeopleHaveNumbers(matching);
  const came = await timed('imports', () => comeIn(new Imports({ database, queues, clock }), town));
  const atImport = await judge(database, town.personOf);
  const looked = await timed('look at everybody', () => lookAtEverybody(matching));
  const verdict = await judge(database, town.personOf);
  return {
    identities,
    ...rounded(verdict),
    truePeople: town.people,
    ...looked.value,
    rowsPerSecond: Math.round(identities / (came.seconds + looked.seconds)),
    importSeconds: round(came.seconds),
    matchSeconds: round(looked.seconds),
    atImport: rounded(atImport),
  };
});
