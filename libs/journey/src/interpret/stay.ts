import type { Act } from '../nodes/definition.js';
import type { Contact } from '../nodes/send/caps.js';
import type { Plan } from '../plan.js';
import type { PathMessage, Stay, Visit } from './path.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A stay while the interpreter is still writing it. */
export interface OpenStay {
  readonly entryNo: number;
  readonly enteredAt: Date;
  readonly visits: Mutable<Visit>[];
  readonly messages: PathMessage[];
  /** The messages that frequency caps count. */
  readonly contacts: Contact[];
  exit: Stay['exit'];
  /** The version by which they go; an edit may take them to another. */
  plan: Plan;
  /** What the person waits for at the node where they stand. */
  standing: Standing | null;
}

/** `anew`: an edit has changed what they wait for, or brought them here; what the node does is still to be done. */
export type Standing = Extract<Act, { does: 'wait' | 'listen' | 'hold' }> | { readonly does: 'anew'; readonly until: Date };

export const openStay = (entryNo: number, enteredAt: Date, plan: Plan): OpenStay => ({
  entryNo,
  enteredAt,
  plan,
  visits: [],
  messages: [],
  contacts: [],
  exit: null,
  standing: null,
});

export const arrive = (stay: OpenStay, nodeId: string, now: Date): void => {
  stay.visits.push({ nodeId, arrivedAt: now, leftAt: null, handle: null });
};

/** The visit that the person is making. */
export const visitOf = (stay: OpenStay): Mutable<Visit> => {
  const visit = stay.visits.at(-1);
  if (!visit) throw new Error('nobody stays in a journey without standing at a node');
  return visit;
};

export const depart = (stay: OpenStay, handle: string | null, now: Date): void => {
  Object.assign(visitOf(stay), { leftAt: now, handle });
  stay.standing = null;
};
