/**
 * Parts a cohort in one statement: each person's way is found once, the largest part keeps the cohort (so the common case writes no row), and the people
 * of the others go over to cohorts whose ids are drawn here. `tid` is followed straight to the row: nobody else can have touched it.
 */
export const partStatement = (people: string): string => `
  WITH assigned AS MATERIALIZED (${people}),
  counted AS (
    SELECT way, count(*)::int AS people, row_number() OVER (ORDER BY count(*) DESC, way) = 1 AS stays FROM assigned GROUP BY way
  ),
  parts AS MATERIALIZED (
    SELECT way, people, CASE WHEN NOT stays THEN nextval('cohorts_id_seq') END AS cohort_id FROM counted
  ),
  gone AS (
    UPDATE enrollments e SET cohort_id = p.cohort_id
    FROM assigned a JOIN parts p ON p.way = a.way
    WHERE e.ctid = a.tid AND p.cohort_id IS NOT NULL
  )
  SELECT way, people, cohort_id AS "cohortId" FROM parts ORDER BY way`;
