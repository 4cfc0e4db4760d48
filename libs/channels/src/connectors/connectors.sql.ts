export const CONNECTOR_COLUMNS = `connectors.id, connectors.kind, connectors.channel, connectors.name, connectors.settings, connectors.secrets,
  connectors.is_default AS "isDefault", connectors.paused, connectors.proven, connectors.last_error AS "lastError", connectors.last_error_at AS "lastErrorAt",
  connectors.created_at AS "createdAt", connectors.revision`;

export const INSERT_CONNECTOR = `
  INSERT INTO connectors (kind, channel, name, settings, is_default, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $6)
  RETURNING id`;

/** Settings that have changed may mend what was wrong, so the old trouble is forgotten with them; and may break what worked, so that has to be shown anew. */
export const UPDATE_CONNECTOR = `
  UPDATE connectors SET proven = proven AND settings = $3 AND secrets IS NOT DISTINCT FROM $4, name = $2, settings = $3, secrets = $4, is_default = $5, paused = $6, last_error = NULL, last_error_at = NULL, updated_at = $7, revision = revision + 1
  WHERE id = $1`;

/** The standalone app's own mail sink: no test is needed to know that it takes mails. `$1` the mark of it */
export const PROVE_BUILT_IN = 'UPDATE connectors SET proven = true WHERE settings ? $1';

/** Only one connector of a channel is the default; the others step back before it steps forward. */
export const CLEAR_DEFAULT = 'UPDATE connectors SET is_default = false WHERE channel = $1 AND is_default';

/** Journeys that would lose their way out: live ones, by any version that people may still stand in. */
export const JOURNEYS_USING = `
  SELECT DISTINCT j.id, j.name
  FROM journeys j JOIN journey_versions v ON v.journey_id = j.id
  WHERE j.state IN ('running', 'paused')
    AND jsonb_path_exists(v.plan, '$.steps.*.connectorId ? (@ == $connector)', jsonb_build_object('connector', $1::text))
  ORDER BY j.name`;

export const UNSENT = `
  SELECT EXISTS (SELECT FROM messages WHERE connector_id = $1 AND state = 'queued')
      OR EXISTS (SELECT FROM messages WHERE connector_id = $1 AND state = 'sending') AS waiting`;

export const FORGET_TROUBLE = `
  UPDATE connector_pace SET failures = 0, retry_at = NULL WHERE connector_id = $1`;
