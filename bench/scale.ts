import { availableParallelism } from 'node:os';
import { localDay } from '@wayfare/kernel';
import { LeadingClock } from './engine/clock.js';
import { Passage } from './engine/passage.js';
import { runBench } from './harness.js';
import { answer, fillWave, furnish } from './scale/customers.js';
import { goThrough } from './scale/growth.js';
import { look } from './scale/look.js';
import { sizeOf } from './scale/size.js';
import { wake } from './scale/wake.js';
import { speedUp } from './scale/workers.js';

const MILLION = 1_000_000;

const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/**
 * One database grows, and must not become slower: each wave of people comes in on top of the waves before it and goes through a wait, a branch, another wait and a mail to
 * the outbox. Then, at the largest size: a hundred thousand people are woken by events, the canvas and the report are read, and one worker is held against two.
 */
await runBench('scale', { millions: '1,2,5,10', wakes: 100_000 }, async (bench) => {
  process.env.WAYFARE_TEST_FOLDER = bench.folder;
  const { database, options, say, timed } = bench;
  const sizes = options.millions.split(',').map((text) => Math.round(Number(text) * MILLION));
  const clock = new LeadingClock();
  const templateId = await furnish(database);
  // what the engine does now and then, whatever the size, is measured by itself below
  await database.query('UPDATE self_checks SET begun_at = clock_timestamp()');
  const passage = await Passage.open(bench, clock);
  const secondsPerMillion: number[] = [];
  const stages: number[][] = [];
  let [journeyId, most] = ['', 0];
  for (const [wave, to] of sizes.entries()) {
    const from = (sizes[wave - 1] ?? 0) + 1;
    const people = to - from + 1;
    await timed(`customers ${from}–${to}`, () => fillWave(database, { wave, from, to }));
    const gone = await goThrough(passage, { wave, people, templateId }, timed);
    const perMillion = gone.stages.map((seconds) => round((seconds * MILLION) / people));
    stages.push(perMillion);
    secondsPerMillion.push(round(perMillion.reduce((sum, seconds) => sum + seconds, 0)));
    say(`${to} enrollments: ${secondsPerMillion.at(-1)} s for a million more (${perMillion.join(' + ')})`);
    if (people > most) [journeyId, most] = [gone.journeyId, people];
  }
  const size = await sizeOf(database);
  const day = localDay(clock.now(), 'UTC');
  await timed('answers', () => answer(database, journeyId));
  const seen = await look(bench, passage, clock, { journeyId, day });
  const wakeSeconds = await wake(passage, bench, clock, options.wakes);
  await database.query('UPDATE self_checks SET begun_at = NULL');
  const check = await timed('self-check', () => passage.engine.reconcile());
  await passage.close();
  const twoWorkerSpeedup = await speedUp(bench, { wave: 0, people: sizes[0] ?? 0, templateId });
  for (const dispose of (globalThis.wayfareDisposers ?? []).reverse()) await dispose();
  return {
    enrollments: sizes,
    secondsPerMillion,
    stages,
    twoWorkerSpeedup: round(twoWorkerSpeedup),
    cores: availableParallelism(),
    wakeSeconds: round(wakeSeconds),
    wokenPerSecond: Math.round(options.wakes / wakeSeconds),
    ...seen,
    selfCheckSeconds: round(check.seconds),
    bytesPerEnrollment: Math.round(size.all / size.enrollments),
    journeyBytesPerEnrollment: Math.round(size.ofJourneys / size.enrollments),
  };
});
