/** `$1` journey, `$2` node, `$3` which experiment */
const THE_ONE = 'x.journey_id = $1 AND x.node_id = $2 AND x.among = $3';

const COLUMNS = `
  x.id, x.journey_id AS "journeyId", x.node_id AS "nodeId", x.among, x.begun_at AS "begunAt", x.look_at AS "lookAt", x.decided_at AS "decidedAt", x.arm,
  x.by_hand AS "byHand"`;

export const FIND = `SELECT ${COLUMNS} FROM experiments x WHERE ${THE_ONE}`;

/** `$4` now, `$5` when to look */
export const BEGIN = `
  INSERT INTO experiments (journey_id, node_id, among, begun_at, look_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (journey_id, node_id, among) DO NOTHING`;

/** `$4` when to look at the latest, for the sake of people who have just come */
export const LOOK_SOONER = `
  UPDATE experiments x SET look_at = $4
  WHERE ${THE_ONE} AND x.decided_at IS NULL AND NOT x.by_hand AND (x.look_at IS NULL OR x.look_at > $4)`;

/** A step that reads the shares holds them as they are until it has been committed; a look takes them for itself. */
export const HOLD = `SELECT x.id FROM experiments x WHERE ${THE_ONE} FOR SHARE`;
export const TAKE = `SELECT ${COLUMNS} FROM experiments x WHERE ${THE_ONE} FOR UPDATE`;
export const TAKE_BY_ID = `
  SELECT ${COLUMNS}, j.state FROM experiments x JOIN journeys j ON j.id = x.journey_id WHERE x.id = $1 FOR UPDATE OF x`;

/** The shares in force at `$2`: decided before it. `$1` experiment */
export const IN_FORCE = `
  SELECT weights FROM experiment_allocations WHERE experiment_id = $1 AND from_at < $2 ORDER BY from_at DESC, id DESC LIMIT 1`;

export const ALLOCATIONS = `
  SELECT a.experiment_id AS "experimentId", a.from_at AS "from", a.why, a.arm, a.weights, a.figures, a.actor FROM experiment_allocations a
  WHERE a.experiment_id = ANY($1::bigint[]) ORDER BY a.experiment_id, a.from_at, a.id`;

/** `$2` from, `$3` why, `$4` arm, `$5` weights, `$6` figures, `$7` actor */
export const ALLOCATE = `
  INSERT INTO experiment_allocations (experiment_id, from_at, why, arm, weights, figures, actor) VALUES ($1, $2, $3, $4, $5, $6, $7)`;

/** `$2` when to look again, `$3` when it was decided, `$4` on which arm, `$5` whether it decides no more by itself */
export const SETTLE = 'UPDATE experiments SET look_at = $2, decided_at = $3, arm = $4, by_hand = $5 WHERE id = $1';

/** The rules may have changed: those that are open are looked at. `$1` journey, `$2` now */
export const LOOK_NOW = 'UPDATE experiments SET look_at = $2 WHERE journey_id = $1 AND decided_at IS NULL AND NOT by_hand';

export const OF_JOURNEY = `SELECT ${COLUMNS} FROM experiments x WHERE x.journey_id = $1 ORDER BY x.id`;

export const VERSIONS = 'SELECT id FROM journey_versions WHERE journey_id = $1 ORDER BY number DESC';
