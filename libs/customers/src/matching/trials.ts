import { type IdentityRules, type IdentityTrial, identityRulesSchema } from '@wayfare/contracts';
import { conflict, notFound } from '@wayfare/kernel';
import { currentActor, JOB, jobId, QUEUE } from '@wayfare/platform';
import { readIdentityRules, refuseUnknownCode } from '../identity/rules.js';
import { SamePersonRule } from '../identity/same-person.js';
import { isPassing } from '../imports/passing.js';
import { clusterPeople } from './cluster.js';
import { type Component, componentsOf, portionsOf } from './components.js';
import { differenceOf, isUpheld, type MadeMerge } from './difference.js';
import { linksBy, sceneOf } from './look.js';
import type { MatchingDeps } from './matching.js';
import {
  ADD_TRIAL,
  BEGIN_TRIAL,
  COUNT_MADE,
  END_OPEN_TRIALS,
  END_TRIAL,
  FORGET_TRIALS,
  MADE_MERGES,
  NOTE_TRIAL,
  OPEN_TRIALS,
  TRIAL_BY_ID,
} from './trial.sql.js';

const PORTION = 1_000;
const KEPT_MS = 86_400_000;

interface TrialRow extends Omit<IdentityTrial, 'rules' | 'createdAt' | 'finishedAt'> {
  rules: unknown;
  createdAt: Date;
  finishedAt: Date | null;
}

interface MadeRow {
  id: string;
  cause: MadeMerge['cause'];
  externalId: string | null;
  keptExternalId: string | null;
  said: Record<string, string>;
  keptSaid: Record<string, string>;
  moved: [kind: string, value: string][];
  kept: [kind: string, value: string][];
}

/** Rules that hold and rules that are tried. */
interface Both {
  readonly now: IdentityRules;
  readonly tried: IdentityRules;
}

const toTrial = ({ rules, createdAt, finishedAt, ...row }: TrialRow): IdentityTrial => ({
  ...row,
  rules: identityRulesSchema.parse(rules),
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

const evidenceOf = (externalId: string | null, identities: MadeRow['kept'], said: Record<string, string>) => {
  const values = new Map<string, Set<string>>();
  for (const [kind, value] of [...identities, ...(externalId === null ? [] : [['externalId', externalId] as const])])
    values.set(kind, (values.get(kind) ?? new Set()).add(value));
  return { values, said: Object.fromEntries(Object.entries(said).map(([name, text]) => [name, [text]])) };
};

/** Links of either rules: what only one of them knows says nothing by the other. */
const ofEither = ({ now, tried }: Both): IdentityRules => ({
  ...tried,
  mustAgree: [...new Set([...tried.mustAgree, ...now.mustAgree])],
  kinds: [...new Set([...tried.kinds, ...now.kinds].map(({ kind }) => kind))].flatMap((kind) => {
    const rules = [...tried.kinds, ...now.kinds].filter((one) => one.kind === kind && one.strength !== 'off');
    const [first] = rules;
    const isWeak = rules.some(({ strength }) => strength === 'weak');
    return first
      ? [{ ...first, strength: isWeak ? ('weak' as const) : first.strength, most: Math.max(...rules.map(({ most }) => most)) }]
      : [];
  }),
});

/**
 * Says what a change of the rules about one person would do, before anybody saves it: looks at everybody by the rules that hold and by those that are tried, and holds each merge that the product made against both.
 * Nothing is merged, parted or noted as a doubt. One that was killed begins anew; rules tried later end it.
 */
export class IdentityTrials {
  constructor(private readonly deps: Omit<MatchingDeps, 'follower'>) {}

  /** @throws AppError `invalid` where no country has the code; 409 `match_running` where somebody else was a moment faster */
  async start(rules: IdentityRules): Promise<IdentityTrial> {
    refuseUnknownCode(rules);
    const { database, clock } = this.deps;
    const trial = await database.transaction(async (tx) => {
      await tx.query(FORGET_TRIALS, [new Date(clock.now().getTime() - KEPT_MS)]);
      await tx.query(END_OPEN_TRIALS, [clock.now()]);
      const [added] = await tx.query<TrialRow>(ADD_TRIAL, [JSON.stringify(rules), currentActor(), clock.now()]);
      if (!added) throw conflict('match_running', 'Customers are being looked at already.');
      return added;
    });
    await this.announce(trial.id);
    return toTrial(trial);
  }

  async read(id: string): Promise<IdentityTrial> {
    const [trial] = await this.deps.database.query<TrialRow>(TRIAL_BY_ID, [id]);
    if (!trial) throw notFound('identity trial', id);
    return toTrial(trial);
  }

  async cancel(id: string): Promise<IdentityTrial> {
    await this.deps.database.query(END_TRIAL, [id, 'cancelled', null, this.deps.clock.now()]);
    return this.read(id);
  }

  /** Adds the jobs again of those that have not ended. */
  async resume(): Promise<void> {
    for (const { id } of await this.deps.database.query<{ id: string }>(OPEN_TRIALS)) await this.announce(id);
  }

  /** Handles `JOB.tryRules`. */
  async run(id: string): Promise<void> {
    const { database, clock } = this.deps;
    const [trial] = await database.query<TrialRow>(TRIAL_BY_ID, [id]);
    if (trial?.state !== 'queued' && trial?.state !== 'running') return;
    try {
      await this.tryOut(id, { now: await readIdentityRules(database), tried: identityRulesSchema.parse(trial.rules) });
    } catch (error) {
      if (!isPassing(error, 'connection'))
        await database.query(END_TRIAL, [id, 'failed', error instanceof Error ? error.message : String(error), clock.now()]);
      throw error;
    }
  }

  private async tryOut(id: string, both: Both): Promise<void> {
    const { database, clock } = this.deps;
    const either = ofEither(both);
    const components = componentsOf(await linksBy(database, either, null));
    const people = components.reduce((sum, { ids }) => sum + ids.length, 0);
    const [made] = await database.query<{ count: number }>(COUNT_MADE);
    if ((await database.query(BEGIN_TRIAL, [id, people + (made?.count ?? 0)])).length === 0) return;
    for (const portion of portionsOf(components, PORTION)) if (!(await this.look(id, portion, both, either))) return;
    for (let below: string | null = null; ; ) {
      const rows: MadeRow[] = await database.query<MadeRow>(MADE_MERGES, [below, PORTION, either.mustAgree, either.callingCode]);
      const last = rows.at(-1);
      if (!last) break;
      below = last.id;
      if (!(await this.note(id, rows.length, this.held(rows, both)))) return;
    }
    await database.query(END_TRIAL, [id, 'done', null, clock.now()]);
  }

  private async look(id: string, portion: readonly Component[], { now, tried }: Both, either: IdentityRules): Promise<boolean> {
    const { candidates, links, apart } = await sceneOf(this.deps.database, portion, either);
    const [by, byOthers] = [now, tried].map((rules) => clusterPeople(candidates, links, rules, apart));
    const difference = differenceOf(by?.same ?? [], byOthers?.same ?? []);
    return this.note(id, candidates.length, { ...difference, doubtfulNow: by?.doubts.length ?? 0, doubtful: byOthers?.doubts.length ?? 0 });
  }

  private held(rows: readonly MadeRow[], { now, tried }: Both): Found {
    const [rule, other] = [new SamePersonRule(now), new SamePersonRule(tried)];
    const merges = rows.map(({ cause, externalId, keptExternalId, said, keptSaid, moved, kept }) => ({
      cause,
      kept: evidenceOf(keptExternalId === externalId ? null : keptExternalId, kept, keptSaid),
      merged: evidenceOf(externalId, moved, said),
    }));
    const parted = merges.filter((merge) => isUpheld(merge, rule) && !isUpheld(merge, other));
    return { joined: 0, parted: parted.length, doubtfulNow: 0, doubtful: 0 };
  }

  private async note(id: string, lookedAt: number, { joined, parted, doubtfulNow, doubtful }: Found): Promise<boolean> {
    return (await this.deps.database.query(NOTE_TRIAL, [id, lookedAt, joined, parted, doubtfulNow, doubtful])).length > 0;
  }

  private async announce(trialId: string): Promise<void> {
    await this.deps.queues.add(QUEUE.imports, [{ name: JOB.tryRules, id: jobId.tryRules(trialId), data: { trialId } }]);
  }
}

type Found = Pick<IdentityTrial, 'joined' | 'parted' | 'doubtfulNow' | 'doubtful'>;
