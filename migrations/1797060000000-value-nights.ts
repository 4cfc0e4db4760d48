import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Nights that look only at whoever something may have changed for (decision 040): what the last run was worked out by, and from when; people whose facts are written and not yet told; and the products of which something has
 * changed that value depends on, since nobody knows at once in whose orders they are.
 */
export class ValueNights1797060000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE customer_values ADD COLUMN untold boolean NOT NULL DEFAULT false;
      ALTER TABLE value_findings
        -- what all facts were worked out by; null: not by one thing
        ADD COLUMN read_by text,
        -- from when on something may have changed without anybody's doing, and when everybody was last looked at
        ADD COLUMN read_at timestamptz, ADD COLUMN read_all_at timestamptz;

      CREATE TABLE value_products (product text COLLATE "C" NOT NULL);

      CREATE FUNCTION wayfare_mark_products() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO public.value_products (product) SELECT id FROM changed WHERE cost_minor IS NOT NULL OR category <> '';
        RETURN NULL;
      END $$;
      CREATE FUNCTION wayfare_mark_changed_products() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO public.value_products (product)
        SELECT coalesce(f.id, c.id) FROM former f FULL JOIN changed c ON c.id = f.id
        WHERE (f.cost_minor, f.currency, f.category) IS DISTINCT FROM (c.cost_minor, c.currency, c.category);
        RETURN NULL;
      END $$;
      CREATE TRIGGER products_mark_inserted AFTER INSERT ON products REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION wayfare_mark_products();
      CREATE TRIGGER products_mark_deleted AFTER DELETE ON products REFERENCING OLD TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION wayfare_mark_products();
      CREATE TRIGGER products_mark_updated AFTER UPDATE ON products REFERENCING OLD TABLE AS former NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION wayfare_mark_changed_products();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION wayfare_mark_products() CASCADE;
      DROP FUNCTION wayfare_mark_changed_products() CASCADE;
      DROP TABLE value_products;
      ALTER TABLE value_findings DROP COLUMN read_by, DROP COLUMN read_at, DROP COLUMN read_all_at;
      ALTER TABLE customer_values DROP COLUMN untold;
    `);
  }
}
