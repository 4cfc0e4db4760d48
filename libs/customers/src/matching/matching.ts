import type { BodyOf, IdentityRules, MatchRun, ReplyOf, routes } from '@wayfare/contracts';
import { conflict, notFound } from '@wayfare/kernel';
import { changeSettings, currentActor, JOB, jobId, QUEUE, type Queues, readSettings, recordChange, type Tx } from '@wayfare/platform';
import { identityRulesIn, readIdentityRules, refuseUnknownCode } from '../identity/rules.js';
import { isPassing } from '../imports/passing.js';
import { again } from '../merging/again.js';
import { mergePeople } from '../merging/merge.js';
import type { MergesDeps } from '../merging/merges.js';
import { clusterPeople } from './cluster.js';
import { type Component, componentsOf, portionsOf } from './components.js';
import { linksBy, sceneOf } from './look.js';
import {
  ADD_RUN,
  ANY_SINCE,
  BEGIN_RUN,
  END_RUN,
  FORGET_IDLE_RUNS,
  LOOKED_UNTIL,
  NOTE_DOUBTS,
  NOTE_RUN,
  OPEN_RUN,
  RUN_BY_ID,
  RUNS,
} from './match.sql.js';

/** Customers who are looked at in one transaction. */
const PORTION = 1_000;
/** What was being written while the last look began may have been first seen a little before it. */
const OVERLAP_MS = 300_000;

export interface MatchingDeps extends MergesDeps {
  readonly queues: Pick<Queues, 'add'>;
}

interface RunRow extends Omit<MatchRun, 'createdAt' | 'finishedAt'> {
  since: Date | null;
  until: Date;
  createdAt: Date;
  finishedAt: Date | null;
}

const toRun = ({ since: _since, until: _until, createdAt, finishedAt, ...run }: RunRow): MatchRun => ({
  ...run,
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

/**
 * Looks for customers who are one person (decision 023): those who share values are found in one statement, cut into parts that have nobody in common, and each part is decided on by a pure function and merged in
 * a transaction of its own. A look that was killed begins anew and finds what is left. What comes in is looked at by itself a few seconds later.
 */
export class Matching {
  constructor(private readonly deps: MatchingDeps) {}

  async identityRules(): Promise<IdentityRules> {
    return readIdentityRules(this.deps.database);
  }

  /** @throws AppError `invalid` where no country has the code */
  async changeIdentityRules(rules: BodyOf<typeof routes.changeIdentityRules>): Promise<IdentityRules> {
    refuseUnknownCode(rules);
    const { database, clock } = this.deps;
    const { extra } = await readSettings(database);
    return identityRulesIn(await changeSettings(database, clock, { extra: { ...extra, identity: rules } }));
  }

  async matchRuns(): Promise<ReplyOf<typeof routes.matchRuns>> {
    return { items: (await this.deps.database.query<RunRow>(RUNS)).map(toRun) };
  }

  /** @throws AppError 409 `match_running` */
  async startMatchRun(): Promise<MatchRun> {
    const { database, clock } = this.deps;
    const run = await database.transaction(async (tx) => {
      const [added] = await tx.query<RunRow>(ADD_RUN, [null, clock.now(), currentActor()]);
      if (!added) throw conflict('match_running', 'Customers are being looked at already.');
      await recordChange(tx, clock, { action: 'created', kind: 'match_run', id: added.id });
      return added;
    });
    await this.announce(run.id);
    return toRun(run);
  }

  async cancelMatchRun(id: string): Promise<MatchRun> {
    const { database, clock } = this.deps;
    await database.query(END_RUN, [id, 'cancelled', null, clock.now()]);
    const [run] = await database.query<RunRow>(RUN_BY_ID, [id]);
    if (!run) throw notFound('match run', id);
    return toRun(run);
  }

  /** Every few seconds: goes on with a look whose job was lost, and begins one where something has come in that nobody has looked at. */
  async resume(): Promise<void> {
    const { database, clock } = this.deps;
    const [open] = await database.query<RunRow>(OPEN_RUN);
    if (open) return this.announce(open.id);
    if (!(await this.identityRules()).automatic) return;
    const [looked] = await database.query<{ at: Date | null }>(LOOKED_UNTIL);
    const since = looked?.at ?? new Date(0);
    // a virtual clock that stands still gives nothing to look at twice
    if (clock.now() <= since) return;
    const [came] = await database.query<{ some: boolean }>(ANY_SINCE, [since]);
    if (!came?.some) return;
    const [run] = await database.query<RunRow>(ADD_RUN, [new Date(since.getTime() - OVERLAP_MS), clock.now(), 'system']);
    if (run) await this.announce(run.id);
  }

  /** Handles `JOB.match`. */
  async run(runId: string): Promise<void> {
    const { database, clock } = this.deps;
    const [run] = await database.query<RunRow>(RUN_BY_ID, [runId]);
    if (!run || (run.state !== 'queued' && run.state !== 'running')) return;
    try {
      await this.lookAll(runId, run.since);
    } catch (error) {
      if (!isPassing(error, 'connection'))
        await database.query(END_RUN, [runId, 'failed', error instanceof Error ? error.message : String(error), clock.now()]);
      throw error;
    }
  }

  private async lookAll(runId: string, since: Date | null): Promise<void> {
    const { database, clock } = this.deps;
    const rules = await this.identityRules();
    const components = componentsOf(await linksBy(database, rules, since));
    const people = components.reduce((sum, { ids }) => sum + ids.length, 0);
    if ((await database.query(BEGIN_RUN, [runId, people])).length === 0) return;
    for (const portion of portionsOf(components, PORTION)) {
      const goesOn = await again(() => database.transaction((tx) => this.look(tx, runId, portion, rules)));
      if (!goesOn) return;
    }
    await database.query(END_RUN, [runId, 'done', null, clock.now()]);
    await database.query(FORGET_IDLE_RUNS, [runId]);
  }

  /** Decides on some customers and merges them; false where the look was cancelled meanwhile. */
  private async look(tx: Tx, runId: string, portion: readonly Component[], rules: IdentityRules): Promise<boolean> {
    const { clock, follower } = this.deps;
    const people = portion.reduce((sum, { ids }) => sum + ids.length, 0);
    const { candidates, links, apart } = await sceneOf(tx, portion, rules);
    const { same, doubts } = clusterPeople(candidates, links, rules, apart);
    const { merged, busy } = await mergePeople(tx, follower, same, clock.now());
    const noted = doubts.length === 0 ? [] : await tx.query(NOTE_DOUBTS, [...columnsOf(doubts), clock.now()]);
    return (await tx.query(NOTE_RUN, [runId, people, merged.length, noted.length, busy.size])).length > 0;
  }

  private async announce(runId: string): Promise<void> {
    await this.deps.queues.add(QUEUE.imports, [{ name: JOB.match, id: jobId.match(runId), data: { runId } }]);
  }
}

const columnsOf = (doubts: ReturnType<typeof clusterPeople>['doubts']): unknown[] => [
  doubts.map(({ one }) => one),
  doubts.map(({ other }) => other),
  doubts.map(({ why }) => why),
  doubts.map(({ cause }) => JSON.stringify(cause)),
];
