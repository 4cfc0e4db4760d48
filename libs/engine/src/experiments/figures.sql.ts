/** The end of a window that begins at `at`, on the UTC calendar as everywhere (`addDuration`). */
const closes = (at: string, window: string): string => `((${at} AT TIME ZONE 'UTC' + ${window}::interval) AT TIME ZONE 'UTC')`;

/** The arm of this experiment that a cohort `c` came into, and the instant. `$2` node, `$3` which experiment */
const ARM = `c.arms -> $2::text ->> 'arm'`;
const CAME_AT = `(c.arms -> $2::text ->> 'at')::timestamptz`;
const IS_OF_IT = `c.arms -> $2::text ->> 'among' = $3`;

/**
 * How many came into which arm when: the moves by which cohorts came into them say it, a row for each step and not for each person. Whom an edit led here again and who stayed in their arm came at another instant. `$1` journey
 */
const PEOPLE = `
  SELECT ${ARM} AS arm, m.at, ${closes('m.at', '$4')} AS closes, sum(m.people) AS people
  FROM moves m JOIN cohorts c ON c.id = m.cohort_id
  WHERE m.journey_id = $1 AND m.from_node = $2 AND m.handle = ${ARM} AND m.at = ${CAME_AT} AND ${IS_OF_IT}
  GROUP BY 1, 2`;

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
  WITH people AS (${PEOPLE}),
  hits AS (
    SELECT ${ARM} AS arm, count(DISTINCT (e.customer_id, e.entry_no)) AS hits
    FROM enrollments e JOIN cohorts c ON c.id = e.cohort_id AND ${IS_OF_IT}
    JOIN ${table} ON ${on} AND ${at} >= ${CAME_AT} AND ${at} < ${closes(CAME_AT, '$4')}
    WHERE e.journey_id = $1 AND ${at} <= $5 AND ${closes(CAME_AT, '$4')} <= $5 GROUP BY 1
  )
  SELECT p.arm, sum(p.people)::int AS people, coalesce(sum(p.people) FILTER (WHERE p.closes <= $5), 0)::int AS closed, coalesce(h.hits, 0)::int AS hits
  FROM people p LEFT JOIN hits h ON h.arm = p.arm GROUP BY p.arm, h.hits`;

/** When the windows of so many people will have closed. `$4` the window, `$5` how many */
export const CLOSES_AT = `
  WITH people AS (${PEOPLE}),
  running AS (SELECT closes, sum(people) OVER (ORDER BY closes) AS so_far FROM people)
  SELECT min(closes) AS "closesAt" FROM running WHERE so_far >= $5::bigint`;

/** How many came into each arm while each of the shares was in force; 0: those of the drawing. `$4` the window, `$5` from when the others were, a millisecond on: they count for those who come behind it */
export const BY_SHARES = `
  SELECT arm, width_bucket(at, $5::timestamptz[]) AS shares, sum(people)::int AS people FROM (${PEOPLE}) people GROUP BY 1, 2`;
