import type { ExitReason } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import type { MoveKind } from '../cohorts/cohort.js';
import { MAPPED } from '../edit/switch.js';
import { groupsBy } from '../group-by.js';
import { STAYS, WAYS } from './paths.sql.js';

/** A visit to a node, as the interpreter (libs/journey) tells it: `handle` is the way out that was taken. */
export interface Visit {
  readonly nodeId: string;
  readonly arrivedAt: Date;
  /** Null: still there. */
  readonly leftAt: Date | null;
  readonly handle: string | null;
  /** By which they came to it. */
  readonly versionId: string;
}

/** When somebody went over to another version, and where they stood then. */
export interface Switch {
  readonly at: Date;
  readonly nodeId: string;
  readonly versionId: string;
}

/** One stay of a customer in a journey. */
export interface Stay {
  readonly entryNo: number;
  readonly versionId: string;
  readonly visits: readonly Visit[];
  readonly switches: readonly Switch[];
  readonly exit: { readonly at: Date; readonly reason: ExitReason; readonly nodeId: string } | null;
  /** When they go on by themselves; null where they have left. */
  readonly dueAt: Date | null;
}

interface StayRow {
  customerId: string;
  entryNo: number;
  cohortId: string;
  versionId: string;
  dueAt: Date | null;
  leftAt: Date | null;
  leftReason: ExitReason | null;
  leftNode: string | null;
  leftSeq: number | null;
}

/** A move that a person took part in with their cohort. */
interface WayRow {
  cohortId: string;
  seq: number;
  from: string | null;
  to: string | null;
  handle: string | null;
  at: Date;
  reason: ExitReason | null;
  kind: MoveKind;
  versionId: string;
}

/** Who goes over to another version goes on with the visit that they are making, unless another node was chosen for theirs. */
const isOnTheWay = ({ kind, handle }: WayRow): boolean => kind !== 'switch' || handle === MAPPED;

/** Who went on in another shard, since they became part of a customer there, went over to no other version. */
const switchesOf = (way: readonly WayRow[]): Switch[] =>
  way.flatMap(({ kind, to, at, versionId }, step) =>
    kind === 'switch' && to !== null && way[step - 1]?.versionId !== versionId ? [{ at, nodeId: to, versionId }] : [],
  );

const visitsOf = (way: readonly WayRow[], leftAt: Date | null): Visit[] =>
  way.flatMap((move, at) => {
    if (move.to === null) return [];
    const next = way[at + 1];
    const handle = next && next.kind !== 'switch' ? next.handle : null;
    return [{ nodeId: move.to, arrivedAt: move.at, leftAt: next?.at ?? leftAt, handle, versionId: move.versionId }];
  });

const exitOf = (stay: StayRow, way: readonly WayRow[]): Stay['exit'] => {
  if (stay.leftAt && stay.leftReason && stay.leftNode) return { at: stay.leftAt, reason: stay.leftReason, nodeId: stay.leftNode };
  const last = way.at(-1);
  return last?.to === null && last.from !== null && last.reason !== null ? { at: last.at, reason: last.reason, nodeId: last.from } : null;
};

/** One stay from the way of its cohort. Who left on their own took part in its moves up to `leftSeq`. */
const stayOf = (stay: StayRow, wayOfCohort: readonly WayRow[]): Stay => {
  const { leftSeq } = stay;
  const way = leftSeq === null ? wayOfCohort : wayOfCohort.filter(({ seq }) => seq <= leftSeq);
  const { entryNo, versionId, dueAt } = stay;
  const visits = visitsOf(way.filter(isOnTheWay), stay.leftAt);
  return { entryNo, versionId, dueAt, visits, switches: switchesOf(way), exit: exitOf(stay, way) };
};

/**
 * The way that customers went through a journey: nobody wrote it down for each of them, it follows from the cohorts that they went with (engine.md, "The
 * way a person went").
 * @returns by customer, their stays, oldest first; who was never in the journey is absent
 */
export const pathsOf = async (sql: Sql, journeyId: string, customerIds?: readonly string[]): Promise<Map<string, Stay[]>> => {
  const stays = await sql.query<StayRow>(STAYS, [journeyId, customerIds ?? null]);
  const cohorts = [...new Set(stays.map(({ cohortId }) => cohortId))];
  const ways = groupsBy(await sql.query<WayRow>(WAYS, [cohorts]), ({ cohortId }) => cohortId);
  const paths = new Map<string, Stay[]>();
  for (const stay of stays) {
    const found = stayOf(stay, ways.get(stay.cohortId) ?? []);
    paths.set(stay.customerId, [...(paths.get(stay.customerId) ?? []), found]);
  }
  return paths;
};
