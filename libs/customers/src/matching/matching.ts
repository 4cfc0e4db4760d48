import type { BodyOf, IdentityRules, MatchRun, ReplyOf, routes } from '@wayfare/contracts';
import { conflict, notFound } from '@wayfare/kernel';
import {
  changeSettings,
  currentActor,
  JOB,
  jobId,
  QUEUE,
  type Queues,
  readSettings,
  recordChange,
  type Sql,
  type Tx,
} from '@wayfare/platform';
import { MOST_VISITORS } from '../identity/holders.js';
import { identityRulesIn, readIdentityRules } from '../identity/rules.js';
import { isPassing } from '../imports/passing.js';
import { again } from '../merging/again.js';
import { mergePeople } from '../merging/merge.js';
import type { MergesDeps } from '../merging/merges.js';
import { type Candidate, clusterPeople, type Link } from './cluster.js';
import { type Component, componentsOf, portionsOf } from './components.js';
import {
  ADD_RUN,
  ALL_LINKS,
  ANY_SINCE,
  APART,
  BEGIN_RUN,
  CANDIDATES,
  END_RUN,
  FORGET_IDLE_RUNS,
  LOOKED_UNTIL,
  NOTE_DOUBTS,
  NOTE_RUN,
  OPEN_RUN,
  RUN_BY_ID,
  RUNS,
  TOUCHED_LINKS,
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

interface CandidateRow {
  id: string;
  createdAt: Date;
  externalId: string | null;
  agree: Record<string, string>;
  identities: [kind: string, value: string][];
}

const toRun = ({ since: _since, until: _until, createdAt, finishedAt, ...run }: RunRow): MatchRun => ({
  ...run,
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

const toCandidate = ({ identities, externalId, ...row }: CandidateRow): Candidate => {
  const values: Record<string, string[]> = externalId === null ? {} : { externalId: [externalId] };
  for (const [kind, value] of identities) {
    const list = values[kind] ?? [];
    if (!list.includes(value)) values[kind] = [...list, value];
  }
  return { ...row, values };
};

/**
 * Looks for customers who are one person (decision 023): those who share values are found in one statement, cut into parts that have nobody in common, and each part is decided on by a pure function and merged in
 * a transaction of its own. A look that was killed begins anew and finds what is left. What comes in is looked at by itself a few seconds later.
 */
export class Matching {
  constructor(private readonly deps: MatchingDeps) {}

  async identityRules(): Promise<IdentityRules> {
    return readIdentityRules(this.deps.database);
  }

  async changeIdentityRules(rules: BodyOf<typeof routes.changeIdentityRules>): Promise<IdentityRules> {
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
    const components = componentsOf(await this.links(database, rules, since));
    const people = components.reduce((sum, { ids }) => sum + ids.length, 0);
    if ((await database.query(BEGIN_RUN, [runId, people])).length === 0) return;
    for (const portion of portionsOf(components, PORTION)) {
      const goesOn = await again(() => database.transaction((tx) => this.look(tx, runId, portion, rules)));
      if (!goesOn) return;
    }
    await database.query(END_RUN, [runId, 'done', null, clock.now()]);
    await database.query(FORGET_IDLE_RUNS, [runId]);
  }

  private async links(sql: Sql, rules: IdentityRules, since: Date | null): Promise<Link[]> {
    const said = rules.kinds.filter(({ strength }) => strength !== 'off');
    const parameters = [
      said.map(({ kind }) => kind),
      said.map(({ strength, most }) => (strength === 'weak' ? most + MOST_VISITORS : most)),
      rules.callingCode,
    ];
    return since === null
      ? sql.query<Link & object>(ALL_LINKS, parameters)
      : sql.query<Link & object>(TOUCHED_LINKS, [...parameters, since]);
  }

  /** Decides on some customers and merges them; false where the look was cancelled meanwhile. */
  private async look(tx: Tx, runId: string, portion: readonly Component[], rules: IdentityRules): Promise<boolean> {
    const { clock, follower } = this.deps;
    const ids = portion.flatMap((component) => component.ids);
    const rows = await tx.query<CandidateRow>(CANDIDATES, [ids, rules.mustAgree, rules.callingCode]);
    const apart = await tx.query<{ one: string; other: string }>(APART, [ids]);
    const { same, doubts } = clusterPeople(
      rows.map(toCandidate),
      portion.flatMap(({ links }) => links),
      rules,
      new Set(apart.map(({ one, other }) => `${one} ${other}`)),
    );
    const { merged, busy } = await mergePeople(tx, follower, same, clock.now());
    const noted = doubts.length === 0 ? [] : await tx.query(NOTE_DOUBTS, [...columnsOf(doubts), clock.now()]);
    return (await tx.query(NOTE_RUN, [runId, ids.length, merged.length, noted.length, busy.size])).length > 0;
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
