import { type Condition, type ExitReason, evaluateCondition, type PersonFacts, type Profile } from '@wayfare/kernel';
import { editEffect } from '../edit/effect.js';
import type { Act, Fate, Scene } from '../nodes/definition.js';
import { allocationAt, type Weights } from '../nodes/experiment/allocation.js';
import { takeStep } from '../nodes/table.js';
import type { ExperimentStep, Plan, Step, TaskStep, WaitEventStep, WaitStep } from '../plan.js';
import { quietTimesOf } from '../quiet-times.js';
import { contactOf, contactsIn } from './contacts.js';
import { isMatch } from './matching.js';
import { resultsOf, settledAt } from './outcomes.js';
import type { InterpretOptions, JourneyEdit, JourneyEvent } from './path.js';
import { relinked } from './relinked.js';
import { arrive, depart, type OpenStay, openStay, visitOf } from './stay.js';

type Listening = Extract<Act, { does: 'listen' }>;

/**
 * One person on the way through one journey. Each method is one thing that can happen at an instant, and carries the
 * person as far as they get at that instant, since a step takes no time (decision 002, rule 1).
 */
export class Traveller {
  readonly stays: OpenStay[] = [];
  #profile: Profile;
  #plan: Plan;

  constructor(
    plan: Plan,
    profile: Profile,
    private readonly ledger: readonly JourneyEvent[],
    private readonly options: InterpretOptions,
  ) {
    this.#profile = profile;
    this.#plan = plan;
  }

  /** The version by which people come in. */
  get plan(): Plan {
    return this.#plan;
  }

  get profile(): Profile {
    return this.#profile;
  }

  get lastStay(): OpenStay | undefined {
    return this.stays.at(-1);
  }

  /** The stay that has not ended. */
  get inside(): OpenStay | undefined {
    return this.lastStay?.exit === null ? this.lastStay : undefined;
  }

  /** When the person goes on by themselves; `null` where they never do. */
  get dueAt(): Date | null {
    return this.inside?.standing?.until ?? null;
  }

  /** Asks a condition of the person as they are at an instant. */
  ask(condition: Condition, now: Date): boolean {
    const person = this.#factsAt(now);
    return evaluateCondition(condition, person, {
      now,
      inSegment: (segmentId) => this.options.inSegment?.(segmentId, person, now) ?? false,
      messageHas: (nodeId, result) => this.inside !== undefined && resultsOf(this.inside, nodeId, now, this.options).includes(result),
    });
  }

  shouldExit(now: Date): boolean {
    const exitWhen = this.inside?.plan.settings.exitWhen ?? null;
    return exitWhen !== null && this.ask(exitWhen, now);
  }

  /** @param isHeldOut they leave at once, counted among the people held out */
  enter(nodeId: string, now: Date, isHeldOut: boolean): void {
    const stay = openStay(this.stays.length + 1, now, this.#plan);
    this.stays.push(stay);
    arrive(stay, nodeId, now);
    if (isHeldOut) this.leave(stay, 'holdout', now);
    else this.#goOn(stay, now);
  }

  leave(stay: OpenStay, reason: ExitReason, now: Date): void {
    depart(stay, null, now);
    stay.exit = { at: now, reason, nodeId: visitOf(stay).nodeId };
  }

  /** A next version is published: by it people come in from now on, and whoever is inside may go over to it (decision 009). */
  publish({ at, plan, people, map }: JourneyEdit): void {
    this.#plan = plan;
    const stay = this.inside;
    if (!stay || people === 'finish') return;
    const { nodeId } = visitOf(stay);
    const effect = editEffect(stay.plan, plan, nodeId, map);
    if (effect.does === 'ask') throw new Error(`nobody has said where the people of ${nodeId} go`);
    stay.plan = plan;
    if (effect.does === 'leave') this.leave(stay, 'stopped', at);
    else if (effect.does === 'stay') stay.standing = relinked(stay.standing, this.#stepAt(stay));
    else {
      if (effect.does === 'go') {
        depart(stay, null, at);
        arrive(stay, effect.to, at);
      }
      stay.standing = { does: 'anew', until: at };
    }
  }

  /** Time is up at the node where the person stands. */
  wake(now: Date): void {
    const stay = this.inside;
    const standing = stay?.standing;
    if (!stay || !standing) return;
    if (standing.does === 'hold') this.#goOn(stay, now);
    else if (standing.does === 'anew') this.#beginAnew(stay, now);
    else if (this.shouldExit(now)) this.leave(stay, 'condition', now);
    else if (standing.does === 'wait') this.#moveOn(stay, null, standing.to, now);
    else if (this.#isMet(stay, standing, this.#heardSince(visitOf(stay).arrivedAt, now), now))
      this.#moveOn(stay, standing.handle, standing.matched, now);
    else this.#moveOn(stay, 'timeout', standing.timedOut, now);
  }

  /** Events were received: whoever waits for one of them goes on. */
  hear(events: readonly JourneyEvent[], now: Date): void {
    const stay = this.inside;
    const standing = stay?.standing;
    if (stay && standing?.does === 'listen' && this.#isMet(stay, standing, events, now))
      this.#moveOn(stay, standing.handle, standing.matched, now);
  }

  #factsAt(now: Date): PersonFacts {
    return { ...this.#profile, events: this.ledger.filter((event) => event.receivedAt <= now) };
  }

  /** What was received while the person stood here: not what led them here. */
  #heardSince(arrivedAt: Date, now: Date): readonly JourneyEvent[] {
    return this.ledger.filter((event) => event.receivedAt > arrivedAt && event.receivedAt <= now);
  }

  /** Whether something that the person waits for happened while they did. */
  #isMet(stay: OpenStay, { match, until }: Listening, events: readonly JourneyEvent[], now: Date): boolean {
    const since = visitOf(stay).arrivedAt;
    return events.some((event) => event.occurredAt >= since && event.occurredAt <= until && isMatch(match, event, now));
  }

  #sceneOf(stay: OpenStay, now: Date): Scene {
    return {
      now,
      journeyId: this.options.journeyId,
      person: this.#factsAt(now),
      zone: stay.plan.settings.timeZone ?? this.options.workspaceZone,
      quiet: quietTimesOf(stay.plan.settings, this.options.quiet),
      caps: this.options.caps ?? [],
      contacts: [...(this.options.contacts ?? []), ...contactsIn(this.stays)],
      wentBefore: wentBefore(stay),
      weightsOf: (step) => weightsOf(step, this.options, now),
      hasCode: (nodeId, poolId) => this.options.hasCode?.({ nodeId, poolId, at: now }) ?? true,
      ask: (condition) => this.ask(condition, now),
      settledAt: (nodeIds) => settledAt(stay, nodeIds, now, this.options),
    };
  }

  #moveOn(stay: OpenStay, handle: string | null, to: string, now: Date): void {
    depart(stay, handle, now);
    arrive(stay, to, now);
    this.#goOn(stay, now);
  }

  /** What the node does, done anew: what counts from coming to it still does, and may be over by now or have happened meanwhile. */
  #beginAnew(stay: OpenStay, now: Date): void {
    const step = this.#stepAt(stay);
    if (step.kind !== 'wait' && step.kind !== 'wait-event' && step.kind !== 'task') this.#goOn(stay, now);
    else if (this.shouldExit(now)) this.leave(stay, 'condition', now);
    else this.#waitAnew(stay, step, now);
  }

  #waitAnew(stay: OpenStay, step: WaitStep | WaitEventStep | TaskStep, now: Date): void {
    const since = visitOf(stay).arrivedAt;
    const act = takeStep(step, { ...this.#sceneOf(stay, now), now: since });
    if (act.does === 'go') this.#moveOn(stay, act.handle, act.to, now);
    else if (act.does === 'wait' && act.until <= now) this.#moveOn(stay, null, act.to, now);
    else if (act.does === 'listen' && this.#isMet(stay, act, this.#heardSince(since, now), now))
      this.#moveOn(stay, act.handle, act.matched, now);
    else if (act.does === 'listen' && act.until <= now) this.#moveOn(stay, 'timeout', act.timedOut, now);
    else if (act.does !== 'leave') stay.standing = act;
  }

  /** Takes steps from where the person stands until they have to stay, or leave. */
  #goOn(stay: OpenStay, now: Date): void {
    while (stay.exit === null && this.#takeStep(stay, now));
  }

  /** @returns whether the person came to another node */
  #takeStep(stay: OpenStay, now: Date): boolean {
    if (this.shouldExit(now)) {
      this.leave(stay, 'condition', now);
      return false;
    }
    const step = this.#stepAt(stay);
    const act = takeStep(step, this.#sceneOf(stay, now));
    if (act.does === 'leave') this.leave(stay, act.reason, now);
    else if (act.does === 'go') this.#carryOut(stay, step, act, now);
    else stay.standing = act;
    return act.does === 'go';
  }

  #stepAt(stay: OpenStay): Step {
    const { nodeId } = visitOf(stay);
    const step = stay.plan.steps[nodeId];
    if (!step) throw new Error(`the plan has no step ${nodeId}`);
    return step;
  }

  #carryOut(stay: OpenStay, step: Step, act: Extract<Act, { does: 'go' }>, now: Date): void {
    this.#profile = { ...this.#profile, ...act.change };
    if (act.fate) this.#writeTo(stay, step, act.fate, now);
    depart(stay, act.handle, now);
    arrive(stay, act.to, now);
  }

  /** One message of a node in a stay: an edit may lead somebody past a node twice. */
  #writeTo(stay: OpenStay, step: Step, fate: Fate, now: Date): void {
    if (stay.messages.some(({ nodeId }) => nodeId === step.id)) return;
    stay.messages.push({ nodeId: step.id, pass: 1, at: now, fate });
    stay.contacts.push(...contactOf(step, fate));
  }
}

const weightsOf = ({ id, among }: ExperimentStep, { allocations = [] }: InterpretOptions, now: Date): Weights | null =>
  allocationAt(
    allocations.filter((allocation) => allocation.nodeId === id && allocation.among === among),
    now,
  )?.weights ?? null;

/** The way out by which the person left the node where they stand, the last time that they were there in this stay. */
const wentBefore = (stay: OpenStay): string | null => {
  const { nodeId } = visitOf(stay);
  return stay.visits.findLast((visit) => visit.nodeId === nodeId && visit.handle !== null)?.handle ?? null;
};
