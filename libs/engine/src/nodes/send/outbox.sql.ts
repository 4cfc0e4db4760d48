/**
 * One message for each of a cohort's people, with its fate decided now: the first reason that holds, in the order of decision 002, rule 9. An address
 * has one suppression for a channel at most, so the joins make no person twice. A step is taken once, so nobody can have a message of this node yet; were it
 * otherwise, the table's key would undo the step. (Asking for conflicts costs a third more.)
 * `$1` cohort, `$2` version, `$3` node, `$4` connector, `$5` channel, `$6` now
 */
export const sendStatement = (address: string): string => `
  INSERT INTO messages (customer_id, journey_id, entry_no, node_id, version_id, cohort_id, connector_id, channel, state, reason, decided_at, not_before)
  SELECT customer_id, journey_id, entry_no, $3, $2, $1, $4, $5, CASE WHEN reason IS NULL THEN 'queued' ELSE 'suppressed' END, reason, $6, $6
  FROM (
    SELECT e.customer_id, e.journey_id, e.entry_no,
      CASE WHEN coalesce(${address}, '') = '' THEN 'unreachable' WHEN s.reason IS NOT NULL THEN s.reason WHEN k.granted IS NOT TRUE THEN 'no_consent' END AS reason
    FROM enrollments e
    LEFT JOIN customers c ON c.id = e.customer_id
    LEFT JOIN suppressions s ON s.customer_id = e.customer_id AND s.channel = $5 AND s.address = ${address}
    LEFT JOIN consents k ON k.customer_id = e.customer_id AND k.channel = $5
    WHERE e.cohort_id = $1 AND e.left_at IS NULL
  ) decided`;

/** The same for a channel that tells another system, not the customer: nothing stands in its way. */
export const TELL = `
  INSERT INTO messages (customer_id, journey_id, entry_no, node_id, version_id, cohort_id, connector_id, channel, state, decided_at, not_before)
  SELECT e.customer_id, e.journey_id, e.entry_no, $3, $2, $1, $4, $5, 'queued', $6, $6
  FROM enrollments e
  WHERE e.cohort_id = $1 AND e.left_at IS NULL`;
