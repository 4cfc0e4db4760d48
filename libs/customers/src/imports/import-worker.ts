import { failImport, finishImport } from './ending.js';
import { isPassing } from './passing.js';
import { ImportProblem } from './problem.js';
import { claimJob, type Job } from './records.js';
import { ImportRun, type RunDeps, Superseded } from './run.js';

const ATTEMPTS = 5;

/** Carries one import to its end, going on from what has been applied whenever somebody came in its way. */
export class ImportWorker {
  constructor(private readonly deps: RunDeps) {}

  async run(importId: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const job = await claimJob(this.deps.database, importId, this.deps.clock.now());
      if (!job) return;
      const failure = await this.attempt(job);
      if (!failure) return;
      if (isPassing(failure, 'conflict') && attempt < ATTEMPTS) continue;
      return this.giveUp(importId, failure);
    }
  }

  /** What went wrong; nothing where the import has ended, or is no longer ours. */
  private async attempt(job: Job): Promise<Error | undefined> {
    try {
      await (await ImportRun.of(this.deps, job)).apply();
      await this.deps.database.transaction((tx) => finishImport(tx, job, this.deps.clock.now()));
      return undefined;
    } catch (error) {
      if (error instanceof Superseded) return undefined;
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** What passes is left to the queue, which tries again later. Anything else ends the import; what nobody foresaw is also thrown, for the log. */
  private async giveUp(importId: string, failure: Error): Promise<void> {
    if (isPassing(failure, 'conflict') || isPassing(failure, 'connection')) throw failure;
    const problem = failure instanceof ImportProblem ? failure : new ImportProblem('internal', 'Something unexpected stopped the import.');
    await this.deps.database.transaction((tx) => failImport(tx, importId, problem, this.deps.clock.now()));
    if (problem !== failure) throw failure;
  }
}
