import type { Page, SendDay } from '@wayfare/contracts';
import { dayBounds } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { lastWordOn, readingsOfDay } from './readings/kept.js';

const PAGE = 30;

/**
 * The days on which a journey decided on someone, newest first. They are read from the moves out of send nodes and into control
 * arms, a row for a whole cohort, never from the messages; only the days of the page shown are then counted person by person.
 */
const DAYS = `
  SELECT d.journey_id AS "journeyId", j.name AS "journeyName", to_char(d.day, 'YYYY-MM-DD') AS day
  FROM (
    SELECT m.journey_id, (m.at AT TIME ZONE $1)::date AS day
    FROM moves m JOIN journey_versions v ON v.id = m.version_id
    WHERE v.plan #>> ARRAY['steps', m.from_node, 'kind'] IN ('send', 'webhook') AND m.kind NOT IN ('leave', 'switch') AND ($2::bigint IS NULL OR m.journey_id = $2)
    UNION
    SELECT c.journey_id, (c.held_out_at AT TIME ZONE $1)::date FROM cohorts c
    WHERE c.held_out_at IS NOT NULL AND ($2::bigint IS NULL OR c.journey_id = $2)
  ) d JOIN journeys j ON j.id = d.journey_id
  WHERE j.archived_at IS NULL AND ($3::date IS NULL OR (d.day, d.journey_id) < ($3::date, $4::bigint))
  ORDER BY d.day DESC, d.journey_id DESC LIMIT $5`;

const COUNTS = `
  SELECT count(*) FILTER (WHERE state IN ('sent', 'delivered', 'bounced'))::int AS sent,
    count(*) FILTER (WHERE state IN ('suppressed', 'cancelled'))::int AS suppressed,
    (SELECT count(*)::int FROM cohorts c JOIN enrollments e ON e.cohort_id = c.id
     WHERE c.journey_id = $1 AND c.held_out_at >= $2 AND c.held_out_at < $3) AS "heldOut"
  FROM messages WHERE journey_id = $1 AND decided_at >= $2 AND decided_at < $3`;

type Day = Pick<SendDay, 'journeyId' | 'journeyName' | 'day'>;

/** What is counted while its messages stand in the database; of a day that has been archived, its last reading. */
const counted = async (sql: Sql, timeZone: string, day: Day): Promise<SendDay> => {
  const last = await lastWordOn(sql, day.day, await readingsOfDay(sql, day.journeyId, day.day));
  if (last) {
    const { sent, suppressed, heldOut } = last.body;
    return { ...day, sent, suppressed: Object.values(suppressed).reduce((sum, people) => sum + people, 0), heldOut };
  }
  const { from, to } = dayBounds(day.day, timeZone);
  const [counts] = await sql.query<Pick<SendDay, 'sent' | 'suppressed' | 'heldOut'>>(COUNTS, [day.journeyId, from, to]);
  return { ...day, ...(counts ?? { sent: 0, suppressed: 0, heldOut: 0 }) };
};

/** Send days of one journey, or of all. The cursor is `<day>/<journey>` of the last one. */
export const readSendDays = async (
  sql: Sql,
  timeZone: string,
  asked: { readonly journeyId?: string; readonly cursor?: string | undefined; readonly limit?: number },
): Promise<Page<SendDay>> => {
  const limit = asked.limit ?? PAGE;
  const [day, journey] = asked.cursor?.split('/') ?? [];
  const rows = await sql.query<Day>(DAYS, [timeZone, asked.journeyId ?? null, day ?? null, journey ?? null, limit + 1]);
  const items: SendDay[] = [];
  for (const row of rows.slice(0, limit)) items.push(await counted(sql, timeZone, row));
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? `${last.day}/${last.journeyId}` : null };
};
