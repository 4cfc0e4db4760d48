import type { Deciles } from '@wayfare/contracts';
import { type Audience, compile, type Graph, type Plan, type Problem } from '@wayfare/journey';
import { ok, type Result } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { audienceQuery, conditionOf } from '../enter/audience.js';
import { attributeNumber } from '../steps/attribute.js';
import { readGraphContext } from './context.js';
import { readJourney } from './rows.js';

/*
 * Tenths of people by a number of theirs. The numbers stand in order; the t-th tenth ends before the one at place n × t ÷ 10 (rounded down): who has that very number, or more, belongs above it.
 * So no lower part is ever larger than its share, and equal numbers are never torn apart.
 */

type Tenths = Pick<Deciles, 'over' | 'people' | 'cuts'>;

/** @param number what of a person `c` counts; @param ids a query of whose */
const tenthsOf = (number: string, ids: string): string => `
  WITH numbers AS (SELECT ${number} AS number FROM customers c WHERE c.id IN (${ids})),
  ranked AS (
    SELECT number, row_number() OVER (ORDER BY number) AS place, count(*) OVER () AS people FROM numbers WHERE number IS NOT NULL
  )
  SELECT max(people)::int AS people, array_agg(number::float8 ORDER BY tenth) AS cuts
  FROM ranked JOIN generate_series(1, 9) tenth ON place = people * tenth / 10 + 1`;

const EVERYONE: Audience = { condition: { all: [] } };

/** Who comes in: the journey's audiences together; everyone, where events lead people in. */
const audienceOf = ({ entries, steps }: Plan): Audience => {
  const conditions = entries.flatMap((id) => {
    const step = steps[id];
    return step?.kind === 'audience' ? [conditionOf(step.audience)] : [];
  });
  return conditions.length < entries.length ? EVERYONE : { condition: { any: conditions } };
};

const readTenths = async (sql: Sql, audience: Audience, attribute: string, now: Date): Promise<Omit<Tenths, 'over'>> => {
  const { text, parameters } = await audienceQuery(sql, audience, { now, firstParameter: 1 });
  const bound = [...parameters];
  const bind = (...values: readonly unknown[]): string => `$${bound.push(...values)}`;
  const question = tenthsOf(attributeNumber('c', attribute, { bind }), text);
  const [found] = await sql.query<{ people: number | null; cuts: number[] | null }>(question, bound);
  return { people: found?.people ?? 0, cuts: found?.cuts ?? [] };
};

/** The tenths of those who come in now; of everyone, where none of these has a number. */
const tenthsIn = async (sql: Sql, plan: Plan | null, attribute: string, now: Date): Promise<Tenths> => {
  const audience = plan ? audienceOf(plan) : EVERYONE;
  if (audience !== EVERYONE) {
    const found = await readTenths(sql, audience, attribute, now);
    if (found.people > 0) return { over: 'audience', ...found };
  }
  return { over: 'everyone', ...(await readTenths(sql, EVERYONE, attribute, now)) };
};

const decileAttributes = (plan: Plan): string[] => [
  ...new Set(Object.values(plan.steps).flatMap((step) => (step.kind === 'score-split' && step.deciles ? [step.attribute] : []))),
];

/** The plan of a drawing as it would run from now on: with the tenths of its people as they are. @param journeyId whose drawing it is, where it is one's already */
export const compileDraft = async (sql: Sql, graph: Graph, now: Date, journeyId?: string): Promise<Result<Plan, Problem[]>> => {
  const known = await readGraphContext(sql, journeyId);
  const compiled = compile(graph, known);
  if (!compiled.ok) return compiled;
  const attributes = decileAttributes(compiled.value);
  if (attributes.length === 0) return ok(compiled.value);
  const deciles = new Map<string, readonly number[]>();
  for (const attribute of attributes) deciles.set(attribute, (await tenthsIn(sql, compiled.value, attribute, now)).cuts);
  return compile(graph, { ...known, deciles });
};

const RUNNING_PLAN = 'SELECT v.number, v.plan FROM journeys j JOIN journey_versions v ON v.id = j.version_id WHERE j.id = $1';

/** Where the tenths of an attribute lie now, for the draft's people, and where they lie in the version that runs. */
export const readDeciles = async (sql: Sql, id: string, attribute: string, now: Date): Promise<Deciles> => {
  const { graph } = await readJourney(sql, id);
  const compiled = compile(graph, await readGraphContext(sql, id));
  const [running] = await sql.query<{ number: number; plan: Plan }>(RUNNING_PLAN, [id]);
  const steps = Object.values(running?.plan.steps ?? {});
  const frozen = steps.find((step) => step.kind === 'score-split' && step.attribute === attribute && step.deciles !== undefined);
  const cuts = frozen?.kind === 'score-split' ? (frozen.deciles ?? []) : [];
  return {
    ...(await tenthsIn(sql, compiled.ok ? compiled.value : null, attribute, now)),
    published: running && cuts.length > 0 ? { version: running.number, cuts: [...cuts] } : null,
  };
};
