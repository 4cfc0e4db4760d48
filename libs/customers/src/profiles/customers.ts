import type { BodyOf, Customer, QueryOf, ReplyOf, routes } from '@wayfare/contracts';
import { AppError, type Clock, notFound } from '@wayfare/kernel';
import { type Database, recordChange, type Sql, type Tx } from '@wayfare/platform';
import { lockCreation } from '../identity/creation-lock.js';
import { addIdentities, recognise } from '../identity/recognise.js';
import { readIdentityRules } from '../identity/rules.js';
import { livingOf } from '../merging/who.js';
import { certifyErasure } from '../privacy/erasures.js';
import { refuseUnapproved } from './approved-tags.js';
import { readCatalogue } from './catalogue.js';
import { readDetail } from './detail.js';
import { BLANK_ANSWERS, BLANK_PARTS, ERASE_CUSTOMER, ERASE_TRACES, FORGET_MERGES, PARTS } from './erase.sql.js';
import { readOrderValues } from './order-values.js';
import { readCustomers } from './rows.js';
import { pageOfCustomers } from './search.js';
import { forgetTags, tagsBecause } from './tags.js';
import { readCustomerInput, writeCustomer } from './write.js';

/** In the ledger of erasures those stand too who had become part of somebody. */
const ERASED = 'SELECT erased_at AS "at" FROM erasures WHERE customer_id = $1';
const COUNT = 'SELECT count(*)::int AS total FROM customers WHERE erased_at IS NULL';

/** Customers one by one: making, finding, showing and erasing them. Files and events bring them in by the thousand elsewhere. */
export class Customers {
  constructor(
    private readonly deps: {
      readonly database: Database;
      readonly clock: Clock;
      /** Tells the engine at once of what the product itself notes; absent where nobody waits for it. */
      readonly events?: { announce(batchId: string): Promise<void> };
    },
  ) {}

  /**
   * Makes or updates one customer, found by external id, else e-mail address, else phone number. What is absent stays as it is; attributes are
   * merged, one that is `null` is removed; tags, where given, replace those there are. A former address goes on being recognised.
   */
  async createCustomer(body: BodyOf<typeof routes.createCustomer>): Promise<ReplyOf<typeof routes.createCustomer>> {
    const { database, clock } = this.deps;
    const change = readCustomerInput(body, (await readIdentityRules(database)).callingCode);
    await refuseUnapproved(database, change.tags ?? [], 'tags');
    const now = clock.now();
    const origin = { source: 'api', now };
    const { customer, batchIds } = await database.transaction(async (tx) => {
      await lockCreation(tx);
      const { customers, made } = await recognise(tx, [change.keys], origin);
      const [id] = customers;
      if (!id) throw new Error('a customer with keys was neither found nor made');
      const isNew = made.has(id);
      const before = isNew ? undefined : await this.read(tx, id);
      const batchIds = await writeCustomer(tx, id, change, origin.source, now);
      const { emailKey, phone } = change.keys;
      await addIdentities(tx, [{ id, emailKeys: emailKey ? [emailKey] : [], phones: phone ? [phone] : [] }], origin);
      const after = await this.read(tx, id);
      await recordChange(tx, clock, { action: isNew ? 'created' : 'updated', kind: 'customer', id, before, after });
      return { customer: after, batchIds };
    });
    for (const batchId of batchIds) await this.deps.events?.announce(batchId);
    return customer;
  }

  async customers(query: QueryOf<typeof routes.customers>): Promise<ReplyOf<typeof routes.customers>> {
    const page = await pageOfCustomers(this.deps.database, query);
    if (query.cursor !== undefined || query.query?.trim()) return page;
    const [count] = await this.deps.database.query<{ total: number }>(COUNT);
    return { ...page, total: count?.total ?? 0 };
  }

  /** One customer; by the id of somebody who has become part of them, too. @throws AppError `not_found`, `customer_erased` */
  async customer(id: string): Promise<ReplyOf<typeof routes.customer>> {
    const { database } = this.deps;
    const living = await livingOf(database, id);
    const [customer] = await readCustomers(database, [living]);
    if (!customer) throw await this.gone(id);
    return { ...customer, ...(await readDetail(database, living, this.deps.clock.now())) };
  }

  async catalogue(): Promise<ReplyOf<typeof routes.catalogue>> {
    return readCatalogue(this.deps.database);
  }

  async orderValues(): Promise<ReplyOf<typeof routes.orderValues>> {
    return readOrderValues(this.deps.database);
  }

  /**
   * Forgets a customer in the caller's transaction, who has taken them out of their journeys before; erase.sql.ts says what remains.
   * @throws AppError `not_found` where there is no such customer, or no longer
   */
  async eraseData(tx: Tx, customerId: string): Promise<void> {
    await lockCreation(tx);
    const { tags } = await this.read(tx, customerId);
    const parts = (await tx.query<{ id: string }>(PARTS, [customerId])).map(({ id }) => id);
    await certifyErasure(tx, customerId, parts, this.deps.clock.now());
    for (const id of [...parts, customerId]) for (const statement of ERASE_TRACES) await tx.query(statement, [id]);
    await tx.query(BLANK_PARTS, [parts]);
    for (const statement of FORGET_MERGES) await tx.query(statement, [[...parts, customerId]]);
    await tagsBecause(tx, { origin: 'erasure', at: this.deps.clock.now(), isQuiet: true });
    await tx.query(ERASE_CUSTOMER, [customerId, this.deps.clock.now()]);
    await forgetTags(tx, tags, customerId);
    await tx.query(BLANK_ANSWERS);
  }

  /** Why there is nobody of this number: they were erased, or there never was anybody. */
  private async gone(id: string): Promise<AppError> {
    const [erased] = await this.deps.database.query<{ at: Date }>(ERASED, [id]);
    if (!erased) return notFound('customer', id);
    const erasedAt = erased.at.toISOString();
    return new AppError('customer_erased', 410, 'The customer was erased: nothing is left that says who it was.', { body: { erasedAt } });
  }

  private async read(sql: Sql, id: string): Promise<Customer> {
    const [customer] = await readCustomers(sql, [id]);
    if (!customer) throw notFound('customer', id);
    return customer;
  }
}
