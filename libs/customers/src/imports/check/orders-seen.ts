import type { ImportCheck } from '@wayfare/contracts';
import type { Tx } from '@wayfare/platform';
import { orderRejects, ownersOf, type Recogniser } from '../apply/order-owners.js';
import { type OrderScene, writeOrders } from '../apply/orders.js';
import type { OrderRow } from '../rows/order-row.js';
import { type MatchedCount, type Seen, shadow } from './matched.js';
import type { PeopleSeen } from './people-seen.js';
import { type CheckedRow, personOf } from './read-row.js';
import { withRejects } from './rejected.js';

const linesOf = (schema: string, order: string): string => `
  SELECT jsonb_agg(jsonb_build_array(l.product, l.category, l.quantity, l.price_minor, l.discount_minor) ORDER BY l.line_no)
  FROM ${schema}.order_lines l WHERE l.customer_id = ${order}.customer_id AND l.order_id = ${order}.id`;

/** The orders of the file held against those that there are. $1 whether the channel is cleared where no row says it, $2 whether the store is, $3 attributes that are cleared */
const COMPARE = `
  SELECT count(*) FILTER (WHERE o.id IS NULL)::int AS made, count(*) FILTER (WHERE o.id IS NOT NULL AND NOT s.same)::int AS changed,
    count(*) FILTER (WHERE s.same)::int AS unchanged
  FROM pg_temp.orders t LEFT JOIN public.orders o ON o.customer_id = t.customer_id AND o.id = t.id,
  LATERAL (
    SELECT o.id IS NOT NULL AND (o.placed_at, o.amount_minor, o.currency, o.channel, o.store, o.attributes) IS NOT DISTINCT FROM (
      t.placed_at, t.amount_minor, t.currency, coalesce(t.channel, CASE WHEN NOT $1::boolean THEN o.channel END),
      coalesce(t.store, CASE WHEN NOT $2::boolean THEN o.store END), (o.attributes - $3::text[]) || t.attributes)
      AND coalesce((${linesOf('pg_temp', 't')}) = (${linesOf('public', 'o')}), NOT EXISTS (
        SELECT FROM pg_temp.order_lines l WHERE l.customer_id = t.customer_id AND l.order_id = t.id)) AS same
  ) s`;

/** Counts the orders of a file by writing them, as the import would, to tables that are gone in the end. */
export class OrdersSeen implements Seen {
  private constructor(
    private readonly tx: Tx,
    private readonly people: PeopleSeen,
    private readonly scene: OrderScene,
  ) {}

  static async begin(tx: Tx, people: PeopleSeen, scene: OrderScene): Promise<OrdersSeen> {
    await shadow(tx, ['orders', 'order_lines']);
    return new OrdersSeen(tx, people, scene);
  }

  async add(rows: readonly CheckedRow[]): Promise<readonly CheckedRow[]> {
    const orders = rows.flatMap(({ thing }) => (thing?.kind === 'order' ? [thing.row] : []));
    const { taken, refused } = await ownersOf(this.tx, orders, this.scene.matching, (asked) => this.recognise(asked));
    await writeOrders(this.tx, taken, this.scene);
    return withRejects(rows, orderRejects(refused, this.scene.width));
  }

  async found(): Promise<Omit<ImportCheck, 'good'>> {
    const { fields, attributes } = this.scene.clears;
    const [matched] = await this.tx.query<MatchedCount & object>(COMPARE, [
      fields.includes('channel'),
      fields.includes('store'),
      attributes,
    ]);
    const { made, known } = await this.people.counted();
    return { newCustomers: made, knownCustomers: known, matched: matched ?? null };
  }

  /** Customers who would be made have ids below zero, which nobody has. */
  private readonly recognise: Recogniser = async (asked: readonly OrderRow[]) => {
    const ids = await this.people.add(asked.map(({ customer }) => personOf(customer)));
    return ids.map((id) => String(-BigInt(id)));
  };
}
