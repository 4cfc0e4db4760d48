const COLUMNS = `t.id, t.channel, t.name, t.revision, r.subject, r.mjml, r.html, r.text, t.created_at AS "createdAt", t.updated_at AS "updatedAt"`;
const FROM = 'templates t JOIN template_revisions r ON r.template_id = t.id AND r.revision = t.revision';

/** $1 part of a name or null, $2 the id after which to go on or null, $3 how many. */
export const LIST_TEMPLATES = `
  SELECT ${COLUMNS} FROM ${FROM}
  WHERE t.archived_at IS NULL AND ($1::text IS NULL OR t.name ILIKE '%' || $1 || '%' ESCAPE '!') AND ($2::bigint IS NULL OR t.id < $2)
  ORDER BY t.id DESC LIMIT $3`;

export const FIND_TEMPLATE = `SELECT ${COLUMNS} FROM ${FROM} WHERE t.id = $1 AND t.archived_at IS NULL`;

export const INSERT_TEMPLATE = `
  INSERT INTO templates (channel, name, revision, created_at, updated_at) VALUES ($1, $2, 1, $3, $3) RETURNING id`;

export const INSERT_REVISION = `
  INSERT INTO template_revisions (template_id, revision, subject, mjml, html, text, created_by, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** Locks the template, so that two people who save at once make two revisions. */
export const NEXT_REVISION = `
  UPDATE templates SET name = $2, revision = revision + 1, updated_at = $3 WHERE id = $1 AND archived_at IS NULL RETURNING revision`;

export const ARCHIVE_TEMPLATE = 'UPDATE templates SET archived_at = $2 WHERE id = $1 AND archived_at IS NULL RETURNING name';
