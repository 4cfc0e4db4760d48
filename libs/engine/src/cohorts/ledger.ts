import type { ExitReason } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { type Cohort, exited, type Move, type MoveKind, movedTo } from './cohort.js';
import { INSERT_COHORTS, INSERT_MOVES, NEXT_COHORT_IDS, UPDATE_COHORTS } from './ledger.sql.js';

const cohortRow = (cohort: Cohort) => ({
  id: cohort.id,
  journey_id: cohort.journeyId,
  version_id: cohort.versionId,
  node_id: cohort.nodeId,
  state: cohort.state,
  exit_reason: cohort.exitReason,
  seq: cohort.seq,
  size: cohort.people,
  entered_at: cohort.enteredAt,
  arrived_at: cohort.arrivedAt,
  due_at: cohort.dueAt,
  parent_id: cohort.parent?.id ?? null,
  parent_seq: cohort.parent?.seq ?? null,
  arms: cohort.arms,
  held_out_at: cohort.heldOutAt,
  switched_at: cohort.switchedAt,
});

const moveRow = (move: Move) => ({
  journey_id: move.journeyId,
  version_id: move.versionId,
  cohort_id: move.cohortId,
  seq: move.seq,
  kind: move.kind,
  from_node: move.from,
  to_node: move.to,
  handle: move.handle,
  people: move.people,
  at: move.at,
  reason: move.reason,
});

/** The ids of cohorts that are about to be. */
export const newCohortIds = async (sql: Sql, count: number): Promise<string[]> =>
  (await sql.query<{ id: string }>(NEXT_COHORT_IDS, [count])).map(({ id }) => id);

/**
 * What one transaction does to cohorts, collected while it walks and written at its end in three statements however far it walked. Every change of
 * where people stand goes through here, with the move that tells of it: that is what keeps `entered = inside + exited` true.
 */
export class Ledger {
  private readonly known = new Set<string>();
  private readonly cohorts = new Map<string, Cohort>();
  private readonly moves: Move[] = [];

  constructor(readonly now: Date) {}

  /** People moved in this transaction, counted once for each move. */
  get peopleMoved(): number {
    return this.moves.reduce((sum, move) => sum + move.people, 0);
  }

  /** Whether some of a cohort's people have left on their own in this transaction. */
  hasLeavers(cohortId: string): boolean {
    return this.moves.some((move) => move.kind === 'leave' && move.cohortId === cohortId);
  }

  /** Takes note of a cohort that stands in the table already. */
  open(cohort: Cohort): Cohort {
    this.known.add(cohort.id);
    return cohort;
  }

  /** A new cohort comes into the journey, at an entry. */
  enter(cohort: Cohort): Cohort {
    this.log(cohort, { kind: 'enter', from: null, to: cohort.nodeId });
    return this.keep(cohort);
  }

  go(cohort: Cohort, to: string, handle: string | null, kind: MoveKind = 'step'): Cohort {
    const moved = movedTo(cohort, to, this.now);
    this.log(moved, { kind, from: cohort.nodeId, to, handle });
    return this.keep(moved);
  }

  exit(cohort: Cohort, reason: ExitReason): Cohort {
    const gone = exited(cohort, reason, this.now);
    this.log(gone, { kind: 'exit', from: cohort.nodeId, to: null, reason });
    return this.keep(gone);
  }

  /** Some of a cohort's people leave the journey on their own; `cohort` still counts them, what is returned does not. */
  leave(cohort: Cohort, people: number, reason: ExitReason): Cohort {
    this.log({ ...cohort, people }, { kind: 'leave', from: cohort.nodeId, to: null, reason });
    return { ...cohort, people: cohort.people - people };
  }

  /** Some of a cohort's people go on in another shard (`takeIn` there): `child` is what they leave behind, with nobody in it. */
  handOut(child: Cohort): void {
    this.log(child, { kind: 'switch', from: child.nodeId, to: null });
    this.keep({ ...child, state: 'exited', people: 0, dueAt: null });
  }

  /** People of another shard go on here, where they stood there. */
  takeIn(cohort: Cohort): void {
    this.log(cohort, { kind: 'switch', from: null, to: cohort.nodeId });
    this.keep(cohort);
  }

  /** What a cohort has become otherwise than by a move. */
  keep(cohort: Cohort): Cohort {
    this.cohorts.set(cohort.id, cohort);
    return cohort;
  }

  async write(sql: Sql): Promise<void> {
    const all = [...this.cohorts.values()];
    const born = all.filter(({ id }) => !this.known.has(id));
    const changed = all.filter(({ id }) => this.known.has(id));
    if (born.length > 0) await sql.query(INSERT_COHORTS, [JSON.stringify(born.map(cohortRow))]);
    if (changed.length > 0) await sql.query(UPDATE_COHORTS, [JSON.stringify(changed.map(cohortRow))]);
    if (this.moves.length > 0) await sql.query(INSERT_MOVES, [JSON.stringify(this.moves.map(moveRow))]);
  }

  private log(cohort: Cohort, move: Pick<Move, 'kind' | 'from' | 'to'> & Partial<Pick<Move, 'handle' | 'reason'>>): void {
    if (cohort.people === 0) return;
    this.moves.push({
      cohortId: cohort.id,
      journeyId: cohort.journeyId,
      versionId: cohort.versionId,
      seq: cohort.seq,
      handle: null,
      reason: null,
      people: cohort.people,
      at: this.now,
      ...move,
    });
  }
}
