import type { Plan } from '@wayfare/journey';
import { ManualClock } from '@wayfare/kernel';
import { type ClockPort, createLogger, type Database, type JobHint, SecretsBox } from '@wayfare/platform';
import { Connectors } from '../connectors/connectors.js';
import { Dispatcher, type DispatcherDeps } from '../dispatch/dispatcher.js';
import type { EventLedger } from '../events.js';
import type { TemplateSource } from '../templates/compile.js';
import { TemplateStore } from '../templates/store.js';
import { Templates } from '../templates/templates.js';
import { PublicLinks } from '../tracking/public-links.js';
import { Tracking } from '../tracking/tracking.js';

/** A product clock that stands still until a test moves it. */
export class StandingClock extends ManualClock implements ClockPort {
  readonly isVirtual = true;
  async sync(): Promise<void> {
    // One process, one clock: nothing to agree on.
  }
  advance(ms: number): void {
    this.moveTo(new Date(this.now().getTime() + ms));
  }
}

export const WORLD_BEGINS = new Date('2026-03-01T08:00:00.000Z');
const SECRET = Buffer.alloc(32, 7);
export const PUBLIC_URL = 'https://mail.example';

/** Everything of channels over one database, with the engine's part left open and the queues only written down. */
export const openChannels = (database: Database, clock: ClockPort, parts: Partial<DispatcherDeps> & { events: EventLedger }) => {
  const added: JobHint[] = [];
  const queues = {
    add: async (_queue: string, jobs: readonly JobHint[]): Promise<void> => {
      added.push(...jobs);
    },
    process: async (): Promise<void> => undefined,
    leave: async (): Promise<void> => undefined,
  };
  const wall = { now: () => new Date() };
  const secrets = new SecretsBox(SECRET);
  const links = new PublicLinks({ publicUrl: PUBLIC_URL, secret: SECRET });
  const connectors = new Connectors({ database, clock, wall, queues, secrets, allowPrivateAddresses: false });
  const logger = createLogger({ level: 'silent', name: 'test' });
  const common = { database, clock, wall, queues, logger, secrets, links, allowPrivateAddresses: false };
  const gate = { blocked: async () => new Map<string, never>() };
  return {
    added,
    links,
    connectors,
    templates: new Templates({ database, clock, links, connectors }),
    tracking: new Tracking({ database, clock, links, events: parts.events }),
    dispatcher: new Dispatcher({ ...common, templates: new TemplateStore(database), gate, ...parts }),
  };
};

export interface LaidJourney {
  readonly journeyId: string;
  readonly versionId: string;
  readonly templateId: string;
  readonly connectorId: string;
  readonly channel: string;
}

export interface JourneyOptions {
  readonly connectorId: string;
  readonly template: Partial<TemplateSource>;
  readonly tracking?: { readonly opens: boolean; readonly clicks: boolean };
  readonly name?: string;
  readonly at?: Date;
}

const idOf = ([row]: { id: string }[]): string => {
  if (!row) throw new Error('nothing was stored');
  return row.id;
};

/** A running journey with one sending node, `send`, as if it had been launched. */
export const layJourney = async (database: Database, options: JourneyOptions): Promise<LaidJourney> => {
  const { connectorId, name = 'Spring', at = WORLD_BEGINS, tracking = { opens: true, clicks: true } } = options;
  const { channel = 'email', subject = null, mjml = null, html = null, text = null } = options.template;
  const templateId = idOf(
    await database.query(
      'INSERT INTO templates (channel, name, revision, created_at, updated_at) VALUES ($1, $2, 1, $3, $3) RETURNING id',
      [channel, name, at],
    ),
  );
  await database.query(
    'INSERT INTO template_revisions (template_id, revision, subject, mjml, html, text, created_at) VALUES ($1, 1, $2, $3, $4, $5, $6)',
    [templateId, subject, mjml, html, text, at],
  );
  const common = { id: 'send', name: 'Send', next: 'end', connectorId, templateId, templateRevision: 1 };
  const plan: Plan = {
    format: 1,
    entries: [],
    steps: {
      send: channel === 'webhook' ? { kind: 'webhook', ...common } : { kind: 'send', channel, tracking, ignoreCaps: false, ...common },
    },
    settings: { response: { match: null, window: 'P1D' }, goal: null, exitWhen: null, timeZone: null },
  };
  const journeyId = idOf(
    await database.query(
      "INSERT INTO journeys (name, state, draft, created_at, updated_at) VALUES ($1, 'running', '{}', $2, $2) RETURNING id",
      [name, at],
    ),
  );
  const versionId = idOf(
    await database.query(
      "INSERT INTO journey_versions (journey_id, number, graph, plan, published_at) VALUES ($1, 1, '{}', $2, $3) RETURNING id",
      [journeyId, JSON.stringify(plan), at],
    ),
  );
  await database.query('UPDATE journeys SET version_id = $2 WHERE id = $1', [journeyId, versionId]);
  return { journeyId, versionId, templateId, connectorId, channel };
};

const PEOPLE = `
  INSERT INTO customers (id, external_id, email, locale, attributes, created_at, updated_at)
  SELECT n, 'c' || n, 'p' || n || '@customers.example', 'en', jsonb_build_object('name', 'Person ' || n, 'city', '上海'), $3, $3
  FROM generate_series($1::integer, $2::integer) n ON CONFLICT DO NOTHING`;
const CONSENTS = `
  INSERT INTO consents (customer_id, channel, granted, source, changed_at)
  SELECT n, 'email', true, 'test', $3 FROM generate_series($1::integer, $2::integer) n ON CONFLICT DO NOTHING`;
const MESSAGES = `
  INSERT INTO messages (customer_id, journey_id, entry_no, node_id, version_id, cohort_id, connector_id, channel, state, decided_at, not_before)
  SELECT n, $4, 1, 'send', $5, 1, $6, $7, 'queued', $3, $3 FROM generate_series($1::integer, $2::integer) n`;
const ENROLLMENTS = `
  INSERT INTO enrollments (customer_id, journey_id, entry_no, cohort_id) SELECT n, $4, 1, 1 FROM generate_series($1::integer, $2::integer) n WHERE $3::timestamptz IS NOT NULL`;

/** Customers `from` … `to` (`p<n>@customers.example`, consenting), each in the journey with one queued message, as the engine would have left them. */
export const layMessages = async (
  database: Database,
  journey: LaidJourney,
  from: number,
  to: number,
  at: Date = WORLD_BEGINS,
): Promise<void> => {
  await database.query(PEOPLE, [from, to, at]);
  await database.query(CONSENTS, [from, to, at]);
  await database.query(ENROLLMENTS, [from, to, at, journey.journeyId]);
  await database.query(MESSAGES, [from, to, at, journey.journeyId, journey.versionId, journey.connectorId, journey.channel]);
};

/** How many messages of a journey are in each state, with their reasons: `{ sent: 3, 'failed:render_error': 1 }`. */
export const statesOf = async (database: Database, { journeyId }: LaidJourney): Promise<Record<string, number>> => {
  const rows = await database.query<{ state: string; people: number }>(
    `SELECT concat_ws(':', state, reason) AS state, count(*)::integer AS people FROM messages WHERE journey_id = $1 GROUP BY 1 ORDER BY 1`,
    [journeyId],
  );
  return Object.fromEntries(rows.map(({ state, people }) => [state, people]));
};
