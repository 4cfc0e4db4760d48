import type { BodyOf, List, ListOrigin, QueryOf, ReplyOf, routes } from '@wayfare/contracts';
import { pageOfCustomers } from '@wayfare/customers';
import { type Clock, type Condition, notFound, unprocessable } from '@wayfare/kernel';
import { currentActor, type Database, recordChange, type Sql, type Tx } from '@wayfare/platform';
import { resolveSegments } from '../condition/resolve.js';
import { conditionToSql } from '../condition/to-sql.js';
import { ALIKE_FOUND, FILL_LIST } from '../look-alikes/look-alikes.sql.js';
import { pageByName } from '../page.js';
import { checkCondition } from '../segments/check.js';
import { asCondition, readSegment } from '../segments/rows.js';
import { refuseUsedList, usesOfList } from '../segments/uses.js';

export type ReportOrigin = Extract<ListOrigin, { report: unknown }>['report'];

/** Whom a number of a report stands for; the reports answer, in portions. */
export interface ReportPeopleSource {
  customerIds(origin: ReportOrigin): AsyncIterable<string[]>;
}

type AlikeOrigin = Extract<ListOrigin, { lookAlike: unknown }>['lookAlike'];
type CombinedOrigin = Extract<ListOrigin, { lists: unknown }>;

export type NodeOrigin = Extract<ListOrigin, { node: unknown }>['node'];

/** Whom a number on the canvas stands for; the engine answers with a query, so that its people never leave the database. */
export interface NodePeopleSource {
  /** A SELECT of `customer_id`, with repetitions, and its parameters `$1` …; throws where there is no such journey. */
  query(sql: Sql, origin: NodeOrigin): Promise<{ readonly text: string; readonly parameters: readonly unknown[] }>;
}

interface ListsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly reportPeople: ReportPeopleSource;
  readonly nodePeople: NodePeopleSource;
}

interface ListRow {
  id: string;
  name: string;
  people: number;
  origin: Record<string, unknown>;
  createdAt: Date;
}

const COLUMNS = `
  id, name, origin, created_at AS "createdAt", (SELECT count(*)::int FROM list_members m WHERE m.list_id = lists.id) AS people`;
const INSERT = 'INSERT INTO lists (name, origin, created_by, created_at) VALUES ($1, $2, $3, $4) RETURNING id';
const ADD = `
  INSERT INTO list_members (list_id, customer_id, added_at, source)
  SELECT $1, c.id, $2, $4 FROM customers c WHERE c.erased_at IS NULL AND c.id = ANY ($3::bigint[]) ORDER BY c.id ON CONFLICT DO NOTHING`;
/** When and why people came onto a list. */
const MEMBERSHIPS = `
  SELECT customer_id AS id, added_at AS "addedAt", source FROM list_members WHERE list_id = $1 AND customer_id = ANY ($2::bigint[])`;
/** How somebody came who came with the list. */
const MADE = 'made';
const BY_HAND = 'hand';

const REMOVE = 'DELETE FROM list_members WHERE list_id = $1 AND customer_id = ANY ($2::bigint[])';

const onList = (list: string): Condition => ({ list });

/** What other lists have to do with each other, as a condition: set operations are what conditions say anyway. */
const combined = ({ lists, how }: CombinedOrigin): Condition => {
  const [first, ...others] = lists.map(onList);
  if (how !== 'firstOnly') return how === 'any' ? { any: lists.map(onList) } : { all: lists.map(onList) };
  return { all: [first ?? { any: [] }, { not: { any: others } }] };
};

const toList = (row: ListRow): List => ({ ...row, createdAt: row.createdAt.toISOString() });
/** What is kept of where a list came from: the question, not thousands of ids. */
const keptOrigin = (from: ListOrigin): object => ('customers' in from ? { customers: from.customers.length } : from);

/** Lists: people one by one, as they were when the list was made. */
export class Lists {
  constructor(private readonly deps: ListsDeps) {}

  async lists(query: QueryOf<typeof routes.lists>): Promise<ReplyOf<typeof routes.lists>> {
    return pageByName(this.deps.database, { table: 'lists', columns: COLUMNS }, query, toList);
  }

  async createList({ name, from }: BodyOf<typeof routes.createList>): Promise<ReplyOf<typeof routes.createList>> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const [row] = await tx.query<{ id: string }>(INSERT, [name, JSON.stringify(keptOrigin(from)), currentActor(), clock.now()]);
      if (!row) throw new Error('the list was not inserted');
      await this.fill(tx, row.id, from);
      const after = await this.read(tx, row.id);
      await recordChange(tx, clock, { action: 'created', kind: 'list', id: row.id, after });
      return after;
    });
  }

  async list(id: string): Promise<ReplyOf<typeof routes.list>> {
    return this.read(this.deps.database, id);
  }

  async listUses(id: string): Promise<ReplyOf<typeof routes.listUses>> {
    await this.read(this.deps.database, id);
    return { uses: await usesOfList(this.deps.database, id) };
  }

  async listCustomers(id: string, query: QueryOf<typeof routes.listCustomers>): Promise<ReplyOf<typeof routes.listCustomers>> {
    await this.read(this.deps.database, id);
    const { database } = this.deps;
    const onList = { text: 'c.id IN (SELECT customer_id FROM list_members WHERE list_id = $1)', parameters: [id] };
    const { items, next } = await pageOfCustomers(database, query, onList);
    const rows = await database.query<{ id: string; addedAt: Date; source: string | null }>(MEMBERSHIPS, [id, items.map((one) => one.id)]);
    const memberships = new Map(
      rows.map(({ id: customerId, addedAt, source }) => [customerId, { addedAt: addedAt.toISOString(), source }]),
    );
    return { items: items.map((customer) => ({ ...customer, membership: memberships.get(customer.id) ?? null })), next };
  }

  /** Puts people on a list and takes others off it; who is erased, or not there, is passed over. */
  async changeListMembers(
    id: string,
    { add = [], remove = [] }: BodyOf<typeof routes.changeListMembers>,
  ): Promise<ReplyOf<typeof routes.changeListMembers>> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const before = await this.read(tx, id);
      if (add.length > 0) await tx.query(ADD, [id, clock.now(), add, BY_HAND]);
      if (remove.length > 0) await tx.query(REMOVE, [id, remove]);
      const after = await this.read(tx, id);
      await recordChange(tx, clock, { action: 'updated', kind: 'list', id, before, after });
      return after;
    });
  }

  /** @throws AppError `in_use` where a segment, or a journey under way, names it */
  async deleteList(id: string): Promise<void> {
    await this.deps.database.transaction(async (tx) => {
      const before = await this.read(tx, id);
      await refuseUsedList(tx, id);
      await tx.query('DELETE FROM list_members WHERE list_id = $1', [id]);
      await tx.query('DELETE FROM lists WHERE id = $1', [id]);
      await recordChange(tx, this.deps.clock, { action: 'deleted', kind: 'list', id, before });
    });
  }

  private async fill(tx: Tx, id: string, from: ListOrigin): Promise<void> {
    const now = this.deps.clock.now();
    if ('customers' in from) return void (await tx.query(ADD, [id, now, from.customers, MADE]));
    if ('report' in from) {
      for await (const ids of this.deps.reportPeople.customerIds(from.report)) await tx.query(ADD, [id, now, ids, MADE]);
      return;
    }
    if ('lookAlike' in from) return this.fillAlike(tx, id, from.lookAlike, now);
    if ('node' in from) return this.fillFromNode(tx, id, from.node, now);
    if ('segment' in from) await readSegment(tx, from.segment);
    const condition = 'segment' in from ? asCondition(from.segment) : 'lists' in from ? combined(from) : from.condition;
    await checkCondition(tx, condition);
    await this.fillBy(tx, id, condition, now);
  }

  private async fillAlike(tx: Tx, id: string, { id: search, size }: AlikeOrigin, now: Date): Promise<void> {
    const [found] = await tx.query(ALIKE_FOUND, [search]);
    if (!found) throw unprocessable('nobody_alike', `The search ${search} has found nobody, or is not done.`);
    await tx.query(FILL_LIST, [id, now, search, size]);
  }

  private async fillFromNode(tx: Tx, id: string, origin: NodeOrigin, now: Date): Promise<void> {
    const { text, parameters } = await this.deps.nodePeople.query(tx, origin);
    const next = parameters.length + 1;
    await tx.query(
      `INSERT INTO list_members (list_id, customer_id, added_at, source)
       SELECT $${next}, c.id, $${next + 1}, '${MADE}' FROM customers c WHERE c.erased_at IS NULL AND c.id IN (${text}) ORDER BY c.id`,
      [...parameters, id, now],
    );
  }

  private async fillBy(tx: Tx, id: string, condition: Condition, now: Date): Promise<void> {
    const where = conditionToSql(await resolveSegments(tx, condition), { now, firstParameter: 3, customer: 'c' });
    await tx.query(
      `INSERT INTO list_members (list_id, customer_id, added_at, source) SELECT $1, c.id, $2, '${MADE}' FROM customers c WHERE c.erased_at IS NULL AND ${where.text} ORDER BY c.id`,
      [id, now, ...where.parameters],
    );
  }

  private async read(sql: Sql, id: string): Promise<List> {
    const [row] = await sql.query<ListRow>(`SELECT ${COLUMNS} FROM lists WHERE id = $1`, [id]);
    if (!row) throw notFound('list', id);
    return toList(row);
  }
}
