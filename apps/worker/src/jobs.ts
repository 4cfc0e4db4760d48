import { engineHandlers } from '@wayfare/engine';
import { JOB, QUEUE } from '@wayfare/platform';
import type { Services } from '@wayfare/wiring';
import { z } from 'zod';
import type { Registration } from './registry.js';

const importJob = z.object({ importId: z.string() });
const sourceJob = z.object({ runId: z.string() });
const matchJob = z.object({ runId: z.string() });
const trialJob = z.object({ trialId: z.string() });
const subjectExportJob = z.object({ exportId: z.string() });
const countJob = z.object({ journeyId: z.string(), day: z.string() });
const computeJob = z.object({ runId: z.string() });
const lookAlikeJob = z.object({ lookAlikeId: z.string() });
const testRunJob = z.object({ testRunId: z.string() });
const forecastJob = z.object({ forecastId: z.string() });

/** Finds all work in the tables whose job may be missing, and adds it: at the start of a worker, and every few seconds. */
export const reconcile = async ({
  engine,
  imports,
  merges,
  sourceRuns,
  matching,
  identityTrials,
  morning,
  taskMails,
  demo,
  forecasts,
  recounting,
  testRuns,
  suppressions,
  computations,
  lookAlikes,
  subjectExports,
  erasureLedger,
}: Services): Promise<void> => {
  await engine.reconcile();
  await imports.resume();
  await sourceRuns.resume();
  await merges.settle();
  await matching.resume();
  await identityTrials.resume();
  await suppressions.endPauses();
  await subjectExports.resume();
  await erasureLedger.keep();
  await forecasts.resume();
  await testRuns.resume();
  await computations.reconcile();
  await lookAlikes.resume();
  await morning.reconcile();
  await taskMails.announce();
  await recounting.reconcile();
  await demo.resume();
};

const sweep = async ({ access, engine, idempotencyKeys, segments, tags, eventTypes, inboundHooks }: Services): Promise<void> => {
  await access.sweep();
  await idempotencyKeys.sweep();
  await segments.sweep();
  await tags.sweep();
  await eventTypes.sweep();
  await inboundHooks.sweep();
  await engine.sweep();
};

/** Every kind of job and who carries it out, but for sending, which has a queue for each connector. */
export const registrationsOf = (services: Services): Registration[] => {
  const { imports, matching, identityTrials, sourceRuns, morning, demo, forecasts, recounting, testRuns, archives, computations } =
    services;
  const handlers = engineHandlers(services.engine);
  return [
    { job: JOB.step, queue: QUEUE.engine, handle: handlers[JOB.step] },
    { job: JOB.enter, queue: QUEUE.engine, handle: handlers[JOB.enter] },
    { job: JOB.enterChunk, queue: QUEUE.engine, handle: handlers[JOB.enterChunk] },
    { job: JOB.handOver, queue: QUEUE.engine, handle: handlers[JOB.handOver] },
    { job: JOB.wake, queue: QUEUE.engine, handle: handlers[JOB.wake] },
    { job: JOB.look, queue: QUEUE.engine, handle: handlers[JOB.look] },
    { job: JOB.import, queue: QUEUE.imports, handle: ({ data }) => imports.runImport(importJob.parse(data).importId) },
    { job: JOB.source, queue: QUEUE.sources, handle: ({ data }) => sourceRuns.run(sourceJob.parse(data).runId) },
    { job: JOB.match, queue: QUEUE.imports, handle: ({ data }) => matching.run(matchJob.parse(data).runId) },
    { job: JOB.tryRules, queue: QUEUE.imports, handle: ({ data }) => identityTrials.run(trialJob.parse(data).trialId) },
    {
      job: JOB.subjectExport,
      queue: QUEUE.reports,
      handle: ({ data }) => services.subjectExports.run(subjectExportJob.parse(data).exportId),
    },
    { job: JOB.demo, queue: QUEUE.imports, handle: () => demo.run() },
    { job: JOB.forecast, queue: QUEUE.forecasts, handle: ({ data }) => forecasts.run(forecastJob.parse(data).forecastId) },
    { job: JOB.testRun, queue: QUEUE.testRuns, handle: ({ data }) => testRuns.run(testRunJob.parse(data).testRunId) },
    { job: JOB.compute, queue: QUEUE.computations, handle: ({ data }) => computations.run(computeJob.parse(data).runId) },
    { job: JOB.lookAlike, queue: QUEUE.computations, handle: ({ data }) => services.lookAlikes.run(lookAlikeJob.parse(data).lookAlikeId) },
    { job: JOB.morning, queue: QUEUE.reports, handle: () => morning.run() },
    { job: JOB.taskMails, queue: QUEUE.reports, handle: () => services.taskMails.run() },
    { job: JOB.count, queue: QUEUE.reports, handle: ({ data }) => recounting.run(countJob.parse(data)) },
    { job: JOB.reconcile, queue: QUEUE.maintenance, handle: () => reconcile(services) },
    { job: JOB.archive, queue: QUEUE.imports, handle: () => archives.run() },
    { job: JOB.sweep, queue: QUEUE.maintenance, handle: () => sweep(services) },
  ];
};
