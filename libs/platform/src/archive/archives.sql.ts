import type { ArchivedKind } from './kind.js';

/** One worker at a time. */
export const MINE = `SELECT pg_try_advisory_xact_lock(hashtext('wayfare archive')) AS mine`;

const COLUMNS = `
  id, kind, to_char(month, 'YYYY-MM') AS month, file, row_count::float8 AS rows, bytes::float8 AS bytes, sha256, written_at AS "writtenAt", dropped_at AS "droppedAt",
  done_rows::float8 AS "doneRows", restored_until AS "restoredUntil", problem,
  CASE WHEN dropped_at IS NULL THEN 'dropping' WHEN restored_at IS NOT NULL THEN 'restored' WHEN restore_asked_at IS NOT NULL THEN 'restoring' ELSE 'archived' END AS state`;

export const LIST = `SELECT ${COLUMNS} FROM archives ORDER BY month DESC, kind, id DESC LIMIT 500`;

/** `$1` kind */
export const HALF_DONE = `
  SELECT ${COLUMNS} FROM archives WHERE kind = $1 AND (dropped_at IS NULL OR (restore_asked_at IS NOT NULL AND restored_at IS NULL)) ORDER BY id`;

/** `$1` kind, `$2` month, `$3` file, `$4` rows, `$5` bytes, `$6` SHA-256, `$7` now */
export const WRITTEN = `
  INSERT INTO archives (kind, month, file, row_count, bytes, sha256, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`;

const IN_STATE = {
  dropping: 'dropped_at IS NULL',
  restoring: 'dropped_at IS NOT NULL AND restore_asked_at IS NOT NULL AND restored_at IS NULL',
} as const;
export type Working = keyof typeof IN_STATE;

/** Moves the work on an archive on, unless somebody else has, or it is wanted no more. `$1` archive, `$2` from, `$3` to */
export const advance = (working: Working): string =>
  `UPDATE archives SET done_rows = $3, problem = NULL WHERE id = $1 AND done_rows = $2 AND ${IN_STATE[working]} RETURNING id`;

/** `$1` archive, `$2` now, and `$3` until when what was read back stays */
export const FINISH: Readonly<Record<Working, string>> = {
  dropping: `UPDATE archives SET dropped_at = $2, done_rows = 0 WHERE id = $1 AND done_rows = row_count AND ${IN_STATE.dropping}`,
  restoring: `UPDATE archives SET restored_at = $2, restored_until = $3, done_rows = 0 WHERE id = $1 AND done_rows = row_count AND ${IN_STATE.restoring}`,
};

/** `$1` archive, `$2` problem */
export const HAS_PROBLEM = 'UPDATE archives SET problem = $2 WHERE id = $1';

/** `$1` archive, `$2` now */
export const ASK_BACK = `
  UPDATE archives SET restore_asked_at = $2, restored_at = NULL, restored_until = NULL, done_rows = 0, problem = NULL
  WHERE id = $1 AND dropped_at IS NOT NULL AND restore_asked_at IS NULL RETURNING ${COLUMNS}`;

/** What was read back, or is being, goes again. `$1` archive */
export const LET_GO = `
  UPDATE archives SET dropped_at = NULL, restore_asked_at = NULL, restored_at = NULL, restored_until = NULL, done_rows = 0, problem = NULL
  WHERE id = $1 AND dropped_at IS NOT NULL AND restore_asked_at IS NOT NULL RETURNING ${COLUMNS}`;

export const BY_ID = `SELECT ${COLUMNS} FROM archives WHERE id = $1`;

/** Those read back whose time is over. `$1` kind, `$2` now */
export const STAYED = 'SELECT id FROM archives WHERE kind = $1 AND restored_until <= $2';

/** Months that were read back, or are being. `$1` kind, `$2` month */
export const IS_BACK = 'SELECT 1 FROM archives WHERE kind = $1 AND month = $2 AND restore_asked_at IS NOT NULL';

/** `$1` kind */
export const LOOKED = `SELECT to_char(before, 'YYYY-MM') AS before FROM archive_looks WHERE kind = $1`;

/** `$1` kind, `$2` month */
export const LOOK = 'INSERT INTO archive_looks (kind, before) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET before = excluded.before';

const may = ({ only }: ArchivedKind): string => (only ? `AND (${only})` : '');

/** The oldest row that may go. `$1` from, `$2` before */
export const oldest = (kind: ArchivedKind): string =>
  `SELECT min(t.${kind.at}) AS at FROM ${kind.table} t WHERE t.${kind.at} >= $1 AND t.${kind.at} < $2 ${may(kind)}`;

/** What a file of a month holds; without parameters, as COPY takes none. */
export const monthQuery = (kind: ArchivedKind, from: Date, to: Date): string =>
  `SELECT t.* FROM ${kind.table} t WHERE t.${kind.at} >= '${from.toISOString()}' AND t.${kind.at} < '${to.toISOString()}' ${may(kind)}`;

const withBesides = ({ besides }: ArchivedKind, how: 1 | -1): string => (besides ? `, ${besides(how)}` : '');

/** Takes out of their table the rows that stand in `archived` just as they stand there; one that has changed since stays. */
export const dropStatement = (kind: ArchivedKind): string => `
  WITH changed AS (
    DELETE FROM ${kind.table} t USING archived a
    WHERE ${kind.key.map((column) => `t.${column} = a.${column}`).join(' AND ')} AND ROW(t.*) IS NOT DISTINCT FROM ROW(a.*)
    RETURNING t.*
  )${withBesides(kind, 1)}
  SELECT count(*)::int AS rows FROM changed`;

/** Puts back into their table the rows of `archived` whose customer is still there; what stands there already stays as it is. */
export const restoreStatement = (kind: ArchivedKind): string => `
  WITH changed AS (
    INSERT INTO ${kind.table} SELECT a.* FROM archived a
    WHERE EXISTS (SELECT FROM customers c WHERE c.id = a.customer_id AND c.erased_at IS NULL)
    ON CONFLICT (${kind.key.join(', ')}) DO NOTHING
    RETURNING *
  )${withBesides(kind, -1)}
  SELECT count(*)::int AS rows FROM changed`;
