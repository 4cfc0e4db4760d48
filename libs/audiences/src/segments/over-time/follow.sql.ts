export const HAS_SEGMENTS = 'SELECT 1 FROM segments LIMIT 1';
/** Segments that were never looked at as they stand now. */
export const HAS_NEW = `
  SELECT 1 FROM segments s LEFT JOIN segment_follows f ON f.segment_id = s.id WHERE f.condition IS DISTINCT FROM s.condition LIMIT 1`;
export const ALL_SEGMENTS = 'SELECT id, name, condition FROM segments ORDER BY id';
export const DIGESTS = 'SELECT segment_id AS id, digest FROM segment_follows';

/** Segments whose people are found anew, from nothing: until that is done they have no meaning. $1 ids, $2 now */
export const BEGIN_FOLLOWING = `
  INSERT INTO segment_follows (segment_id, since) SELECT id, $2 FROM unnest($1::bigint[]) id ORDER BY id
  ON CONFLICT (segment_id) DO UPDATE SET condition = NULL, digest = NULL, since = excluded.since`;
/** Where people have been found as they are now. $1 ids, $2 digests */
export const FOLLOW = `
  UPDATE segment_follows f SET digest = n.digest, condition = s.condition
  FROM unnest($1::bigint[], $2::text[]) n (id, digest) JOIN segments s ON s.id = n.id WHERE f.segment_id = n.id`;

/** People who are no more are in no segment. $1 from, $2 to */
export const DROP_GONE = `
  DELETE FROM customer_segments m USING customers c
  WHERE m.customer_id >= $1 AND ($2::bigint IS NULL OR m.customer_id < $2) AND c.id = m.customer_id AND c.erased_at IS NOT NULL`;

/**
 * Who of a piece of people is in which segments now, held against who was: only those of whom something is different are written, whatever the number of people, and moves are noted. Works in one shard.
 * `tests` gives the id of a segment to whom it holds of. $1 from, $2 to, $3 the segments that are looked at, $4 all there are, $5 those whose moves are noted, $6 now, $7 today
 */
export const findMembers = (tests: readonly string[]): string => `
  WITH found AS (
    SELECT c.id, array_remove(ARRAY[${tests.join(', ')}]::bigint[], NULL) AS ids FROM customers c
    WHERE c.id >= $1 AND ($2::bigint IS NULL OR c.id < $2) AND c.erased_at IS NULL
  ), held AS (
    SELECT f.id, f.ids, coalesce(m.segment_ids, '{}') AS former,
      ARRAY(SELECT s FROM unnest(m.segment_ids) s WHERE s = ANY ($4::bigint[]) AND s <> ALL ($3::bigint[]) UNION ALL SELECT unnest(f.ids) ORDER BY 1) AS latter
    FROM found f LEFT JOIN customer_segments m ON m.customer_id = f.id
  ), changed AS (
    SELECT * FROM held WHERE former <> latter
  ), written AS (
    INSERT INTO customer_segments (customer_id, segment_ids) SELECT id, latter FROM changed ORDER BY id
    ON CONFLICT (customer_id) DO UPDATE SET segment_ids = excluded.segment_ids
  ), moved AS (
    SELECT id, s AS segment_id, true AS entered FROM changed, unnest(ids) s WHERE s = ANY ($5::bigint[]) AND s <> ALL (former)
    UNION ALL SELECT id, s, false FROM changed, unnest(former) s WHERE s = ANY ($5::bigint[]) AND s <> ALL (latter)
  ), noted AS (
    INSERT INTO segment_moves (customer_id, segment_id, at, day, entered) SELECT id, segment_id, $6::timestamptz, $7::date, entered FROM moved ORDER BY 1, 2
    ON CONFLICT DO NOTHING
  )
  SELECT id AS "customerId", segment_id AS "segmentId", entered FROM moved ORDER BY 1, 2`;

/** For which of these segments a journey under way may listen to this event: it names the segment, or none. $1 event, $2 ids */
export const LISTENED_SEGMENTS = `
  SELECT s.id FROM unnest($2::bigint[]) s (id) WHERE EXISTS (
    SELECT 1 FROM journeys j JOIN journey_versions v ON v.journey_id = j.id
    WHERE j.state IN ('running', 'paused') AND jsonb_path_exists(v.plan, '$.** ? (@.event == $name && !exists (@.where[*] ? (@.property == "segment" && @.is == "eq" && @.value != $id)))',
      jsonb_build_object('name', $1::text, 'id', s.id::text)))`;

/** So that the builders can complete the product's own events. $1 names, $2 now */
export const NAME_EVENTS = `
  INSERT INTO event_catalogue (name, properties, first_seen_at, last_seen_at)
  SELECT name, '{"segment": "text", "name": "text"}', $2, $2 FROM unnest($1::text[]) name ORDER BY name ON CONFLICT DO NOTHING`;

/** What a look has found, for the day: how many are in each of these segments, and how many have come and gone since it means what it does. $1 ids, $2 day, $3 those that are new */
export const WRITE_DAYS = `
  INSERT INTO segment_days (segment_id, day, people, people_entered, people_left)
  SELECT s.id, $2::date, coalesce(m.people, 0), CASE WHEN s.id <> ALL ($3::bigint[]) THEN coalesce(g.entered, 0) END, CASE WHEN s.id <> ALL ($3::bigint[]) THEN coalesce(g.gone, 0) END
  FROM unnest($1::bigint[]) s (id)
  LEFT JOIN (SELECT id, count(*) AS people FROM customer_segments, unnest(segment_ids) id GROUP BY id) m ON m.id = s.id
  LEFT JOIN (
    SELECT segment_id AS id, count(*) FILTER (WHERE entered) AS entered, count(*) FILTER (WHERE NOT entered) AS gone
    FROM segment_moves v JOIN segment_follows f USING (segment_id) WHERE v.segment_id = ANY ($1::bigint[]) AND v.day = $2::date AND v.at > f.since GROUP BY segment_id
  ) g ON g.id = s.id
  ORDER BY s.id
  ON CONFLICT (segment_id, day) DO UPDATE SET people = excluded.people, people_entered = excluded.people_entered, people_left = excluded.people_left`;

/** What is no longer told, and what is left of segments that are no more. $1 today, $2 for how many days it is told */
export const FORGET: readonly string[] = [
  'DELETE FROM segment_moves WHERE day <= $1::date - $2::int',
  'DELETE FROM segment_days WHERE segment_id NOT IN (SELECT id FROM segments) AND ($1::date - $2::int) IS NOT NULL',
  'DELETE FROM segment_follows WHERE segment_id NOT IN (SELECT id FROM segments) AND ($1::date - $2::int) IS NOT NULL',
];

/** The last days that were looked at, in order. $1 segment, $2 today, $3 how many */
export const DAYS = `
  SELECT day::text AS day, people::int AS people, people_entered::int AS entered, people_left::int AS "left" FROM segment_days WHERE segment_id = $1 AND day > $2::date - $3::int ORDER BY day`;
export const SINCE = 'SELECT since FROM segment_follows WHERE segment_id = $1 AND digest IS NOT NULL';

/** Who has moved, as a predicate over the alias `c`. $1 segment, $2 day, $3 whether they entered */
export const MOVED = `
  c.id IN (SELECT v.customer_id FROM segment_moves v JOIN segment_follows f USING (segment_id) WHERE v.segment_id = $1 AND v.day = $2::date AND v.entered = $3 AND v.at > f.since)`;
