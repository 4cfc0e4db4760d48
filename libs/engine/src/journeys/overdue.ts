import type { Overdue, OverdueChoice } from '@wayfare/contracts';
import { notFound } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { EXPIRE_MESSAGES, OVERDUE, SHIFT_COHORTS, SHIFT_MESSAGES, SKIP_OVERDUE } from './overdue.sql.js';

interface Row {
  readonly pausedAt: Date | null;
  readonly people: number;
  readonly messages: number;
  readonly events: number;
}

/**
 * What a manager should know before a paused journey goes on.
 * @throws AppError `not_found`
 */
export const readOverdue = async (sql: Sql, id: string, now: Date): Promise<Overdue> => {
  const [row] = await sql.query<Row>(OVERDUE, [id, now]);
  if (!row) throw notFound('journey', id);
  return { ...row, pausedAt: row.pausedAt?.toISOString() ?? null };
};

export interface EndedPause {
  readonly journeyId: string;
  readonly from: Date;
  readonly now: Date;
}

/**
 * What becomes of what came due in a pause, before anybody moves again. `now`: it happens now. `shift`: whoever waits goes on waiting for as long as the pause took, and what is queued leaves so much later.
 * `skip`: whoever is overdue goes on, and gets none of the messages that were due (`expired`). Audiences come in by their own schedule whatever is chosen.
 */
export const settleOverdue = async (sql: Sql, choice: OverdueChoice, { journeyId, from, now }: EndedPause): Promise<void> => {
  if (choice === 'shift') {
    const length = now.getTime() - from.getTime();
    await sql.query(SHIFT_COHORTS, [journeyId, length]);
    await sql.query(SHIFT_MESSAGES, [journeyId, length]);
  }
  if (choice === 'skip') {
    await sql.query(EXPIRE_MESSAGES, [journeyId, now]);
    await sql.query(SKIP_OVERDUE, [journeyId, now]);
  }
};
