const COLUMNS = `h.id, h.name, h.secret, h.mapping, h.enabled, h.created_at AS "createdAt",
  (SELECT max(d.at) FROM inbound_deliveries d WHERE d.hook_id = h.id) AS "lastAt"`;

export const HOOKS = `SELECT ${COLUMNS} FROM inbound_hooks h ORDER BY h.id DESC`;
export const HOOK = `SELECT ${COLUMNS} FROM inbound_hooks h WHERE h.id = $1`;
export const INSERT_HOOK = 'INSERT INTO inbound_hooks (name, secret, mapping, created_at) VALUES ($1, $2, $3, $4) RETURNING id';
export const CHANGE_HOOK = `
  UPDATE inbound_hooks SET name = coalesce($2, name), mapping = coalesce($3, mapping), enabled = coalesce($4, enabled) WHERE id = $1`;
export const DELETE_HOOK = 'DELETE FROM inbound_hooks WHERE id = $1 RETURNING name';

/** Deliveries of one address that are kept. */
const KEPT = 20;

export const DELIVERIES = `
  SELECT id, at, fate, message, event_name AS event, body FROM inbound_deliveries WHERE hook_id = $1 ORDER BY id DESC LIMIT ${KEPT}`;

/** Of one address the newest are kept. Who deletes the address meanwhile wins. $1 hook, $2 at, $3 fate, $4 message, $5 event, $6 body */
export const ADD_DELIVERY = `
  WITH added AS (
    INSERT INTO inbound_deliveries (hook_id, at, fate, message, event_name, body)
    SELECT h.id, $2, $3, $4, $5, $6 FROM inbound_hooks h WHERE h.id = $1 FOR KEY SHARE
  )
  DELETE FROM inbound_deliveries d
  WHERE d.id IN (SELECT id FROM inbound_deliveries WHERE hook_id = $1 ORDER BY id DESC OFFSET ${KEPT} FOR UPDATE SKIP LOCKED)`;

/** They hold what others tell of people. $1 now */
export const FORGET_DELIVERIES = `DELETE FROM inbound_deliveries WHERE at <= $1::timestamptz - interval '3 days'`;
