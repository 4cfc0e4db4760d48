import type { JourneyState, LaunchChoice, OverdueChoice } from '@wayfare/contracts';
import { levelOf, type Plan, type Problem } from '@wayfare/journey';
import { type AppError, type AuditAction, conflict, notFound, unprocessable } from '@wayfare/kernel';
import { currentActor, inEachShard, recordChange, type Tx } from '@wayfare/platform';
import { switchPeople } from '../edit/switch.js';
import { forgetEntries } from '../enter/breaker.js';
import { CANCEL_PLANNED } from '../enter/runs.sql.js';
import { audiencesOf, firstRunAt, planRun } from '../enter/schedule.js';
import { LOOK_NOW } from '../experiments/experiments.sql.js';
import { Hints } from '../hints.js';
import type { EngineParts } from '../parts.js';
import type { Version } from '../plans.js';
import { transact } from '../retry.js';
import { zoneOf } from '../scene.js';
import { withdrawFromJourney } from '../tasks/withdraw.js';
import { compileDraft } from './deciles.js';
import {
  CANCEL_RUNS,
  END_PAUSE,
  FORGET_WAKES,
  HOLD_WAKES,
  INSERT_VERSION,
  SET_NEEDS,
  SET_RESUMED,
  SET_RUNNING,
  SET_STOPPED,
  STOP_COHORTS,
} from './launching.sql.js';
import { type HeldJourney, takeJourney } from './lock.js';
import { settleOverdue } from './overdue.js';
import { pauseHeld } from './pausing.js';
import { readJourney, readState, type StateReply } from './rows.js';

type Verb = 'launch' | 'pause' | 'resume' | 'stop';

/** From which states each verb may be said. Saying again what is so already changes nothing and is no error, except for a launch, which publishes. */
const FROM: Readonly<Record<Verb, readonly JourneyState[]>> = {
  launch: ['draft', 'running', 'stopped', 'finished'],
  pause: ['running', 'paused'],
  resume: ['paused', 'running'],
  stop: ['running', 'paused', 'stopped', 'finished'],
};

const wrongState = (verb: Verb, state: JourneyState): AppError =>
  conflict('wrong_state', `A journey that is ${state} can not be told to ${verb}.`, { state, verb });

/** Publishing would set it going: what becomes of what is overdue has to be said first. */
const pausedNow = (id: string): AppError =>
  conflict(
    'launch_while_paused',
    `Journey ${id} is paused. Resume it first, and say what becomes of what is overdue; then publish the draft, which stays as it is.`,
    {
      state: 'paused',
    },
  );

/** What the keys launch, pause, resume and stop do. Each holds the journey alone: nobody moves in it at that moment. */
export class Launching {
  constructor(
    private readonly parts: EngineParts,
    /** Finds the work that a journey which goes on again has waiting. */
    private readonly findWork: () => Promise<void>,
  ) {}

  /**
   * Publishes the draft as the next version and runs it. Whoever is inside already finishes on the version that they are on, or goes over to the new one.
   * @throws AppError 422 `journey_has_problems` with them; `people_on_deleted_nodes` where nobody has said what becomes of these
   */
  async launch(id: string, { people, map }: LaunchChoice): Promise<StateReply> {
    const { clock, queues, dispatcher, plans } = this.parts;
    const hints = new Hints(clock);
    const reply = await this.holding(id, 'launch', async (tx, before) => {
      hints.clear();
      const version = await this.publish(tx, id);
      const now = clock.now();
      await tx.query(SET_RUNNING, [id, version.id, now]);
      await tx.query(CANCEL_PLANNED, [id]);
      await tx.query(LOOK_NOW, [id, now]);
      if (people === 'move') await switchPeople(tx, version, map, { plans, dispatcher, now });
      const zone = await zoneOf(tx, version);
      for (const step of audiencesOf(version.plan)) {
        const run = await planRun(tx, version, step, firstRunAt(step, now, zone));
        if (run) hints.run(run.id, run.plannedAt);
      }
      await this.record(tx, 'launched', id, before, { state: 'running', version: version.number, people });
    });
    await hints.announce(queues, dispatcher);
    if (people === 'move') await this.findWork();
    return reply;
  }

  pause(id: string): Promise<StateReply> {
    return this.holding(id, 'pause', async (tx, before) => {
      if (before.state === 'paused') return;
      await pauseHeld(tx, this.parts, before);
    });
  }

  /** @param overdue what becomes of what came due in the pause */
  async resume(id: string, overdue: OverdueChoice): Promise<StateReply> {
    const reply = await this.holding(id, 'resume', async (tx, before) => {
      if (before.state === 'running') return;
      const now = this.parts.clock.now();
      await tx.query(SET_RESUMED, [id, now]);
      await tx.query(END_PAUSE, [id, now, overdue]);
      await tx.query(HOLD_WAKES, [id]);
      await forgetEntries(tx, id, now);
      await settleOverdue(tx, overdue, { journeyId: id, from: before.pausedAt ?? now, now });
      await this.record(tx, 'resumed', id, before, { state: 'running', overdue });
    });
    await this.findWork();
    return reply;
  }

  stop(id: string): Promise<StateReply> {
    return this.holding(id, 'stop', async (tx, before) => {
      if (before.state === 'stopped' || before.state === 'finished') return;
      const now = this.parts.clock.now();
      await tx.query(SET_STOPPED, [id, now]);
      await tx.query(END_PAUSE, [id, now, null]);
      await tx.query(CANCEL_RUNS, [id, now]);
      await tx.query(FORGET_WAKES, [id]);
      const left = (await inEachShard(tx, () => tx.query<{ people: number }>(STOP_COHORTS, [id, now]))).flat();
      await this.parts.dispatcher.cancelForJourney(tx, id, 'stopped');
      await withdrawFromJourney(tx, now, id);
      const people = left.reduce((sum, row) => sum + row.people, 0);
      await this.record(tx, 'stopped', id, before, { state: 'stopped', people });
    });
  }

  private async holding(id: string, verb: Verb, work: (tx: Tx, before: HeldJourney) => Promise<void>): Promise<StateReply> {
    return transact(this.parts.database, async (tx) => {
      const before = await takeJourney(tx, id);
      if (!before) throw notFound('journey', id);
      if (!FROM[verb].includes(before.state)) throw verb === 'launch' ? pausedNow(id) : wrongState(verb, before.state);
      await work(tx, before);
      const after = await readState(tx, id);
      this.parts.logger.info({ journeyId: id, verb, from: before.state, ...after }, 'a journey was told what to do');
      return after;
    });
  }

  private async publish(tx: Tx, id: string): Promise<Version> {
    const { graph } = await readJourney(tx, id);
    const compiled = await compileDraft(tx, graph, this.parts.clock.now(), id);
    if (!compiled.ok) throw refused(compiled.error);
    const plan: Plan = compiled.value;
    const [version] = await tx.query<{ id: string; number: number }>(INSERT_VERSION, [
      id,
      JSON.stringify(graph),
      JSON.stringify(plan),
      currentActor(),
      this.parts.clock.now(),
    ]);
    if (!version) throw new Error(`no version of journey ${id} was made`);
    await tx.query(SET_NEEDS, [id, levelOf(plan)]);
    return { ...version, journeyId: id, plan };
  }

  private record(tx: Tx, action: AuditAction, id: string, { state }: HeldJourney, after: object): Promise<void> {
    return recordChange(tx, this.parts.clock, { action, kind: 'journey', id, before: { state }, after });
  }
}

/** What can't be done with a drawing that is not right, each with a code of its own, so that it is said in the words of what was asked. */
const REFUSALS = {
  launch: { code: 'journey_has_problems', says: 'The journey does not launch' },
  test: { code: 'draft_not_testable', says: 'Nobody can be sent through the draft' },
  forecast: { code: 'draft_not_foreseeable', says: 'Nothing can be foretold of the draft' },
} as const;

/** What stands in the way of running a drawing, as a refusal. */
export const refused = (problems: readonly Problem[], to: keyof typeof REFUSALS = 'launch') => {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const { code, says } = REFUSALS[to];
  return unprocessable(code, `${says}: ${errors.map(({ message }) => message).join(' ')}`, { problems });
};
