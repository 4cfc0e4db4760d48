import type { EventMatch } from '@wayfare/journey';
import { holdsForEvent, type Json } from '@wayfare/kernel';
import type { Cohort } from '../../cohorts/cohort.js';
import type { Scene } from '../handler.js';

interface Found {
  customerId: string;
  occurredAt: Date;
  properties: Record<string, Json>;
}

const EVENTS_BETWEEN = `
  SELECT v.customer_id AS "customerId", v.occurred_at AS "occurredAt", v.properties
  FROM enrollments e JOIN events v ON v.customer_id = e.customer_id
  WHERE e.cohort_id = $1 AND e.left_at IS NULL AND v.name = $2 AND v.occurred_at BETWEEN $3 AND $4 AND v.received_at > $3`;

/**
 * The ids of those of a cohort's people who had an event in a span of time, its ends included, and of which we heard after the span began: not the event that
 * led them here (decision 002, rule 5). Few, as most were woken when it came.
 */
export const whoHadTheEvent = async (
  match: EventMatch,
  cohort: Cohort,
  span: { from: Date; until: Date },
  scene: Scene,
): Promise<string[]> => {
  const found = await scene.tx.query<Found>(EVENTS_BETWEEN, [cohort.id, match.event, span.from, span.until]);
  const matching = found.filter((event) => holdsForEvent({ name: match.event, ...event }, match.where, scene.now));
  return [...new Set(matching.map(({ customerId }) => customerId))];
};
