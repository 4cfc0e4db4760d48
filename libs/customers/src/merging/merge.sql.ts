import { CLAIMED_COLUMNS, CONTACT_COLUMNS } from '../claims/standing.js';

/** Those who live, in the order of their ids, held until the transaction ends. `$1` customers */
export const HOLD_PROFILES = `
  SELECT id, external_id AS "externalId", attributes, tags, created_at AS "createdAt", updated_at AS "updatedAt", ${CLAIMED_COLUMNS}, ${CONTACT_COLUMNS}
  FROM customers WHERE id = ANY ($1::bigint[]) AND erased_at IS NULL ORDER BY id FOR NO KEY UPDATE`;

/** What is said of customers' attributes, by those who have become part of them too. `$1` customers, `$2` parts, `$3` sources, `$4` what they say */
export const NOTE_CLAIMS = `
  INSERT INTO attribute_claims AS k (customer_id, part, source, said)
  SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::jsonb[]) ORDER BY 1, 2, 3
  ON CONFLICT (customer_id, part, source) DO UPDATE SET said = k.said || excluded.said`;

/** The same of how they are reached. */
export const NOTE_CONTACT_CLAIMS = `
  INSERT INTO attribute_claims AS k (customer_id, part, source, said, contact)
  SELECT id, part, source, '{}', said FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::jsonb[]) c (id, part, source, said) ORDER BY 1, 2, 3
  ON CONFLICT (customer_id, part, source) DO UPDATE SET contact = k.contact || excluded.contact`;

/** What came along with a customer who parts, and with those who are part of them. `$1` kept, `$2` the one who parts */
export const PART_CLAIMS = `
  DELETE FROM attribute_claims WHERE customer_id = $1 AND (part = $2 OR part IN (SELECT k.part FROM attribute_claims k WHERE k.customer_id = $2 AND k.part <> 0))`;

export const LIVING = 'SELECT id, created_at AS "createdAt" FROM customers WHERE id = ANY ($1::bigint[]) AND erased_at IS NULL';

/** `$1` kept, `$2` merged, `$3` rules, `$4` causes, `$5` actor, `$6` now; the ids come in the order of the pairs. */
export const BEGIN_MERGES = `
  INSERT INTO merges (kept_id, merged_id, rule, cause, actor, at)
  SELECT kept, merged, rule, cause, $5, $6 FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::jsonb[]) WITH ORDINALITY AS p (kept, merged, rule, cause, n) ORDER BY n
  RETURNING id, merged_id AS "mergedId"`;

/** `$1` merged, `$2` kept, `$3` now. The external id is given up, since it is the kept one's, or one of theirs. */
export const LEAVE_PROFILES = `
  UPDATE customers c SET merged_into = p.kept, erased_at = $3, updated_at = $3, external_id = NULL
  FROM unnest($1::bigint[], $2::bigint[]) AS p (merged, kept) WHERE c.id = p.merged`;

/** `$1` ids, `$2` external ids, `$3` emails, `$4` phones, `$5` zones, `$6` locales, `$7` attributes, `$8` tags as JSON, `$9` now */
export const WRITE_PROFILES = `
  UPDATE customers c SET external_id = p.external_id, email = p.email, phone = p.phone, time_zone = p.time_zone, locale = p.locale, attributes = p.attributes,
    tags = ARRAY(SELECT jsonb_array_elements_text(p.tags)), updated_at = $9
  FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::jsonb[])
    AS p (id, external_id, email, phone, time_zone, locale, attributes, tags)
  WHERE c.id = p.id`;

/** `$1` merges, `$2` external ids, `$3` what changed, `$4` what gave way */
export const END_MERGES = `
  UPDATE merges m SET external_id = p.external_id, changed = p.changed, lost = p.lost
  FROM unnest($1::bigint[], $2::text[], $3::jsonb[], $4::jsonb[]) AS p (id, external_id, changed, lost) WHERE m.id = p.id`;

/** External ids that are not on the row of the customer who is kept: they are found by them all the same. `$1` customers, `$2` values, `$3` now */
export const KEEP_EXTERNAL_IDS = `
  INSERT INTO identities (kind, value, customer_id, source, seen_at)
  SELECT 'externalId', value, id, 'merge', $3 FROM unnest($1::bigint[], $2::text[]) AS p (id, value) ON CONFLICT DO NOTHING`;

export const MERGE = `
  SELECT id, kept_id AS "keptId", merged_id AS "mergedId", external_id AS "externalId", changed, at FROM merges WHERE id = $1 AND undone_at IS NULL FOR UPDATE`;

/** Merges that came into the same customer after it. `$1` kept, `$2` merge */
export const LATER_MERGES = `
  SELECT id, changed FROM merges WHERE kept_id = $1 AND id > $2 AND undone_at IS NULL ORDER BY id FOR UPDATE`;
export const WRITE_CHANGED =
  'UPDATE merges m SET changed = p.changed FROM unnest($1::bigint[], $2::jsonb[]) AS p (id, changed) WHERE m.id = p.id';

/** Tags of all who are still part of a customer. `$1` kept, `$2` the merge that is undone */
export const TAGS_OF_PARTS = `
  SELECT DISTINCT tag FROM merges m JOIN customers c ON c.id = m.merged_id, unnest(c.tags) AS tag WHERE m.kept_id = $1 AND m.id <> $2 AND m.undone_at IS NULL`;

/** `$1` the customer who was merged, `$2` their external id, `$3` now */
export const COME_BACK =
  'UPDATE customers SET merged_into = NULL, erased_at = NULL, external_id = $2, updated_at = $3 WHERE id = $1 AND merged_into IS NOT NULL RETURNING id';

export const UNDO_MERGE = 'UPDATE merges SET undone_at = $2, undone_by = $3 WHERE id = $1';

/** They are never put together again by themselves. `$1`, `$2` two customers, `$3` why, `$4` now, `$5` who said so */
export const KEEP_APART = `
  INSERT INTO possible_duplicates (one_id, other_id, state, why, found_at, decided_by, decided_at)
  VALUES (least($1::bigint, $2::bigint), greatest($1::bigint, $2::bigint), 'apart', $3, $4, $5, $4)
  ON CONFLICT (one_id, other_id) DO UPDATE SET state = 'apart', decided_by = excluded.decided_by, decided_at = excluded.decided_at`;

/** An external id that stood among the identities, or on the row, of the one who was kept. `$1` kept, `$2` external id */
export const GIVE_UP_EXTERNAL_ID = `DELETE FROM identities WHERE customer_id = $1 AND kind = 'externalId' AND value = $2`;

/** The customer that each has become; those who are nobody any more are absent. `$1` customers */
export const WHO_NOW = `
  WITH RECURSIVE way AS (
    SELECT id AS asked, id, merged_into, erased_at FROM customers WHERE id = ANY ($1::bigint[])
    UNION ALL SELECT w.asked, c.id, c.merged_into, c.erased_at FROM way w JOIN customers c ON c.id = w.merged_into
  )
  SELECT asked, id FROM way WHERE merged_into IS NULL AND erased_at IS NULL`;

/** Everybody whom a customer was merged with, either way and at whatever remove. `$1` customer */
export const RELATED = `
  WITH RECURSIVE related (id) AS (
    SELECT $1::bigint UNION SELECT CASE WHEN m.kept_id = r.id THEN m.merged_id ELSE m.kept_id END FROM related r JOIN merges m ON m.kept_id = r.id OR m.merged_id = r.id
  )
  SELECT id FROM related`;

/** Merges of a while ago, by the database's clock: whoever had been looking up a customer then has come to an end. `$1` seconds, `$2` how many */
export const UNSETTLED = `
  SELECT id AS "mergeId", merged_id AS "from", kept_id AS "to" FROM merges
  WHERE settled_at IS NULL AND undone_at IS NULL AND made_at <= clock_timestamp() - $1::float8 * interval '1 second' ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`;
export const SETTLE = 'UPDATE merges SET settled_at = clock_timestamp() WHERE id = ANY ($1::bigint[])';
