import type { LaunchSheet } from '@wayfare/contracts';
import { obstacleSql } from '@wayfare/customers';
import { compile, holdoutSalt, type Plan, validate } from '@wayfare/journey';
import { consentKeyOf, type MessagePurpose, saltSeed } from '@wayfare/kernel';
import { readSettings, type Sql } from '@wayfare/platform';
import { audienceQuery } from '../enter/audience.js';
import { audiencesOf } from '../enter/schedule.js';
import { addressOf } from '../nodes/send/outbox.js';
import { readGraphContext } from './context.js';
import { readJourney } from './rows.js';

/** How people are written to: by which channel, and for what. */
interface Way {
  readonly channel: string;
  readonly purpose: MessagePurpose | undefined;
}

interface Question {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** A statement about the audience; `rest` may use the placeholders after the audience's own. */
const about = (audience: Question, rest: (first: number) => string, parameters: readonly unknown[] = []): Question => ({
  text: `WITH audience AS MATERIALIZED (${audience.text}) ${rest(audience.parameters.length + 1)}`,
  parameters: [...audience.parameters, ...parameters],
});

/** Everyone who would come in by one of the audiences at this moment. */
const everyone = async (sql: Sql, plan: Plan, now: Date): Promise<Question | null> => {
  const texts: string[] = [];
  const parameters: unknown[] = [];
  for (const { audience } of audiencesOf(plan)) {
    const query = await audienceQuery(sql, audience, { now, firstParameter: parameters.length + 1 });
    texts.push(query.text);
    parameters.push(...query.parameters);
  }
  return texts.length === 0 ? null : { text: texts.join(' UNION '), parameters };
};

const sizes = async (sql: Sql, audience: Question, plan: Plan, journeyId: string) => {
  const [first] = audiencesOf(plan);
  const once = first?.reentry.policy === 'never';
  const question = about(
    audience,
    (at) => `
      SELECT count(*)::int AS audience,
        count(*) FILTER (WHERE NOT barred AND wayfare_fraction(id, $${at}) < $${at + 1}::float8)::int AS "heldOut",
        count(*) FILTER (WHERE barred)::int AS "alreadyIn"
      FROM (
        SELECT a.id, EXISTS (
          SELECT 1 FROM enrollments e JOIN cohorts c ON c.id = e.cohort_id
          WHERE e.customer_id = a.id AND e.journey_id = $${at + 2} AND ($${at + 3} OR (e.left_at IS NULL AND c.state = 'standing'))
        ) AS barred
        FROM audience a
      ) people`,
    [saltSeed(holdoutSalt(journeyId)), first?.holdout ?? 0, journeyId, once],
  );
  const [row] = await sql.query<Pick<LaunchSheet, 'audience' | 'heldOut' | 'alreadyIn'>>(question.text, question.parameters);
  return row ?? { audience: 0, heldOut: 0, alreadyIn: 0 };
};

const reach = async (sql: Sql, audience: Question, { channel, purpose }: Way): Promise<LaunchSheet['channels'][number]> => {
  const address = addressOf(channel);
  const question = about(
    audience,
    (at) => `
      SELECT ${obstacleSql(address, purpose?.basis ?? null)} AS reason, count(*)::int AS people
      FROM audience a JOIN customers c ON c.id = a.id
      LEFT JOIN suppressions s ON s.customer_id = c.id AND s.channel = $${at} AND s.address = ${address}
      LEFT JOIN consents k ON k.customer_id = c.id AND k.channel = $${at}
      ${purpose ? `LEFT JOIN consents p ON p.customer_id = c.id AND p.channel = $${at + 1}` : ''}
      GROUP BY 1`,
    purpose ? [channel, consentKeyOf(channel, purpose.key)] : [channel],
  );
  const rows = await sql.query<{ reason: string | null; people: number }>(question.text, question.parameters);
  const suppressed = rows.flatMap(({ reason, people }): [string, number][] => (reason === null ? [] : [[reason, people]]));
  const reachable = rows.find(({ reason }) => reason === null)?.people ?? 0;
  return { channel, purpose: purpose?.key ?? null, reachable, suppressed: Object.fromEntries(suppressed) };
};

/** Other journeys in which some of the audience are inside now. */
const overlaps = async (sql: Sql, audience: Question, journeyId: string): Promise<LaunchSheet['overlaps']> => {
  const question = about(
    audience,
    (at) => `
      SELECT j.id AS "journeyId", j.name, count(*)::int AS people
      FROM audience a JOIN enrollments e ON e.customer_id = a.id JOIN cohorts c ON c.id = e.cohort_id JOIN journeys j ON j.id = e.journey_id
      WHERE e.left_at IS NULL AND c.state = 'standing' AND j.id <> $${at} AND j.state IN ('running', 'paused')
      GROUP BY j.id, j.name ORDER BY people DESC, j.id LIMIT 20`,
    [journeyId],
  );
  return sql.query<LaunchSheet['overlaps'][number]>(question.text, question.parameters);
};

/** By which channels the plan sends, and for what: each pair once, in the order of the plan. */
const waysOf = (plan: Plan): Way[] => {
  const sends = Object.values(plan.steps).filter((step) => step.kind === 'send');
  return [...new Map(sends.map(({ channel, purpose }) => [consentKeyOf(channel, purpose?.key ?? ''), { channel, purpose }])).values()];
};

/** What is worth knowing before the key is pressed. While the drawing has errors it says these, and counts nobody. */
export const readLaunchSheet = async (sql: Sql, id: string, now: Date): Promise<LaunchSheet> => {
  const { graph } = await readJourney(sql, id);
  const context = await readGraphContext(sql, id);
  const { sendMode } = await readSettings(sql);
  const compiled = compile(graph, context);
  const empty = { audience: 0, heldOut: 0, alreadyIn: 0, channels: [], overlaps: [], problems: validate(graph, context), sendMode };
  const audience = compiled.ok ? await everyone(sql, compiled.value, now) : null;
  if (!compiled.ok || !audience) return empty;
  const channels: LaunchSheet['channels'] = [];
  for (const way of waysOf(compiled.value)) channels.push(await reach(sql, audience, way));
  return {
    ...empty,
    ...(await sizes(sql, audience, compiled.value, id)),
    channels,
    overlaps: await overlaps(sql, audience, id),
  };
};
