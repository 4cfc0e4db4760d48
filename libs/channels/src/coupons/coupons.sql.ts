const COLUMNS = `
  p.id, p.name, p.total::int, (p.total - p.next_n + 1)::int AS left, (p.next_n - 1)::int AS issued, p.low_at AS "lowAt", p.total - p.next_n + 1 <= p.low_at AS "isLow",
  CASE WHEN p.redeem_event IS NOT NULL THEN jsonb_build_object('event', p.redeem_event, 'property', p.redeem_property) END AS redeem,
  (SELECT count(*) FROM coupon_issues i WHERE i.pool_id = p.id AND i.redeemed_at IS NOT NULL)::int AS redeemed,
  (SELECT count(*) FROM coupon_issues i WHERE i.pool_id = p.id AND i.redeemed_at IS NULL AND i.expires_at <= $1)::int AS expired,
  p.created_at AS "createdAt"`;

/** `$1` now, `$2` part of a name or null, `$3` the id after which to go on or null, `$4` how many */
export const POOLS = `
  SELECT ${COLUMNS} FROM coupon_pools p
  WHERE p.archived_at IS NULL AND ($2::text IS NULL OR strpos(lower(p.name), lower($2)) > 0) AND ($3::bigint IS NULL OR p.id < $3)
  ORDER BY p.id DESC LIMIT $4`;
/** `$2` pool */
export const POOL = `SELECT ${COLUMNS} FROM coupon_pools p WHERE p.id = $2 AND p.archived_at IS NULL`;

export const INSERT_POOL = `
  INSERT INTO coupon_pools (name, low_at, redeem_event, redeem_property, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id`;

/** `$3` how low, `$4` whether redemption is changed, `$5` event, `$6` property; null: as it was */
export const CHANGE_POOL = `
  UPDATE coupon_pools SET name = coalesce($2, name), low_at = coalesce($3, low_at),
    redeem_event = CASE WHEN $4::boolean THEN $5 ELSE redeem_event END, redeem_property = CASE WHEN $4::boolean THEN $6 ELSE redeem_property END
  WHERE id = $1 AND archived_at IS NULL RETURNING id`;

export const ARCHIVE_POOL = 'UPDATE coupon_pools SET archived_at = $2 WHERE id = $1 AND archived_at IS NULL RETURNING name';

/** A running or paused journey that hands out codes of the pool, by any version that people may be on. */
export const USED_BY = `
  SELECT j.name FROM journeys j JOIN journey_versions v ON v.journey_id = j.id
  WHERE j.state IN ('running', 'paused') AND jsonb_path_exists(
    v.plan, '$.steps.* ? (@.kind == "coupon" && (@.poolId == $pool || @.tiers[*].poolId == $pool))', jsonb_build_object('pool', $1::text)
  ) LIMIT 1`;

export const LOCK_POOL = 'SELECT total FROM coupon_pools WHERE id = $1 AND archived_at IS NULL FOR UPDATE';

/**
 * Adds those of some codes that the pool has not had yet, in the order of their lines, with the numbers that follow its last one; gives the others with their reason. The pool is locked. `$1` pool, `$2` codes, `$3` their lines
 */
export const ADD_CODES = `
  WITH input AS (SELECT code, line, row_number() OVER (PARTITION BY code ORDER BY line) AS time FROM unnest($2::text[], $3::int[]) AS u (code, line)),
  judged AS (
    SELECT i.code, i.line, CASE WHEN i.time > 1 THEN 'twice' WHEN k.code IS NOT NULL THEN 'there_already' END AS why
    FROM input i LEFT JOIN coupon_codes k ON k.pool_id = $1 AND k.code = i.code COLLATE "C"
  ),
  added AS (
    INSERT INTO coupon_codes (pool_id, n, code)
    SELECT p.id, p.total + row_number() OVER (ORDER BY j.line), j.code FROM judged j, coupon_pools p WHERE p.id = $1 AND j.why IS NULL
    RETURNING 1
  ),
  counted AS (UPDATE coupon_pools SET total = total + (SELECT count(*) FROM added) WHERE id = $1)
  SELECT line, code, why FROM judged WHERE why IS NOT NULL ORDER BY line`;
