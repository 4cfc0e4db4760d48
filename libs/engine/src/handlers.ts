import { JOB, type JobHint } from '@wayfare/platform';
import { z } from 'zod';
import type { Engine } from './engine.js';

const step = z.object({ cohortId: z.string(), seq: z.int(), shard: z.int().default(0) });
const run = z.object({ runId: z.string() });
const handedOver = z.object({ cohortId: z.string() });
const chunk = z.object({ runId: z.string(), chunkNo: z.int() });
const look = z.object({ experimentId: z.string() });

/** The engine's part of the table of handlers that a worker starts from. */
export const engineHandlers = (engine: Engine) => ({
  [JOB.step]: ({ data }: JobHint) => engine.step(step.parse(data)),
  [JOB.enter]: ({ data }: JobHint) => engine.enter(run.parse(data)),
  [JOB.enterChunk]: ({ data }: JobHint) => engine.enterChunk(chunk.parse(data)),
  [JOB.handOver]: ({ data }: JobHint) => engine.handOver(handedOver.parse(data)),
  [JOB.wake]: () => engine.wake(),
  [JOB.look]: ({ data }: JobHint) => engine.look(look.parse(data)),
  [JOB.reconcile]: () => engine.reconcile(),
});

/** Runs a job of the queue `engine`; one that is not the engine's is a defect. */
export const engineHandler = (engine: Engine): ((job: JobHint) => Promise<void>) => {
  const handlers: Readonly<Record<string, ((job: JobHint) => Promise<void>) | undefined>> = engineHandlers(engine);
  return async (job) => {
    const handle = handlers[job.name];
    if (!handle) throw new Error(`${job.name} is no job of the engine`);
    await handle(job);
  };
};
