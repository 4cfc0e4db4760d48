export const COLUMNS = `
  x.id, x.customer_id AS "customerId", coalesce(c.attributes->>'name', c.external_id, c.email, c.phone, x.customer_id::text) AS customer, x.state,
  coalesce(u.name, t.name, x.requested_by) AS "requestedBy", x.created_at AS "createdAt", x.finished_at AS "finishedAt", x.expires_at AS "expiresAt",
  x.bytes::float8 AS bytes, x.entries::float8 AS entries, x.error`;

const FROM = `
  FROM subject_exports x LEFT JOIN customers c ON c.id = x.customer_id
  LEFT JOIN users u ON x.requested_by = 'user:' || u.id
  LEFT JOIN api_tokens t ON x.requested_by = 'token:' || t.id`;

export const READ = `SELECT ${COLUMNS} ${FROM} WHERE x.id = $1`;

/** $1 customer, $2 part of a name, number or address, $3 before this number, $4 how many */
export const LIST = `
  SELECT ${COLUMNS} ${FROM}
  WHERE ($1::bigint IS NULL OR x.customer_id = $1) AND ($3::bigint IS NULL OR x.id < $3)
    AND ($2::text IS NULL OR strpos(lower(concat_ws(' ', c.attributes->>'name', c.external_id, c.email, c.phone)), $2) > 0)
  ORDER BY x.id DESC LIMIT $4`;

export const INSERT = `
  INSERT INTO subject_exports (customer_id, state, requested_by, created_at)
  SELECT id, 'queued', $2, $3 FROM customers WHERE id = $1 AND erased_at IS NULL RETURNING id`;

/** Whoever makes it holds its row until the file is whole; who comes second finds nothing to do. */
export const CLAIM = `
  SELECT id, customer_id AS "customerId" FROM subject_exports WHERE id = $1 AND state IN ('queued', 'running') FOR UPDATE SKIP LOCKED`;
export const BEGIN = "UPDATE subject_exports SET state = 'running' WHERE id = $1 AND state = 'queued'";
export const DONE = "UPDATE subject_exports SET state = 'done', finished_at = $2, expires_at = $3, bytes = $4, entries = $5 WHERE id = $1";
export const FAILED =
  "UPDATE subject_exports SET state = 'failed', finished_at = $2, error = $3 WHERE id = $1 AND state IN ('queued', 'running')";
export const STORE = 'INSERT INTO subject_export_chunks (export_id, seq, bytes) VALUES ($1, $2, $3)';
export const OPEN = "SELECT id FROM subject_exports WHERE state IN ('queued', 'running') ORDER BY id";
export const CHUNK = 'SELECT bytes FROM subject_export_chunks WHERE export_id = $1 AND seq = $2';
export const DELETE = 'DELETE FROM subject_exports WHERE id = $1 RETURNING customer_id AS "customerId"';
export const EXPIRED = 'DELETE FROM subject_exports WHERE expires_at <= $1';
