/** Customers who would get an identity that they do not have. $1 customers, $2 kinds, $3 values */
export const BRINGS_KEY = `
  SELECT DISTINCT k.id::text AS id FROM unnest($1::bigint[], $2::text[], $3::text[]) k (id, kind, value)
  WHERE NOT EXISTS (SELECT FROM identities i WHERE i.kind = k.kind AND i.value = k.value AND i.customer_id = k.id)`;

/** Customers of whom something else would be known of a consent. $1 customers, $2 channels, $3 whether they agree */
export const BRINGS_CONSENT = `
  SELECT DISTINCT k.id::text AS id FROM unnest($1::bigint[], $2::text[], $3::boolean[]) k (id, channel, granted)
  LEFT JOIN consents c ON c.customer_id = k.id AND c.channel = k.channel WHERE c.granted IS DISTINCT FROM k.granted`;
