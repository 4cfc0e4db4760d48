import { Segments } from '@wayfare/audiences';
import type { Connectors, Templates } from '@wayfare/channels';
import type { Imports } from '@wayfare/customers';
import { graphSchema } from '@wayfare/journey';
import { addDuration, type Clock, localDay } from '@wayfare/kernel';
import { type Database, type Logger, OneTransaction, readSettings, type Sql } from '@wayfare/platform';
import { bringFile, type Morning } from './desk.js';
import { type Ids, SEGMENTS, subjectTest, TEMPLATES, type TemplateKey, welcome, winBack } from './drawings.js';
import { DRAW_ORDERS, EVENT_CATALOGUE, EVENTS, ORDER_LINES, ORDERS, TRAITS } from './history.sql.js';
import { CATALOGUE, CONSENTS, CUSTOMERS, IDENTITIES, SUPPRESSIONS, TAG_CATALOGUE } from './people.sql.js';
import { Replay } from './replay.js';
import { CITIES, FAMILY_NAMES, FIRST_NAMES, GIVEN_NAMES, LAST_NAMES, PRODUCTS } from './words.js';

const CHINESE_CITIES = 11;
/** How long ago the first journey was launched. */
const DAYS_BACK = 14;
const WIN_BACK_DAYS_BACK = 9;

export interface FillDeps {
  /** How many customers the retailer has. */
  readonly people: number;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Services on a database of the caller's choice: here, the demo's one transaction. */
  readonly templatesOn: (database: Database) => Templates;
  readonly connectorsOn: (database: Database) => Connectors;
  /** Whose work nobody hears of before it is committed: the reconciler finds it. */
  readonly importsOn: (database: Database) => Imports;
}

/** How often `run` says how far it is. */
export const FILL_STEPS = 10 + DAYS_BACK;

/**
 * Fills an empty workspace: a retailer with its customers, two years of orders and events, and three journeys with a fortnight's history. All of it in one
 * transaction, so that it is there whole or not at all.
 */
export class DemoFilling {
  /** @param onStep called after each of `FILL_STEPS` steps, outside the transaction */
  constructor(
    private readonly deps: FillDeps,
    private readonly onStep: () => Promise<void>,
  ) {}

  /** @returns the morning whose responders are worth a list */
  run(): Promise<Morning> {
    return this.deps.database.transaction((tx) => this.#fill(new OneTransaction(tx)));
  }

  async #fill(database: OneTransaction): Promise<Morning> {
    const now = this.deps.clock.now();
    const { timeZone } = await readSettings(database);
    await this.#people(database, now);
    await this.#history(database, now);
    const ids = await this.#content(database);
    const start = new Replay(database, now, timeZone, this.deps.logger).at(now, DAYS_BACK, '08:00');
    const replay = new Replay(database, start, timeZone, this.deps.logger);
    const journeyId = await this.#journeys(replay, ids, now);
    await bringFile(this.deps.importsOn(database));
    await this.onStep();
    // who was picked up there was written to on the morning after
    return { journeyId, day: localDay(replay.at(now, WIN_BACK_DAYS_BACK - 1, '09:00'), timeZone) };
  }

  async #people(sql: Sql, now: Date): Promise<void> {
    const [cities, zones] = [CITIES.map(([city]) => city), CITIES.map(([, zone]) => zone)];
    await sql.query(CUSTOMERS, [this.deps.people, now, FAMILY_NAMES, GIVEN_NAMES, FIRST_NAMES, LAST_NAMES, cities, zones, CHINESE_CITIES]);
    await this.onStep();
    for (const statement of [IDENTITIES, CONSENTS, SUPPRESSIONS]) await sql.query(statement);
    await sql.query(CATALOGUE, [now]);
    await sql.query(TAG_CATALOGUE, [now]);
    await this.onStep();
  }

  async #history(sql: Sql, now: Date): Promise<void> {
    // the fortnight of the journeys is told by the replay
    await sql.query(DRAW_ORDERS, [addDuration(now, `P${DAYS_BACK}D`, -1)]);
    await this.onStep();
    const columns = [PRODUCTS.map(([product]) => product), PRODUCTS.map(([, category]) => category), PRODUCTS.map(([, , price]) => price)];
    await sql.query(ORDER_LINES, columns);
    await this.onStep();
    await sql.query(ORDERS);
    await this.onStep();
    await sql.query(EVENTS);
    await sql.query(EVENT_CATALOGUE, [now]);
    await this.onStep();
    await sql.query(TRAITS, [now]);
    for (const table of ['customers', 'events', 'orders', 'consents', 'identities']) await sql.query(`ANALYZE ${table}`);
    await this.onStep();
  }

  async #content(database: Database): Promise<Ids> {
    const templates = this.deps.templatesOn(database);
    const segments = new Segments({ database, clock: this.deps.clock });
    await this.#ensureConnector(database);
    const ids: Partial<Record<keyof Ids, string>> = {};
    for (const key of Object.keys(TEMPLATES) as TemplateKey[]) ids[key] = (await templates.createTemplate(TEMPLATES[key])).id;
    for (const { key, name, condition } of SEGMENTS) ids[key] = (await segments.createSegment({ name, condition })).id;
    await this.onStep();
    return ids as Ids;
  }

  /** A paused one that leads nowhere, where the workspace has no way to send mail yet. */
  async #ensureConnector(database: Database): Promise<void> {
    const connectors = this.deps.connectorsOn(database);
    const { items } = await connectors.connectors();
    if (items.some((connector) => connector.channel === 'email')) return;
    const { id } = await connectors.createConnector({
      kind: 'smtp',
      name: 'Demo',
      settings: { host: 'smtp.invalid', port: 25, from: 'Qingshi <hello@shop.example>' },
    });
    await connectors.changeConnector(id, { paused: true });
  }

  /** @returns the id of the win-back journey */
  async #journeys(replay: Replay, ids: Ids, now: Date): Promise<string> {
    const launch = async (name: string, drawing: unknown): Promise<string> => {
      const { id } = await replay.journeys.createJourney({ name, graph: graphSchema.parse(drawing) });
      await replay.journeys.launch(id);
      return id;
    };
    await launch('新客欢迎 · Welcome', welcome(ids));
    let winBackId = '';
    for (let daysAgo = DAYS_BACK; daysAgo > 0; daysAgo -= 1) {
      const morning = replay.clock.now();
      await replay.goTo(replay.at(now, daysAgo, '10:00'));
      if (daysAgo === WIN_BACK_DAYS_BACK) winBackId = await launch('老客唤回 · Win-back', winBack(ids));
      if (daysAgo === 1) await launch('优惠还是新品 · Coupon or news', subjectTest(ids));
      await replay.goTo(replay.at(now, daysAgo, '22:30'));
      await replay.evening(morning);
      await this.onStep();
    }
    await replay.goTo(now);
    return winBackId;
  }
}
