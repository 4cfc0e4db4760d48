import type { ConsentEvidence, ConsentHistory } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';

/** What holds now has no number yet: it stands before all that it has replaced. */
const HISTORY = `
  SELECT e.channel, e.granted, e.source, e.changed_at AS "at", e.actor, coalesce(u.name, t.name) AS "actorName", e.proof, e.holds,
    m.id AS "importId", m.file_name AS "fileName"
  FROM (
    SELECT NULL::bigint AS id, channel, granted, source, changed_at, actor, proof, true AS holds FROM consents WHERE customer_id = $1
    UNION ALL SELECT id, channel, granted, source, changed_at, actor, proof, false FROM consent_records WHERE customer_id = $1
  ) e
  LEFT JOIN imports m ON e.source = 'import:' || m.id
  LEFT JOIN users u ON coalesce(e.actor, m.created_by) = 'user:' || u.id
  LEFT JOIN api_tokens t ON coalesce(e.actor, m.created_by) = 'token:' || t.id
  ORDER BY e.changed_at DESC, e.id DESC NULLS FIRST, e.channel LIMIT $2`;

interface HistoryRow {
  channel: string;
  granted: boolean;
  source: string;
  at: Date;
  actor: string | null;
  actorName: string | null;
  proof: ConsentEvidence | null;
  holds: boolean;
  importId: string | null;
  fileName: string | null;
}

const MOST = 1000;

/** The ledger of one customer's consent, newest first, each entry with how it is known. */
export const readConsentHistory = async (sql: Sql, customerId: string): Promise<ConsentHistory> => {
  const rows = await sql.query<HistoryRow>(HISTORY, [customerId, MOST]);
  return {
    items: rows.map(({ at, source, actor, actorName, importId, fileName, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      source: source.replace(/:.*$/, ''),
      actor: actorName ?? actor,
      import: importId === null ? null : { id: importId, fileName: fileName ?? '' },
    })),
  };
};
