import { DEFAULT_ZONE } from './books.sql.js';

/** Days that the spark line shows. */
const DAYS = 30;

const TODAY = `(SELECT ($1::timestamptz AT TIME ZONE coalesce((SELECT time_zone FROM workspace_settings), '${DEFAULT_ZONE}'))::date AS day)`;

/** Every name with its volume by day; the busiest first. $1 now, $2 part of a name or description (null: all), $3 whether those that are hidden too, $4 one name alone (null: all) */
export const EVENT_TYPES = `
  SELECT c.name, c.description, c.hidden, c.first_seen_at AS "firstSeenAt", c.last_seen_at AS "lastSeenAt", c.looked_at AS "lookedAt",
    p.properties, p.mixed, v.days
  FROM ${TODAY} today, event_catalogue c
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS properties, count(*) FILTER (WHERE kinds > 1)::int AS mixed
    FROM (SELECT count(*) AS kinds FROM event_properties k WHERE k.event_name = c.name GROUP BY k.property) one
  ) p
  CROSS JOIN LATERAL (
    SELECT array_agg(coalesce(v.events, 0)::float8 ORDER BY d.day) AS days, coalesce(sum(v.events), 0) AS total
    FROM generate_series(today.day - ${DAYS - 1}, today.day, interval '1 day') AS d (day) LEFT JOIN event_volumes v ON v.name = c.name AND v.day = d.day::date
  ) v
  WHERE ($4::text IS NULL OR c.name = $4) AND ($3 OR NOT c.hidden)
    AND ($2::text IS NULL OR strpos(lower(c.name), lower($2)) > 0 OR strpos(lower(coalesce(c.description, '')), lower($2)) > 0)
  ORDER BY v.total DESC, c.last_seen_at DESC, c.name LIMIT 500`;

export const FIELDS = `
  SELECT property AS name, kind, seen::float8 AS seen, samples, last_seen_at AS "lastSeenAt" FROM event_properties WHERE event_name = $1
  ORDER BY property, seen DESC, kind`;

/** Who asks for a name: journeys in their draft or in a version that runs, segments in their condition. Wherever either speaks of an event, it is under the key \`event\`. */
export const USED_BY = `
  WITH wanted AS (SELECT '$.**.event ? (@ == $name)'::jsonpath AS path, jsonb_build_object('name', $1::text) AS vars)
  SELECT 'journey' AS kind, j.id, j.name FROM wanted w, journeys j
  WHERE j.archived_at IS NULL AND (
    jsonb_path_exists(j.draft, w.path, w.vars)
    OR j.state IN ('running', 'paused') AND EXISTS (SELECT FROM journey_versions v WHERE v.journey_id = j.id AND jsonb_path_exists(v.graph, w.path, w.vars))
  )
  UNION ALL SELECT 'segment', s.id, s.name FROM wanted w, segments s WHERE jsonb_path_exists(s.condition, w.path, w.vars)
  ORDER BY 1, 3, 2 LIMIT 200`;

export const CHANGE_TYPE = `
  UPDATE event_catalogue SET description = CASE WHEN $2 THEN $3 ELSE description END, hidden = coalesce($4, hidden) WHERE name = $1 RETURNING name`;

/** The last seven days. $1 now */
export const FATES = `
  SELECT f.source, f.fate, sum(f.events)::float8 AS events, max(f.last_at) AS "lastAt"
  FROM ${TODAY} today, event_fates f WHERE f.day > today.day - 7 GROUP BY 1, 2 ORDER BY 1, 2`;

export const REFUSED = `
  SELECT id, at, source, fate, name, message, excerpt FROM refused_events WHERE at > $1::timestamptz - interval '7 days' ORDER BY id DESC LIMIT 50`;

/** What was refused longer ago than a week helps nobody, and what was counted longer ago than a year neither. $1 now */
export const FORGET_REFUSED = `DELETE FROM refused_events WHERE at <= $1::timestamptz - interval '7 days'`;
export const FORGET_FATES = `DELETE FROM event_fates WHERE last_at <= $1::timestamptz - interval '1 year'`;
