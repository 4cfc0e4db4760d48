const partyOf = (alias: string, externalId: string): string => `
  jsonb_build_object('id', ${alias}.id::text, 'externalId', ${externalId}, 'email', ${alias}.email, 'phone', ${alias}.phone,
    'name', CASE jsonb_typeof(${alias}.attributes->'name') WHEN 'string' THEN ${alias}.attributes->>'name' END)`;

const COLUMNS = `
  m.id, ${partyOf('k', 'k.external_id')} AS kept, ${partyOf('c', 'coalesce(c.external_id, m.external_id)')} AS merged, m.rule, m.cause, m.actor, m.at,
  m.lost, m.undone_at AS "undoneAt", m.undone_by AS "undoneBy"`;

/** Merges, newest first. `$1` below which id, `$2` of which customer (null: of all), `$3` how many */
export const MERGES = `
  SELECT ${COLUMNS} FROM (
    SELECT * FROM merges m WHERE ($1::bigint IS NULL OR m.id < $1) AND ($2::bigint IS NULL OR m.kept_id = $2 OR m.merged_id = $2) ORDER BY m.id DESC LIMIT $3
  ) m JOIN customers k ON k.id = m.kept_id JOIN customers c ON c.id = m.merged_id
  ORDER BY m.id DESC`;

export const ONE_MERGE = `SELECT ${COLUMNS} FROM merges m JOIN customers k ON k.id = m.kept_id JOIN customers c ON c.id = m.merged_id WHERE m.id = $1`;

/** Open pairs of whom both still live, newest first. `$1`, `$2`, `$3` the pair after which the page begins (null: the first), `$4` how many */
export const POSSIBLE_DUPLICATES = `
  SELECT d.one_id AS one, d.other_id AS other, d.why, d.cause, d.found_at AS "foundAt"
  FROM possible_duplicates d JOIN customers a ON a.id = d.one_id AND a.erased_at IS NULL JOIN customers b ON b.id = d.other_id AND b.erased_at IS NULL
  WHERE d.state = 'open' AND ($1::timestamptz IS NULL OR (d.found_at, d.one_id, d.other_id) < ($1, $2::bigint, $3::bigint))
  ORDER BY d.found_at DESC, d.one_id DESC, d.other_id DESC LIMIT $4`;

export const COUNT_POSSIBLE_DUPLICATES = `
  SELECT count(*)::int AS total
  FROM possible_duplicates d JOIN customers a ON a.id = d.one_id AND a.erased_at IS NULL JOIN customers b ON b.id = d.other_id AND b.erased_at IS NULL WHERE d.state = 'open'`;
