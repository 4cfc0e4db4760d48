import type { Act } from '../nodes/definition.js';
import type { PathMessage, Stay, Visit } from './path.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A stay while the interpreter is still writing it. */
export interface OpenStay {
  readonly entryNo: number;
  readonly enteredAt: Date;
  readonly visits: Mutable<Visit>[];
  readonly messages: PathMessage[];
  exit: Stay['exit'];
  /** What the person waits for at the node where they stand. */
  standing: Extract<Act, { does: 'wait' | 'listen' | 'hold' }> | null;
}

export const openStay = (entryNo: number, enteredAt: Date): OpenStay => ({
  entryNo,
  enteredAt,
  visits: [],
  messages: [],
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
