import { CLAIMED_COLUMNS, CONTACT_COLUMNS } from './standing.js';

/** $1 customer */
export const CLAIMED = `SELECT attributes, ${CLAIMED_COLUMNS}, ${CONTACT_COLUMNS} FROM customers WHERE id = $1 AND erased_at IS NULL`;
export const HOLD = 'SELECT FROM customers WHERE id = $1 AND erased_at IS NULL FOR NO KEY UPDATE';

/** What sources of these kinds are called. $1 imports, $2 feeds, $3 journeys */
export const SOURCE_NAMES = `
  SELECT 'import:' || id AS source, file_name AS name FROM imports WHERE id = ANY ($1::bigint[])
  UNION ALL SELECT 'feed:' || f.id, s.name || ' · ' || f.name FROM source_feeds f JOIN data_sources s ON s.id = f.source_id WHERE f.id = ANY ($2::bigint[])
  UNION ALL SELECT 'journey:' || id, name FROM journeys WHERE id = ANY ($3::bigint[])`;

/** $1 customer, $2 part, $3 source, $4 attribute */
export const TAKE_BACK_CLAIM =
  'UPDATE attribute_claims SET said = said - $4::text WHERE customer_id = $1 AND part = $2 AND source = $3 AND said ? $4::text';
/** The same of a field by which they are reached. */
export const TAKE_BACK_CONTACT =
  'UPDATE attribute_claims SET contact = contact - $4::text WHERE customer_id = $1 AND part = $2 AND source = $3 AND contact ? $4::text';
export const DROP_EMPTY = "DELETE FROM attribute_claims WHERE customer_id = $1 AND said = '{}' AND contact = '{}'";

/** $1 customer, $2 what stands of the attribute, $3 what is gone, $4 now */
export const WRITE_STANDING = 'UPDATE customers SET attributes = (attributes || $2::jsonb) - $3::text[], updated_at = $4 WHERE id = $1';
/** $1 customer, $2 field, $3 what stands of it, $4 now */
export const WRITE_CONTACT = `
  UPDATE customers SET email = CASE $2::text WHEN 'email' THEN $3 ELSE email END, phone = CASE $2::text WHEN 'phone' THEN $3 ELSE phone END,
    time_zone = CASE $2::text WHEN 'timeZone' THEN $3 ELSE time_zone END, locale = CASE $2::text WHEN 'locale' THEN $3 ELSE locale END, updated_at = $4
  WHERE id = $1`;
