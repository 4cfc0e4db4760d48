import type { Reason } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { isSameMessage } from './message-key.js';

const UNHANDED = `m.state = 'sending' AND m.handed_at IS NULL`;

/** One stay of one customer in one journey. */
export interface EnrollmentKey {
  readonly customerId: string;
  readonly journeyId: string;
  readonly entryNo: number;
}

const KEY = 'm.customer_id, m.journey_id, m.entry_no, m.node_id, m.pass';
/** By key and not by place: a row that another transaction has moved on meanwhile is found again and asked again. */
const SAME = isSameMessage('m', 'l');

/** Rows are locked in the order of their key, as dispatch does, so that the two never wait for each other in a circle. */
const RECALL = (where: string): string => `
  WITH l AS (SELECT ${KEY} FROM messages m WHERE ${UNHANDED} AND ${where} ORDER BY ${KEY} FOR NO KEY UPDATE)
  UPDATE messages m SET state = 'queued', lease_by = NULL, lease_until = NULL FROM l WHERE ${SAME} AND ${UNHANDED}`;

const CANCEL_OF = (rows: string): string => `
  WITH l AS (
    SELECT ${KEY} FROM ${rows} AND (m.state = 'queued' OR ${UNHANDED}) ORDER BY ${KEY} FOR NO KEY UPDATE OF m
  ), gone AS (
    UPDATE messages m SET state = 'cancelled', reason = $1, lease_by = NULL, lease_until = NULL
    FROM l WHERE ${SAME} AND (m.state = 'queued' OR ${UNHANDED}) RETURNING 1
  )
  SELECT count(*)::integer AS cancelled FROM gone`;

const CANCEL_ENROLLMENTS = CANCEL_OF(`unnest($2::bigint[], $3::bigint[], $4::integer[]) AS e (customer_id, journey_id, entry_no)
    JOIN messages m ON m.customer_id = e.customer_id AND m.journey_id + 0 = e.journey_id AND m.entry_no = e.entry_no WHERE true`);

const CANCEL_JOURNEY = CANCEL_OF('messages m WHERE m.journey_id = $2');

const countOf = ([row]: { cancelled: number }[]): number => row?.cancelled ?? 0;

/** What is claimed and not yet on its way goes back to wait; the worker that holds it finds it gone. */
export const recallFromConnector = async (tx: Sql, connectorId: string): Promise<void> => {
  await tx.query(RECALL('m.connector_id = $1'), [connectorId]);
};

/** For a journey that pauses: nothing more leaves than what is being handed over at this moment. */
export const recallFromJourney = async (tx: Sql, journeyId: string): Promise<void> => {
  await tx.query(RECALL('m.journey_id = $1'), [journeyId]);
};

/** Withdraws every message of these stays that has not left the house; says how many. */
export const cancelForEnrollments = async (tx: Sql, keys: readonly EnrollmentKey[], reason: Reason): Promise<number> => {
  if (keys.length === 0) return 0;
  const columns = [keys.map((key) => key.customerId), keys.map((key) => key.journeyId), keys.map((key) => key.entryNo)];
  return countOf(await tx.query(CANCEL_ENROLLMENTS, [reason, ...columns]));
};

/** Withdraws every message of a journey that has not left the house; says how many. */
export const cancelForJourney = async (tx: Sql, journeyId: string, reason: Reason): Promise<number> =>
  countOf(await tx.query(CANCEL_JOURNEY, [reason, journeyId]));
