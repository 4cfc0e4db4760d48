/**
 * Where the scores of a number part. Everybody gets the score s for whom at least (s − 1) fifths of those with purchases in the window have strictly less: so equal values always have equal scores, the best fifth is never more
 * than a fifth, and where a fifth ends amid equals they all stay below. The place of s is the least value that gets it; values too equal to be told apart leave scores out.
 */
const placesOf = (value: string): string => `
  SELECT coalesce(array_agg(place ORDER BY score) FILTER (WHERE place IS NOT NULL), '{}') AS places FROM (
    SELECT score, min(value)::text AS place FROM generate_series(2, 5) score LEFT JOIN (
      SELECT value, sum(n) OVER (ORDER BY value) - n AS less, sum(n) OVER () AS total
      FROM (SELECT ${value} AS value, count(*) AS n FROM customer_values WHERE window_purchases > 0 GROUP BY 1) counted
    ) ranked ON 5 * less >= (score - 1) * total
    GROUP BY score
  ) s`;

/** One row a kind of score: its places as texts, which are rising. */
export const SCORE_PLACES = {
  recency: placesOf('last_at'),
  frequency: placesOf('window_purchases'),
  money: placesOf('window_minor'),
} as const;

/**
 * The least total that is in L3, L2 and L1, in this order. By customers ($1 true): fewer than the share of them bring strictly more. By value: those who bring strictly more bring less than the share of it. Equals are in the same
 * tier, the better one. $2 shares of L1, L2, L3
 */
export const TIER_PLACES = `
  SELECT coalesce(array_agg(place ORDER BY share DESC), '{}') AS places FROM (
    SELECT share, min(total_minor)::text AS place FROM unnest($2::numeric[]) share JOIN (
      SELECT total_minor, sum(n) OVER w - n AS more, sum(n) OVER () AS people, sum(minor) OVER w - minor AS above, sum(minor) OVER () AS value
      FROM (SELECT total_minor, count(*) AS n, sum(greatest(total_minor, 0)) AS minor FROM customer_values WHERE purchases > 0 GROUP BY 1) counted
      WINDOW w AS (ORDER BY total_minor DESC)
    ) ranked ON CASE WHEN $1 THEN more < share * people ELSE above < share * value OR above = 0 END
    GROUP BY share
  ) s`;

/**
 * The curve: what the best so many of a hundred buyers bring of all value. The number of people is rounded up, so that the curve never says too little of few; who brings the same is taken in any order, which changes no sum.
 */
export const CURVE = `
  WITH ordered AS (
    SELECT total_minor, row_number() OVER w AS at, sum(total_minor) OVER (ORDER BY total_minor DESC, customer_id ROWS UNBOUNDED PRECEDING) AS sum, count(*) OVER () AS people, sum(total_minor) OVER () AS value
    FROM customer_values WHERE purchases > 0
    WINDOW w AS (ORDER BY total_minor DESC, customer_id)
  )
  SELECT p AS people, round(100 * sum / value, 2)::float8 AS value, total_minor AS "fromMinor"
  FROM ordered JOIN generate_series(1, 100) p ON at = ceil(people * p / 100.0) WHERE value > 0 ORDER BY p`;
