/** Where nobody has set a zone. */
export const DEFAULT_ZONE = 'Asia/Shanghai';
const ZONE = `(SELECT coalesce((SELECT time_zone FROM workspace_settings), '${DEFAULT_ZONE}') AS name)`;

/**
 * Adds the events of batches $1 to the volumes, by name and by the day in the workspace's zone on which they came. To be told each batch once, by one who is alone with it: the engine, in the transaction
 * in which it takes the batches as looked at. So a volume costs a row for each name and day, and no event is read for it.
 */
export const COUNT_VOLUMES = `
  INSERT INTO event_volumes (name, day, events)
  SELECT u.name, (b.received_at AT TIME ZONE zone.name)::date, sum(u.events)
  FROM ${ZONE} zone, event_batches b, unnest(b.names, b.counts) AS u (name, events)
  WHERE b.id = ANY($1::bigint[]) AND b.counts IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (name, day) DO UPDATE SET events = event_volumes.events + excluded.events`;

/** $1 sources, $2 fates, $3 how many, $4 now */
export const ADD_FATES = `
  INSERT INTO event_fates (day, source, fate, events, last_at)
  SELECT ($4::timestamptz AT TIME ZONE zone.name)::date, f.source, f.fate, f.events, $4
  FROM ${ZONE} zone, unnest($1::text[], $2::text[], $3::bigint[]) AS f (source, fate, events) ORDER BY 2, 3
  ON CONFLICT (day, source, fate) DO UPDATE SET events = event_fates.events + excluded.events, last_at = excluded.last_at`;

/** $1 at, $2 sources, $3 fates, $4 names, $5 messages, $6 excerpts; and $7: so many of the newest are kept. */
export const ADD_REFUSED = `
  WITH added AS (
    INSERT INTO refused_events (at, source, fate, name, message, excerpt)
    SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
  )
  DELETE FROM refused_events WHERE id <= (SELECT id FROM refused_events ORDER BY id DESC OFFSET $7 LIMIT 1)`;

/** $1 names, $2 how many of each were looked at */
export const ADD_LOOKED_AT = `
  UPDATE event_catalogue c SET looked_at = c.looked_at + l.events
  FROM (SELECT * FROM unnest($1::text[], $2::bigint[]) AS l (name, events) ORDER BY 1) l WHERE c.name = l.name`;

/** A name with more properties than this has ids for names: the catalogue is of no use to it, and must not grow with it. */
export const MOST_PROPERTIES = 300;
export const MOST_SAMPLES = 5;

/** $1 names, $2 properties, $3 kinds, $4 how many, $5 samples (JSON), $6 now */
export const ADD_PROPERTIES = `
  INSERT INTO event_properties AS p (event_name, property, kind, seen, samples, first_seen_at, last_seen_at)
  SELECT i.name, i.property, i.kind, i.seen, i.samples, $6, $6
  FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::jsonb[]) AS i (name, property, kind, seen, samples)
  WHERE (SELECT count(*) FROM event_properties k WHERE k.event_name = i.name) < ${MOST_PROPERTIES}
    OR EXISTS (SELECT FROM event_properties k WHERE (k.event_name, k.property, k.kind) = (i.name, i.property, i.kind))
  ORDER BY 1, 2, 3
  ON CONFLICT (event_name, property, kind) DO UPDATE SET seen = p.seen + excluded.seen, last_seen_at = excluded.last_seen_at,
    samples = CASE WHEN jsonb_array_length(p.samples) >= ${MOST_SAMPLES} THEN p.samples ELSE (
      SELECT jsonb_agg(sample ORDER BY first) FROM (
        SELECT sample, min(at) AS first FROM jsonb_array_elements(p.samples || excluded.samples) WITH ORDINALITY AS s (sample, at)
        GROUP BY sample ORDER BY first LIMIT ${MOST_SAMPLES}
      ) distinct_ones
    ) END`;
