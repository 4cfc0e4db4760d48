/** The end of a window that begins at `at`, on the UTC calendar as everywhere (`addDuration`). */
const closes = (window: string): string => `((k.at AT TIME ZONE 'UTC' + ${window}::interval) AT TIME ZONE 'UTC')`;

/** The cohorts whose people came into an arm of this experiment: the arm and the instant are the same for all of them. `$1` journey, `$2` node, `$3` which experiment */
const ARRIVALS = `
  SELECT c.id AS cohort_id, c.arms -> $2::text ->> 'arm' AS arm, (c.arms -> $2::text ->> 'at')::timestamptz AS at
  FROM cohorts c WHERE c.journey_id = $1 AND c.arms -> $2::text ->> 'among' = $3`;

const PEOPLE = `
  SELECT k.arm, k.at, ${closes('$4')} AS closes, count(*) AS people
  FROM arrivals k JOIN enrollments e ON e.cohort_id = k.cohort_id GROUP BY k.arm, k.at`;

/** What counts as having done it: a row of `did` in the window. */
export interface Deed {
  /** A table with an alias `did`, and what joins it to enrollment `e` but for the window. */
  readonly table: string;
  readonly on: string;
  readonly at: string;
}

export const CLICK_OR_REPLY: Deed = {
  table: 'responses did',
  on: `did.customer_id = e.customer_id AND did.journey_id = $1 AND did.kind IN ('click', 'reply') AND NOT did.machine`,
  at: 'did.at',
};

/** `$6` the event; `tests` on its properties, from `$7` on */
export const eventDeed = (tests: string): Deed => ({
  table: 'events did',
  on: `did.customer_id = e.customer_id AND did.name = $6::text AND (${tests})`,
  at: 'did.occurred_at',
});

/**
 * What the arms have shown by `$5`: people, those whose window has closed, and those of them who did what is measured within it: each stay once, whatever became of it after (intention to
 * treat), by the report's own rule. `$4` the window
 */
export const outcomesSql = ({ table, on, at }: Deed): string => `
  WITH arrivals AS MATERIALIZED (${ARRIVALS}), people AS (${PEOPLE}),
  hits AS (
    SELECT k.arm, count(DISTINCT (e.customer_id, e.entry_no)) AS hits
    FROM arrivals k JOIN enrollments e ON e.cohort_id = k.cohort_id
    JOIN ${table} ON ${on} AND ${at} >= k.at AND ${at} < ${closes('$4')}
    WHERE ${closes('$4')} <= $5 GROUP BY k.arm
  )
  SELECT p.arm, sum(p.people)::int AS people, coalesce(sum(p.people) FILTER (WHERE p.closes <= $5), 0)::int AS closed, coalesce(h.hits, 0)::int AS hits
  FROM people p LEFT JOIN hits h ON h.arm = p.arm GROUP BY p.arm, h.hits`;

/** When the windows of so many people will have closed. `$4` the window, `$5` how many */
export const CLOSES_AT = `
  WITH arrivals AS MATERIALIZED (${ARRIVALS}), people AS (${PEOPLE}),
  running AS (SELECT closes, sum(people) OVER (ORDER BY closes) AS so_far FROM people)
  SELECT min(closes) AS "closesAt" FROM running WHERE so_far >= $5::bigint`;

/** How many came into each arm while each of the shares was in force; 0: those of the drawing. `$4` from when the others were, a millisecond on: they count for those who come behind it */
export const BY_SHARES = `
  WITH arrivals AS (${ARRIVALS})
  SELECT k.arm, width_bucket(k.at, $4::timestamptz[]) AS shares, count(*)::int AS people
  FROM arrivals k JOIN enrollments e ON e.cohort_id = k.cohort_id GROUP BY 1, 2`;
