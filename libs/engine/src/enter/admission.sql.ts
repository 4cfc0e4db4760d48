/** By the journey's own share, or by the share of all customers that no journey writes to. */
const IS_HELD_OUT =
  '($6::float8 > 0 AND wayfare_fraction(p.id, $5::bigint) < $6::float8) OR ($8::float8 > 0 AND wayfare_fraction(p.id, $7::bigint) < $8::float8)';

/**
 * Takes people into a journey, with the cohort of those who go on and the one of those held out. Nobody enters while inside, nor twice at one instant;
 * two entries at once for the same person meet at the table's key, and one of them finds nothing to do. People come in the order of their ids, so that
 * two admissions can't wait for each other.
 * `$1` people, `$2` journey, `$3` cohort, `$4` cohort of the held out, `$5` seed of the holdout, `$6` its share, `$7` seed of the global holdout, `$8` its share
 */
const admit = (stays: string, entryNo: string, where: string): string => `
  WITH admitted AS (
    INSERT INTO enrollments (customer_id, journey_id, entry_no, cohort_id)
    SELECT p.id, $2, ${entryNo}, CASE WHEN ${IS_HELD_OUT} THEN $4::bigint ELSE $3::bigint END
    FROM unnest($1::bigint[]) AS p (id) ${stays}
    ${where}
    ORDER BY p.id
    ON CONFLICT DO NOTHING
    RETURNING cohort_id
  )
  SELECT count(*) FILTER (WHERE cohort_id = $3)::int AS entered, count(*) FILTER (WHERE cohort_id = $4)::int AS "heldOut" FROM admitted`;

/** Once in a life: the table's key says who was here before. */
export const ADMIT_NEWCOMERS = admit('', '1', '');

/** Also those whose last stay has ended, `$10` months, `$11` days and `$12` seconds before now (`$9`) at least. */
export const ADMIT_AGAIN = admit(
  `LEFT JOIN LATERAL (
      SELECT e.entry_no, k.entered_at, coalesce(e.left_at, CASE WHEN k.state = 'exited' THEN k.arrived_at END) AS ended_at
      FROM enrollments e JOIN cohorts k ON k.id = e.cohort_id
      WHERE e.customer_id = p.id AND e.journey_id = $2
      ORDER BY e.entry_no DESC LIMIT 1
    ) last ON true`,
  'coalesce(last.entry_no, 0) + 1',
  `WHERE last.entry_no IS NULL OR (
      last.entered_at < $9
      AND (last.ended_at AT TIME ZONE 'UTC' + make_interval(months => $10::int, days => $11::int, secs => $12::float8)) AT TIME ZONE 'UTC' <= $9
    )`,
);
