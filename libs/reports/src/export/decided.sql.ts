import { FATE_SQL } from '../response/figures.sql.js';
import { HELD_OUT_SQL, outcomesSql, touchedSql } from '../response/populations.sql.js';
import type { Asked } from '../response/question.js';

/** Everyone decided on that day, a row each, in id order. */
export const decidedSql = (asked: Asked): string => `
  WITH touched AS (${outcomesSql(touchedSql('all'), asked)}),
  held AS (${outcomesSql(HELD_OUT_SQL, asked)}),
  decided AS (
    SELECT customer_id, entry_no, at, ${FATE_SQL} AS fate, reason, delivered, opened, clicked, responded, converted, money FROM touched o
    UNION ALL SELECT customer_id, entry_no, at, 'held_out', 'holdout', false, false, false, responded, converted, money FROM held
  )
  SELECT p.customer_id AS "customerId", c.external_id AS "externalId", c.email, p.at,
    p.fate, CASE WHEN p.fate IN ('suppressed', 'held_out') THEN p.reason END AS reason,
    p.delivered, p.opened, p.clicked, p.responded, p.converted, p.money,
    (SELECT string_agg(a.value->>'arm', '+' ORDER BY a.key) FROM enrollments e JOIN cohorts k ON k.id = e.cohort_id CROSS JOIN LATERAL jsonb_each(k.arms) a
     WHERE e.customer_id = p.customer_id AND e.journey_id = :journey AND e.entry_no = p.entry_no) AS arms
  FROM decided p JOIN customers c ON c.id = p.customer_id
  ORDER BY p.customer_id, p.entry_no`;
