import { type Cohort, exited, held, inArm, splitOff, waiting } from '../cohorts/cohort.js';
import type { Ledger } from '../cohorts/ledger.js';
import type { Outcome, Scene, Way } from '../nodes/handler.js';
import { changesPeople, takeStep, touchesPeople } from '../nodes/table.js';
import { stepOf } from '../plans.js';
import { exitWhere } from './exit-condition.js';
import { setLeaversAside } from './leavers.js';
import { partStatement } from './parting.sql.js';

/** People whose rows one transaction should touch, so that it stays well under a second; the first step of a transaction is always taken. */
const PEOPLE_IN_ONE_TRANSACTION = 60_000;

interface Walker {
  readonly cohort: Cohort;
  /** The exit condition was asked at this instant, and nothing that it may depend on has changed since. */
  readonly asked: boolean;
}

/**
 * Takes cohorts as far as they get at one instant, in one transaction: through every node that needs no waiting. What would be too much for
 * one transaction is left standing where it has arrived, due now, for a step of its own.
 */
export class Walk {
  private readonly ahead: Walker[] = [];
  private readonly rested: Cohort[] = [];
  private budget = PEOPLE_IN_ONE_TRANSACTION;

  constructor(
    private readonly scene: Scene,
    private readonly ledger: Ledger,
  ) {}

  /** @returns the cohorts as they stand at the end, those that left the journey too */
  async from(cohorts: readonly Cohort[], { touched = 0 } = {}): Promise<readonly Cohort[]> {
    this.budget -= touched;
    this.ahead.push(...cohorts.map((cohort) => ({ cohort, asked: false })));
    let first = touched === 0;
    for (let walker = this.ahead.shift(); walker; walker = this.ahead.shift()) {
      if (this.mayTake(walker.cohort, first)) await this.take(walker);
      else this.rested.push(walker.cohort);
      first = false;
    }
    return this.rested;
  }

  private get exitWhen() {
    return this.scene.version.plan.settings.exitWhen;
  }

  private mayTake(cohort: Cohort, first: boolean): boolean {
    const touches = touchesPeople(stepOf(this.scene.version.plan, cohort.nodeId)) || this.exitWhen !== null;
    // what a skip leaves out ends with the transaction, so that one takes all of it
    if (first || !touches || this.scene.isSkipping) return true;
    return cohort.people <= this.budget;
  }

  private async take({ cohort: arrived, asked }: Walker): Promise<void> {
    const step = stepOf(this.scene.version.plan, arrived.nodeId);
    const cohort = this.exitWhen && !asked ? await exitWhere(this.exitWhen, arrived, this.ledger, this.scene) : arrived;
    if (touchesPeople(step) || cohort !== arrived) this.budget -= arrived.people;
    if (cohort.people === 0) {
      this.rested.push(this.ledger.keep(exited(cohort, null, this.scene.now)));
      return;
    }
    const outcome = await takeStep(step, cohort, this.scene);
    await this.carryOut(outcome, cohort, !changesPeople(step), cohort !== arrived);
  }

  private async carryOut(outcome: Outcome, cohort: Cohort, asked: boolean, someLeft: boolean): Promise<void> {
    if (outcome.does === 'part') return this.part(outcome, cohort, asked);
    if (outcome.does === 'hold') return this.hold(cohort, someLeft);
    return this.send(outcome, cohort, asked);
  }

  private send(way: Way, cohort: Cohort, asked: boolean): void {
    if (way.does === 'leave') this.rested.push(this.ledger.exit(cohort, way.reason));
    else if (way.does === 'wait') this.rested.push(this.ledger.keep(waiting(cohort, way.until)));
    else {
      const armed = way.arm ? inArm(cohort, { nodeId: cohort.nodeId, ...way.arm }, this.scene.now) : cohort;
      this.ahead.push({ cohort: this.ledger.go(armed, way.to, way.handle), asked });
    }
  }

  private async part({ parting, ways }: Extract<Outcome, { does: 'part' }>, cohort: Cohort, asked: boolean): Promise<void> {
    if (ways.some((way) => way.does === 'go' && way.arm)) await setLeaversAside(cohort, this.ledger, this.scene);
    const parts = await this.scene.tx.query<{ way: number; people: number; cohortId: string | null }>(
      partStatement(parting.text),
      parting.parameters,
    );
    const found = parts.reduce((sum, { people }) => sum + people, 0);
    if (found !== cohort.people) throw new Error(`cohort ${cohort.id} counts ${cohort.people} people and holds ${found}`);
    for (const { way, people, cohortId } of parts) {
      const taken = ways[way];
      if (!taken) throw new Error(`there is no way ${way} out of ${cohort.nodeId}`);
      this.send(taken, cohortId === null ? { ...cohort, people } : splitOff(cohort, cohortId, people), asked);
    }
  }

  /** Until what the node asks about is settled. Who is held already and has lost nobody is not written again. */
  private hold(cohort: Cohort, someLeft: boolean): void {
    const isNew = cohort.dueAt !== null || someLeft;
    this.rested.push(isNew ? this.ledger.keep(held(cohort)) : cohort);
  }
}
