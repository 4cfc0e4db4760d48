import type { AuditEntry, QueryOf, ReplyOf, routes } from '@wayfare/contracts';
import { invalid } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';

const PAGE = 50;

interface AuditRow extends Omit<AuditEntry, 'at'> {
  at: Date;
}

const SELECT = `
  SELECT audit.id, audit.at, audit.actor, coalesce(users.name, api_tokens.name, audit.actor) AS "actorName", audit.action,
    audit.object_kind AS kind, audit.object_id AS "objectId", audit.before, audit.after
  FROM audit
  LEFT JOIN users ON audit.actor = 'user:' || users.id
  LEFT JOIN api_tokens ON audit.actor = 'token:' || api_tokens.id
  WHERE ($1::text IS NULL OR audit.object_kind = $1) AND ($2::text IS NULL OR audit.object_id = $2) AND ($3::bigint IS NULL OR audit.id < $3)
  ORDER BY audit.id DESC
  LIMIT $4`;

/** The audit trail, newest first. */
export const readAudit = async (sql: Sql, query: QueryOf<typeof routes.audit>): Promise<ReplyOf<typeof routes.audit>> => {
  if (query.cursor !== undefined && !/^\d{1,18}$/.test(query.cursor))
    throw invalid('The cursor is not one of ours.', [
      { path: 'cursor', code: 'bad_cursor', message: 'Take it from the `next` of the page before.' },
    ]);
  const rows = await sql.query<AuditRow>(SELECT, [query.kind ?? null, query.objectId ?? null, query.cursor ?? null, PAGE + 1]);
  const items = rows.slice(0, PAGE).map((row) => ({ ...row, at: row.at.toISOString() }));
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
};
