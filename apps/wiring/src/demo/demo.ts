import type { Lists } from '@wayfare/audiences';
import type { ReplyOf, routes } from '@wayfare/contracts';
import { conflict } from '@wayfare/kernel';
import { JOB, QUEUE, type Queues } from '@wayfare/platform';
import { keepResponders, type Morning, sendTests } from './desk.js';
import { DemoFilling, FILL_STEPS, type FillDeps } from './fill.js';

/** Enough for every page to have something true to look at. */
export const DEMO_PEOPLE = 50_000;

export interface DemoDeps extends FillDeps {
  readonly queues: Pick<Queues, 'add'>;
  readonly lists: Lists;
}

type Progress = ReplyOf<typeof routes.demo>;

const READ = `SELECT extra->'demo' AS progress FROM workspace_settings`;
const KEEP = `UPDATE workspace_settings SET extra = jsonb_set(extra, '{demo}', $1::jsonb)`;
/** Taken only by the one who finds nobody filling, and nothing there: two clicks start one filling. */
const BEGIN = `
  UPDATE workspace_settings SET extra = jsonb_set(extra, '{demo}', $1::jsonb)
  WHERE coalesce(extra #>> '{demo,state}', 'none') NOT IN ('running', 'done') AND NOT EXISTS (SELECT FROM customers) AND NOT EXISTS (SELECT FROM journeys)
  RETURNING true AS begun`;

/** Demo data for an empty workspace: asked for in the api, made in a worker, one transaction; how far it is stands in the workspace's settings. */
export class Demo {
  constructor(private readonly deps: DemoDeps) {}

  /** @throws AppError `not_empty` (409) where customers or journeys are there already, or the filling has begun */
  async loadDemo(): Promise<ReplyOf<typeof routes.loadDemo>> {
    const [row] = await this.deps.database.query(BEGIN, [this.#progress('running', 0)]);
    if (!row) throw conflict('not_empty', 'Demo data goes only into an empty workspace.');
    await this.resume();
    return { state: 'running' };
  }

  /** Adds the job of a filling that was asked for and has not ended: also when a worker starts, since its job may be lost. */
  async resume(): Promise<void> {
    if ((await this.demo()).state !== 'running') return;
    await this.deps.queues.add(QUEUE.imports, [{ name: JOB.demo, id: 'demo', data: {} }]);
  }

  async demo(): Promise<Progress> {
    const [row] = await this.deps.database.query<{ progress: Progress | null }>(READ);
    return row?.progress ?? { state: 'none', done: 0, total: FILL_STEPS };
  }

  /** Handles `JOB.demo`. A job that comes again after its worker died begins anew: nothing of the first try was kept. */
  async run(): Promise<void> {
    if ((await this.demo()).state !== 'running') return;
    let done = 0;
    const filling = new DemoFilling(this.deps, async () => {
      done += 1;
      await this.deps.database.query(KEEP, [this.#progress('running', done)]);
    });
    try {
      const morning = await filling.run();
      await this.#afterwards(morning);
      await this.deps.database.query(KEEP, [this.#progress('done', FILL_STEPS)]);
    } catch (error) {
      await this.deps.database.query(KEEP, [this.#progress('failed', done)]);
      throw error;
    }
  }

  /** What can't be part of the one transaction: a report reads what is committed, and mail can't be taken back. Without these the demo is as good. */
  async #afterwards(morning: Morning): Promise<void> {
    const { database, lists, connectorsOn, templatesOn, logger } = this.deps;
    const extras = [keepResponders(lists, morning), sendTests(database, connectorsOn(database), templatesOn(database))];
    for (const extra of await Promise.allSettled(extras))
      if (extra.status === 'rejected') logger.warn({ err: extra.reason }, 'the demo lacks an extra');
  }

  #progress(state: Progress['state'], done: number): string {
    return JSON.stringify({ state, done, total: FILL_STEPS } satisfies Progress);
  }
}
