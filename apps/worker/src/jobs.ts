import { engineHandlers } from '@wayfare/engine';
import { JOB, QUEUE } from '@wayfare/platform';
import type { Services } from '@wayfare/wiring';
import { z } from 'zod';
import type { Registration } from './registry.js';

const importJob = z.object({ importId: z.string() });

/** Every kind of job and who carries it out, but for sending, which has a queue for each connector. */
export const registrationsOf = ({ engine, access, idempotencyKeys, imports, demo }: Services): Registration[] => {
  const handlers = engineHandlers(engine);
  const reconcile = async (): Promise<void> => {
    await engine.reconcile();
    await imports.resume();
  };
  const reconcile = async (): Promise<void> => {
    await engine.reconcile();
    await imports.resume();
    await demo.resume();
  };
  const sweep = async (): Promise<void> => {
    await access.sweep();
    await idempotencyKeys.sweep();
  };
  return [
    { job: JOB.step, queue: QUEUE.engine, handle: handlers[JOB.step] },
    { job: JOB.enter, queue: QUEUE.engine, handle: handlers[JOB.enter] },
    { job: JOB.enterChunk, queue: QUEUE.engine, handle: handlers[JOB.enterChunk] },
    { job: JOB.wake, queue: QUEUE.engine, handle: handlers[JOB.wake] },
    { job: JOB.reconcile, queue: QUEUE.maintenance, handle: reconcile },
    { job: JOB.import, queue: QUEUE.imports, handle: ({ data }) => imports.runImport(importJob.parse(data).importId) },
    { job: JOB.demo, queue: QUEUE.imports, handle: () => demo.run() },
    { job: JOB.sweep, queue: QUEUE.maintenance, handle: sweep },
  ];
};
