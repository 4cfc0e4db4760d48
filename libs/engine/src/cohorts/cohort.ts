import type { ExitReason } from '@wayfare/kernel';

/** Which arm of which split a cohort's people are in, by the split's node id; of an experiment also of which one, since its node may have had others. */
export type Arms = Readonly<Record<string, { readonly arm: string; readonly at: string; readonly among?: string }>>;

/**
 * A set of people who stand at the same node of the same version and leave it together (engine.md). In memory it is a value: the functions below
 * say what it becomes, and the ledger writes that down.
 */
export interface Cohort {
  readonly id: string;
  readonly journeyId: string;
  readonly versionId: string;
  readonly nodeId: string;
  readonly state: 'standing' | 'exited';
  readonly exitReason: ExitReason | null;
  /** Grows with every step that changes anything. A child goes on counting where it split off, so that `seq` orders a person's whole way. */
  readonly seq: number;
  readonly people: number;
  readonly enteredAt: Date;
  /** When it came to its node; once exited, when it left the journey. */
  readonly arrivedAt: Date;
  /**
   * When it has to be looked at again. Equal to `arrivedAt`: it has arrived and what the node does is still to be done; to `switchedAt`: it is to be done anew. Otherwise it waits.
   * Null: it is held until what the node asks about is settled.
   */
  readonly dueAt: Date | null;
  readonly parent: { readonly id: string; readonly seq: number } | null;
  readonly arms: Arms;
  readonly heldOutAt: Date | null;
  /** When its people last came over from an older version; null: they have not. */
  readonly switchedAt: Date | null;
}

export type MoveKind = 'enter' | 'step' | 'wake' | 'leave' | 'exit' | 'switch';

/** One line of the log of moves: `from` null = came in, `to` null = left the journey. */
export interface Move {
  readonly cohortId: string;
  readonly journeyId: string;
  readonly versionId: string;
  readonly seq: number;
  readonly kind: MoveKind;
  readonly from: string | null;
  readonly to: string | null;
  readonly handle: string | null;
  readonly people: number;
  readonly at: Date;
  readonly reason: ExitReason | null;
}

/** Whether what the node does with the cohort is still to be done: it has come to it, or to a version in which the node does something else. */
export const hasJustArrived = ({ dueAt, arrivedAt, switchedAt }: Cohort): boolean =>
  dueAt !== null && (dueAt.getTime() === arrivedAt.getTime() || dueAt.getTime() === switchedAt?.getTime());

/** When what it waits for at its node is over: as the node said, or so much later as a pause has put it off. Null: it has only arrived, or is held. */
export const waitsUntil = (cohort: Cohort): Date | null => (hasJustArrived(cohort) ? null : cohort.dueAt);

/** The cohort after a move to another node. */
export const movedTo = (cohort: Cohort, nodeId: string, now: Date): Cohort => ({
  ...cohort,
  nodeId,
  seq: cohort.seq + 1,
  arrivedAt: now,
  dueAt: now,
});

/** The cohort when it stays where it is until an instant. Its `seq` grows, so that the job for that instant has an id of its own. */
export const waiting = (cohort: Cohort, dueAt: Date): Cohort => ({ ...cohort, dueAt, seq: cohort.seq + 1 });

/** The cohort while what its node asks about is not settled: nobody knows how long. */
export const held = (cohort: Cohort): Cohort => ({ ...cohort, dueAt: null, seq: cohort.seq + 1 });

/** Whether it is time to look at the cohort; one that is held may be looked at whenever somebody thinks it is settled. */
export const isDue = (cohort: Cohort, now: Date): boolean => cohort.state === 'standing' && (cohort.dueAt === null || cohort.dueAt <= now);

/** The cohort after it left the journey; it keeps the node that it left from. */
export const exited = (cohort: Cohort, reason: ExitReason | null, now: Date): Cohort => ({
  ...cohort,
  state: 'exited',
  exitReason: reason,
  seq: cohort.seq + 1,
  arrivedAt: now,
  dueAt: null,
});

/** A part of a cohort that goes its own way from here on. */
export const splitOff = (cohort: Cohort, id: string, people: number): Cohort => ({
  ...cohort,
  id,
  people,
  parent: { id: cohort.id, seq: cohort.seq },
});

/** An arm that people come into. */
export interface NewArm {
  readonly id: string;
  /** They count as held out. */
  readonly control: boolean;
  /** Of which experiment; a split has none. */
  readonly among?: string;
}

/** The cohort once its people are in an arm of a split; those of a control arm count as held out from then on. */
export const inArm = (cohort: Cohort, arm: { nodeId: string } & NewArm, now: Date): Cohort => ({
  ...cohort,
  arms: { ...cohort.arms, [arm.nodeId]: { arm: arm.id, at: now.toISOString(), ...(arm.among === undefined ? {} : { among: arm.among }) } },
  heldOutAt: cohort.heldOutAt ?? (arm.control ? now : null),
});
