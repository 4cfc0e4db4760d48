import type { BodyOf, MessagePurposeDetail, ReplyOf, routes } from '@wayfare/contracts';
import { AppError, type Clock, notFound } from '@wayfare/kernel';
import { type Database, recordChange, type Sql } from '@wayfare/platform';
import { CONSENT_REQUESTED_EVENT } from './requests.js';

const COLUMNS = 'key, names, details, basis, archived_at IS NOT NULL AS "isArchived"';
const ALL = `SELECT ${COLUMNS} FROM message_purposes ORDER BY archived_at IS NOT NULL, created_at, key`;
const ONE = `SELECT ${COLUMNS} FROM message_purposes WHERE key = $1 FOR UPDATE`;
const INSERT = `
  INSERT INTO message_purposes (key, names, details, basis, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key) DO NOTHING RETURNING ${COLUMNS}`;
const UPDATE = `
  UPDATE message_purposes SET names = $2, details = $3, archived_at = CASE WHEN $4 THEN coalesce(archived_at, $5) END WHERE key = $1 RETURNING ${COLUMNS}`;
/** $1 key */
const USED_BY = `
  SELECT j.name FROM journeys j JOIN journey_versions v ON v.journey_id = j.id
  WHERE j.state IN ('running', 'paused') AND jsonb_path_exists(v.plan, '$.steps.*.purpose ? (@.key == $key)', jsonb_build_object('key', $1::text)) LIMIT 1`;

/** Journeys under way that an event leads people into. $1 event */
const LISTENING = `
  SELECT j.id, j.name FROM journeys j JOIN journey_versions v ON v.id = j.version_id
  WHERE j.state = 'running' AND jsonb_path_exists(v.plan, '$.steps.* ? (@.kind == "event-entry" && @.event == $name)', jsonb_build_object('name', $1::text)) ORDER BY j.id LIMIT 20`;

const NO_DETAILS = { en: '', 'zh-CN': '' };

/** What messages of this workspace are for, those that were put away last. */
export const readPurposes = (sql: Sql): Promise<MessagePurposeDetail[]> => sql.query<MessagePurposeDetail>(ALL);

/** The workspace's own list of what its messages are for. What a purpose asks for (its basis) never changes, so that what people have said about it keeps its meaning. */
export class Purposes {
  constructor(private readonly deps: { readonly database: Database; readonly clock: Clock }) {}

  async purposes(): Promise<ReplyOf<typeof routes.purposes>> {
    const { database } = this.deps;
    const confirmedBy = await database.query<{ id: string; name: string }>(LISTENING, [CONSENT_REQUESTED_EVENT]);
    return { items: await readPurposes(database), confirmedBy };
  }

  /** @throws AppError `purpose_exists` */
  createPurpose({ key, names, details = NO_DETAILS, basis }: BodyOf<typeof routes.createPurpose>): Promise<MessagePurposeDetail> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const [purpose] = await tx.query<MessagePurposeDetail>(INSERT, [
        key,
        JSON.stringify(names),
        JSON.stringify(details),
        basis,
        clock.now(),
      ]);
      if (!purpose) throw new AppError('purpose_exists', 409, `There is a purpose "${key}" already.`, { values: { purpose: key } });
      await recordChange(tx, clock, { action: 'created', kind: 'purpose', id: key, after: purpose });
      return purpose;
    });
  }

  /** @throws AppError `not_found`; `purpose_in_use` where it is to be put away and a journey that runs sends for it */
  changePurpose(key: string, change: BodyOf<typeof routes.changePurpose>): Promise<MessagePurposeDetail> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const [before] = await tx.query<MessagePurposeDetail>(ONE, [key]);
      if (!before) throw notFound('purpose', key.slice(0, 40));
      const { names, details, isArchived } = { ...before, ...change };
      const [user] = isArchived && !before.isArchived ? await tx.query<{ name: string }>(USED_BY, [key]) : [];
      if (user)
        throw new AppError('purpose_in_use', 409, `The journey "${user.name}" sends for this purpose: stop it first.`, {
          values: { journey: user.name },
        });
      const [after] = await tx.query<MessagePurposeDetail>(UPDATE, [
        key,
        JSON.stringify(names),
        JSON.stringify(details),
        isArchived,
        clock.now(),
      ]);
      if (!after) throw notFound('purpose', key.slice(0, 40));
      await recordChange(tx, clock, { action: 'updated', kind: 'purpose', id: key, before, after });
      return after;
    });
  }
}
