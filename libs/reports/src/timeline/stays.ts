import type { Stay } from '@wayfare/engine';
import { RANK } from './course.js';

/** One line before names are put in. */
export interface Line {
  readonly id: string;
  readonly at: Date;
  readonly kind:
    | 'created'
    | 'event'
    | 'order'
    | 'entered'
    | 'moved'
    | 'switched'
    | 'exited'
    | 'message'
    | 'response'
    | 'coupon'
    | 'value'
    | 'next'
    | 'archived';
  readonly journeyId: string | null;
  readonly versionId: string | null;
  readonly nodeId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The journey that a stay led on to; `refused`: why that one did not let them in. */
export interface GoesOnIn {
  readonly id: string;
  readonly name: string;
  readonly refused: string | null;
}

const place = (journeyId: string, { versionId }: Pick<Stay, 'versionId'>, nodeId: string) => ({ journeyId, versionId, nodeId });
const order = (at: number): string => String(at).padStart(5, '0');

/** The lines of one stay: entered, each node they came to, each version they went over to, how it ended, and what comes next. Ids sort in the order of the way. */
export const linesOfStay = (journeyId: string, stay: Stay, goesOnIn?: GoesOnIn): Line[] => {
  const id = `stay:${journeyId}:${stay.entryNo}`;
  const lines = stay.visits.map((visit, at): Line => {
    const detail = {
      handle: visit.handle,
      leftAt: visit.leftAt?.toISOString() ?? null,
      waiting: visit.leftAt === null && stay.exit === null,
    };
    return {
      id: `${RANK.visit}${id}:${order(at)}`,
      at: visit.arrivedAt,
      kind: at === 0 ? 'entered' : 'moved',
      ...place(journeyId, visit, visit.nodeId),
      detail,
    };
  });
  for (const [at, change] of stay.switches.entries())
    lines.push({
      id: `${RANK.edit}${id}:${order(at)}`,
      at: change.at,
      kind: 'switched',
      ...place(journeyId, change, change.nodeId),
      detail: {},
    });
  if (stay.exit) {
    const { at, reason, nodeId } = stay.exit;
    lines.push({
      id: `${RANK.exit}${id}`,
      at,
      kind: 'exited',
      ...place(journeyId, stay, nodeId),
      detail: { reason, ...(goesOnIn ? { goesOnIn } : {}) },
    });
  }
  return lines;
};

/** What happens next in a stay that goes on, and when; null where it has ended. */
export const nextOfStay = (journeyId: string, stay: Stay): Line | null => {
  const last = stay.visits.at(-1);
  if (stay.exit || !last || !stay.dueAt) return null;
  return {
    id: `next:${journeyId}:${stay.entryNo}`,
    at: stay.dueAt,
    kind: 'next',
    ...place(journeyId, stay, last.nodeId),
    detail: { since: last.arrivedAt.toISOString() },
  };
};
