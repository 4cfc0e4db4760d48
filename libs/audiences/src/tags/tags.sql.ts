/** How many have a tag: what has been counted, and what has come since. */
const PEOPLE = `(k.people + coalesce((SELECT sum(b.added - b.removed) FROM tag_batches b WHERE b.tag = k.name AND NOT b.is_counted), 0))::int`;

export const TAG_COLUMNS = `
  k.name, k.description, k.state, k.archived_at AS "archivedAt", ${PEOPLE} AS people, k.condition, k.revision, k.first_seen_at AS "firstSeenAt",
  CASE WHEN k.condition IS NOT NULL AND k.revision = k.found_revision THEN k.found_at END AS "foundAt",
  u.id AS "ownerId", u.name AS "ownerName"`;
const FROM = `tag_catalogue k LEFT JOIN users u ON 'user:' || u.id = k.owner`;

/** $1 part of a name, $2 the last name of the page before, $3 which, $4 how many */
export const LIST_TAGS = `
  SELECT ${TAG_COLUMNS} FROM ${FROM}
  WHERE ($1::text IS NULL OR strpos(lower(k.name), lower($1)) > 0) AND ($2::text IS NULL OR k.name > $2) AND CASE $3
    WHEN 'archived' THEN k.archived_at IS NOT NULL
    WHEN 'proposed' THEN k.archived_at IS NULL AND k.state = 'proposed'
    WHEN 'rules' THEN k.archived_at IS NULL AND k.condition IS NOT NULL
    ELSE k.archived_at IS NULL END
  ORDER BY k.name LIMIT $4`;
export const PROPOSED = `SELECT count(*)::int AS proposed FROM tag_catalogue WHERE state = 'proposed' AND archived_at IS NULL`;
export const TAG = `SELECT ${TAG_COLUMNS} FROM ${FROM} WHERE k.name = $1`;
export const HOLD_TAG = 'SELECT 1 FROM tag_catalogue WHERE name = $1 FOR UPDATE';

/** $1 name, $2 description, $3 owner, $4 condition, $5 by whom, $6 now, $7 state */
export const INSERT_TAG = `
  INSERT INTO tag_catalogue (name, first_seen_at, description, owner, state, decided_by, decided_at, condition, revision)
  VALUES ($1, $6, $2, $3, $7, CASE $7 WHEN 'approved' THEN $5 END, CASE $7 WHEN 'approved' THEN $6::timestamptz END, $4::jsonb, CASE WHEN $4::jsonb IS NULL THEN 0 ELSE 1 END) ON CONFLICT DO NOTHING RETURNING name`;

/** $1 name, $2 description, $3 owner, $4 condition, $5 whether the condition is another, $6 when it was archived */
export const UPDATE_TAG = `
  UPDATE tag_catalogue SET description = $2, owner = $3, condition = $4::jsonb, revision = revision + CASE WHEN $5::boolean THEN 1 ELSE 0 END, archived_at = $6 WHERE name = $1`;

/** $1 name, $2 by whom, $3 now */
export const APPROVE_TAG = `UPDATE tag_catalogue SET state = 'approved', decided_by = $2, decided_at = $3 WHERE name = $1 AND state = 'proposed'`;

/** What put a tag on people, in sum. $1 its names */
export const ORIGINS = `
  SELECT origin, sum(added)::int AS added, sum(removed)::int AS removed, max(at) AS "lastAt" FROM tag_batches WHERE tag = ANY ($1::text[]) GROUP BY origin ORDER BY added DESC, origin`;

const NAMED = `
  CASE b.origin WHEN 'journey' THEN (SELECT name FROM journeys WHERE id::text = b.origin_id) WHEN 'import' THEN (SELECT file_name FROM imports WHERE id::text = b.origin_id) END`;
const WHO = `coalesce((SELECT name FROM users WHERE 'user:' || id = b.actor), (SELECT name FROM api_tokens WHERE 'token:' || id = b.actor))`;

/**
 * What changed a tag: statements of one origin, person and instant are one row. $1 its names, $2, $3 the instant and the batch before which, $4 how many
 */
export const HISTORY = `
  SELECT b.id, b.at, b.origin, b.origin_id AS "originId", ${NAMED} AS "originName", ${WHO} AS actor, b.added, b.removed FROM (
    SELECT min(id) AS id, at, origin, origin_id, actor, sum(added)::int AS added, sum(removed)::int AS removed FROM tag_batches
    WHERE tag = ANY ($1::text[]) AND ($2::timestamptz IS NULL OR at <= $2)
    GROUP BY at, origin, origin_id, actor HAVING $2::timestamptz IS NULL OR (at, min(id)) < ($2, $3::bigint) ORDER BY at DESC, min(id) DESC LIMIT $4
  ) b ORDER BY b.at DESC, b.id DESC`;

/** Where a tag is named anywhere inside a condition or a plan, by one of its names. $1 names, that of now first */
const PATH = '$.** ? (@.tag == $names[*] || @.addTags[*] == $names[*] || @.removeTags[*] == $names[*])';
const VARIABLES = `jsonb_build_object('names', to_jsonb($1::text[]))`;
export const USES = `
  SELECT 'segment' AS kind, id::text AS id, name FROM segments WHERE jsonb_path_exists(condition, '${PATH}', ${VARIABLES})
  UNION ALL SELECT 'tag', name, name FROM tag_catalogue
  WHERE name <> ALL ($1) AND archived_at IS NULL AND jsonb_path_exists(condition, '${PATH}', ${VARIABLES})
  UNION ALL SELECT 'journey', j.id::text, j.name FROM journeys j JOIN journey_versions v ON v.id = j.version_id
  WHERE j.state IN ('running', 'paused') AND jsonb_path_exists(v.plan, '${PATH}', ${VARIABLES})
  ORDER BY 1, 3 LIMIT 50`;

/** Journeys under way that wait for an event of a tag by its name: events are told by the name of now, and a plan is frozen. $1 names */
export const LISTENERS = `
  SELECT 'journey' AS kind, j.id::text AS id, j.name FROM journeys j JOIN journey_versions v ON v.journey_id = j.id
  WHERE j.state IN ('running', 'paused') AND jsonb_path_exists(v.plan,
    '$.** ? ((@.event == "customer.tag_added" || @.event == "customer.tag_removed") && exists (@.where[*] ? (@.property == "tag" && (@.value == $names[*] || @.value[*] == $names[*]))))', ${VARIABLES})
  GROUP BY j.id, j.name ORDER BY j.name LIMIT 50`;

/** What a tag was called before, latest first. $1 name */
export const FORMER = `SELECT alias AS name, how, at FROM tag_names WHERE tag = $1 ORDER BY at DESC, alias`;
export const NOW = 'SELECT tag AS now FROM tag_names WHERE alias = $1';

/** What is about to be counted, or told, goes over with the name. $1 name, $2 that of now */
export const TAKE_ALONG = [
  'UPDATE tag_batches SET tag = $2 WHERE tag = $1 AND NOT is_counted',
  'UPDATE tag_news SET tag = $2 WHERE tag = $1',
];
export const RENAME = [
  // called again as it was before
  'DELETE FROM tag_names WHERE alias = $2 AND tag = $1',
  'UPDATE tag_catalogue SET name = $2 WHERE name = $1',
];
export const FORMER_GO_ALONG = 'UPDATE tag_names SET tag = $2 WHERE tag = $1';
export const DROP_TAG = 'DELETE FROM tag_catalogue WHERE name = $1';
/** $1 former name, $2 name of now, $3 how, $4 now, $5 by whom */
export const NAME_FORMER = 'INSERT INTO tag_names (alias, tag, how, at, actor) VALUES ($1, $2, $3, $4, $5)';

/**
 * Counts whoever has a tag by any of its names, once. One statement, so that people and batches are of one snapshot: what comes after is counted when it comes. The transaction holds the row of the catalogue. $1 name
 */
export const RECOUNT = `
  WITH names AS (SELECT array_agg(name) AS all_of FROM (SELECT $1::text AS name UNION ALL SELECT alias FROM tag_names WHERE tag = $1) n)
  UPDATE tag_catalogue k SET people = (SELECT count(*) FROM customers c WHERE c.erased_at IS NULL AND c.tags && n.all_of)
    - coalesce((SELECT sum(b.added - b.removed) FROM tag_batches b WHERE b.tag = $1 AND NOT b.is_counted), 0)
  FROM names n WHERE k.name = $1`;

/** The tags that somebody has, as they stand in the catalogue. $1 customer */
export const CUSTOMER_TAGS = `
  SELECT t.name, coalesce(k.state, 'proposed') AS state, k.condition IS NOT NULL AND k.archived_at IS NULL AS "isByRule"
  FROM (
    SELECT coalesce(a.tag, h.name) AS name, min(h.at) AS at
    FROM customers c, unnest(c.tags) WITH ORDINALITY AS h (name, at) LEFT JOIN tag_names a ON a.alias = h.name WHERE c.id = $1 AND c.erased_at IS NULL GROUP BY 1
  ) t LEFT JOIN tag_catalogue k USING (name) ORDER BY t.at`;

/** What became of the tags of somebody, and of those who are part of them. $1 customer, $2 how many */
export const CUSTOMER_CHANGES = `
  WITH RECURSIVE parts AS (
    SELECT $1::bigint AS id UNION ALL SELECT c.id FROM parts p JOIN customers c ON c.merged_into = p.id
  )
  SELECT coalesce(a.tag, b.tag) AS name, c.is_added AS "isAdded", b.at, b.origin, b.origin_id AS "originId", ${NAMED} AS "originName", ${WHO} AS actor
  FROM parts p JOIN tag_changes c ON c.customer_id = p.id JOIN tag_batches b ON b.id = c.batch_id LEFT JOIN tag_names a ON a.alias = b.tag ORDER BY b.at DESC, b.id DESC LIMIT $2`;

/** $1 customer, $2 tags to add, $3 to remove, $4 now */
export const CHANGE_TAGS = `
  UPDATE customers c SET tags = n.tags, updated_at = $4 FROM (
    SELECT id, ARRAY(SELECT tag FROM unnest(tags || $2::text[]) WITH ORDINALITY t (tag, at) WHERE tag <> ALL ($3::text[]) GROUP BY tag ORDER BY min(at)) AS tags
    FROM customers WHERE id = $1
  ) n WHERE c.id = n.id AND c.erased_at IS NULL AND c.tags IS DISTINCT FROM n.tags`;
export const RULED = 'SELECT name FROM tag_catalogue WHERE name = ANY ($1::text[]) AND condition IS NOT NULL AND archived_at IS NULL';

/** Adds to the catalogue what has been put and removed since the last time. */
export const COUNT_BATCHES = `
  WITH counted AS (
    UPDATE tag_batches SET is_counted = true WHERE id IN (SELECT id FROM tag_batches WHERE NOT is_counted ORDER BY id LIMIT 100000) AND NOT is_counted
    RETURNING tag, added - removed AS people
  )
  UPDATE tag_catalogue k SET people = k.people + c.people FROM (
    SELECT coalesce(a.tag, n.tag) AS tag, sum(people) AS people FROM counted n LEFT JOIN tag_names a ON a.alias = n.tag GROUP BY 1 ORDER BY 1
  ) c WHERE k.name = c.tag`;

/** Forgets what is older than `$1`; a piece of it, so that nobody waits: how many batches went. */
export const FORGET_HISTORY = `
  WITH gone AS (
    DELETE FROM tag_batches WHERE id IN (SELECT id FROM tag_batches WHERE at < $1 AND is_counted ORDER BY at LIMIT 2000) RETURNING id
  ), changes AS (
    DELETE FROM tag_changes c USING gone g WHERE c.batch_id = g.id
  )
  SELECT count(*)::int AS gone FROM gone`;
