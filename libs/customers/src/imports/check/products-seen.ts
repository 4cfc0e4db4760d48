import type { ImportCheck } from '@wayfare/contracts';
import type { Tx } from '@wayfare/platform';
import { type ProductScene, productRejects, splitKnown, writeProducts } from '../apply/products.js';
import { type MatchedCount, type Seen, shadow } from './matched.js';
import type { CheckedRow } from './read-row.js';
import { withRejects } from './rejected.js';

const kept = (field: string, column: string): string =>
  `coalesce(t.${column}, CASE WHEN '${field}' <> ALL ($1::text[]) THEN p.${column} END)`;
const keptMoney = (field: string, column: string): string =>
  `coalesce(t.${column}, CASE WHEN p.currency = t.currency AND '${field}' <> ALL ($1::text[]) THEN p.${column} END)`;

/** The products of the file held against those that there are. $1 fields that are cleared, $2 attributes that are */
const COMPARE = `
  SELECT count(*) FILTER (WHERE p.id IS NULL)::int AS made, count(*) FILTER (WHERE p.id IS NOT NULL AND NOT s.same)::int AS changed,
    count(*) FILTER (WHERE s.same)::int AS unchanged
  FROM pg_temp.products t LEFT JOIN public.products p USING (id),
  LATERAL (
    SELECT p.id IS NOT NULL AND (p.name, p.category, p.price_minor, p.cost_minor, p.currency, p.attributes) IS NOT DISTINCT FROM (
      ${kept('name', 'name')}, ${kept('category', 'category')}, ${keptMoney('price', 'price_minor')}, ${keptMoney('cost', 'cost_minor')},
      t.currency, (p.attributes - $2::text[]) || t.attributes) AS same
  ) s`;

/** Counts the products of a file by writing them, as the import would, to a table that is gone in the end. */
export class ProductsSeen implements Seen {
  private constructor(
    private readonly tx: Tx,
    private readonly scene: ProductScene,
  ) {}

  static async begin(tx: Tx, scene: ProductScene): Promise<ProductsSeen> {
    await shadow(tx, ['products']);
    return new ProductsSeen(tx, scene);
  }

  async add(rows: readonly CheckedRow[]): Promise<readonly CheckedRow[]> {
    const products = rows.flatMap(({ thing }) => (thing?.kind === 'product' ? [thing.row] : []));
    const { taken, refused } = await splitKnown(this.tx, products, this.scene.matching);
    await writeProducts(this.tx, taken, this.scene);
    return withRejects(rows, productRejects(refused, this.scene.width));
  }

  async found(): Promise<Omit<ImportCheck, 'good'>> {
    const { fields, attributes } = this.scene.clears;
    const [matched] = await this.tx.query<MatchedCount & object>(COMPARE, [fields, attributes]);
    return { newCustomers: 0, knownCustomers: 0, matched: matched ?? null };
  }
}
