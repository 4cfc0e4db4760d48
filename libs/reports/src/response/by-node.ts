import type { ReplyOf, routes } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';
import { ask } from '../bind.js';
import { outcomesSql } from './populations.sql.js';
import { askedOf, type Question } from './question.js';
import type { Subject } from './report.js';

/** Whom a message of each node has reached, ever; `:version` the number of one version, null: all. */
const REACHED = `
    SELECT m.customer_id, m.entry_no, m.node_id, min(m.decided_at) AS at FROM messages m
    WHERE m.journey_id = :journey AND m.state IN ('sent', 'delivered')
      AND (:version::int IS NULL OR m.version_id = (SELECT id FROM journey_versions WHERE journey_id = :journey AND number = :version))
    GROUP BY m.customer_id, m.entry_no, m.node_id`;

/**
 * How many responded at each send node since the journey began, by the report's own rule (what counts as a response, and for how long), over all send days. It
 * reads every message of the journey: to be asked now and then, not with each look at the canvas.
 */
export const readResponses = async (
  sql: Sql,
  { id, plan }: Subject,
  version: number | undefined,
): Promise<ReplyOf<typeof routes.responses>> => {
  const question: Question = { journeyId: id, from: new Date(0), to: new Date(0), response: plan.settings.response, goal: null };
  const asked = askedOf(question);
  const text = `
    SELECT o.node_id AS id, count(*)::int AS reached, count(*) FILTER (WHERE o.responded)::int AS responded
    FROM (${outcomesSql(REACHED, asked)}) o GROUP BY o.node_id ORDER BY 1`;
  return { nodes: await ask(sql, text, { ...asked.values, version: version ?? null }) };
};
