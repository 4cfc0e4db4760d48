import type { GraphContext } from '@wayfare/journey';
import type { Database } from '@wayfare/platform';
import { readGraphContext } from '../journeys/context.js';

const CONNECTORS = `
  INSERT INTO connectors (kind, channel, name, settings, is_default, created_at, updated_at)
  VALUES ('smtp', 'email', 'Mail', '{}', true, $1, $1), ('webhook', 'webhook', 'Hook', '{}', true, $1, $1)`;
const TEMPLATES = `
  INSERT INTO templates (channel, name, revision, created_at, updated_at) VALUES ('email', 'Mail', 1, $1, $1), ('webhook', 'Hook', 1, $1, $1)`;
/** One of each basis, by the names that the vocabulary of random people knows. */
const PURPOSES = `
  INSERT INTO message_purposes (key, names, details, basis, created_at)
  SELECT key, '{}', '{}', basis, $1 FROM (VALUES ('news', 'agreement'), ('offers', 'objection'), ('invoices', 'service')) p (key, basis)`;
const LISTS = `INSERT INTO lists (name, created_at) VALUES ('One', $1), ('Two', $1)`;
/** More codes than any test hands out, unless it says otherwise. */
const POOLS = `
  WITH pools AS (
    INSERT INTO coupon_pools (name, total, created_at) SELECT name, 300, $1 FROM unnest(ARRAY['Gifts', 'Better gifts']) name RETURNING id
  )
  INSERT INTO coupon_codes (pool_id, n, code) SELECT p.id, n, 'G' || p.id || '-' || n FROM pools p, generate_series(1, 300) n`;

export interface TestWorkspace {
  readonly mail: string;
  readonly hook: string;
  readonly lists: readonly string[];
  readonly pools: readonly string[];
  readonly known: GraphContext;
}

/** A workspace with a connector and a template for each channel, and two lists and two pools of codes; one that is furnished already is left as it is. */
export const furnish = async (database: Database, now: Date): Promise<TestWorkspace> => {
  const [there] = await database.query('SELECT 1 FROM connectors');
  if (!there) for (const statement of [CONNECTORS, TEMPLATES, PURPOSES, LISTS, POOLS]) await database.query(statement, [now]);
  const templates = await database.query<{ id: string; channel: string }>('SELECT id, channel FROM templates ORDER BY id');
  const lists = await database.query<{ id: string }>('SELECT id FROM lists ORDER BY id LIMIT 2');
  const templateOf = (channel: string): string => templates.find((template) => template.channel === channel)?.id ?? '';
  return {
    mail: templateOf('email'),
    hook: templateOf('webhook'),
    lists: lists.map(({ id }) => id),
    pools: (await database.query<{ id: string }>('SELECT id FROM coupon_pools ORDER BY id LIMIT 2')).map(({ id }) => id),
    known: await readGraphContext(database),
  };
};
