import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Imports of more kinds of files and of what is no file; a check before the first row is stored, whose state stands between taking a file in and applying it; and products.
 */
export class ImportFiles1795502000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- how the file is to be read, what it was found to be, what a check found in it, rows that a filter left out, and where it comes from where nobody sent it
      ALTER TABLE imports ADD COLUMN options jsonb NOT NULL DEFAULT '{}', ADD COLUMN facts jsonb NOT NULL DEFAULT '{}', ADD COLUMN report jsonb,
        ADD COLUMN skipped bigint NOT NULL DEFAULT 0, ADD COLUMN origin jsonb;
      ALTER TABLE imports DROP CONSTRAINT imports_kind_check,
        ADD CONSTRAINT imports_kind_check CHECK (kind IN ('customers', 'events', 'orders', 'products', 'consents', 'list'));
      ALTER TABLE imports DROP CONSTRAINT imports_state_check,
        ADD CONSTRAINT imports_state_check CHECK (state IN ('checking', 'checked', 'queued', 'running', 'done', 'failed', 'cancelled'));

      -- what is sold; stands once, since it is no person's and every shard asks for it
      CREATE TABLE products (
        id text COLLATE "C" PRIMARY KEY,
        name text,
        category text,
        -- in minor units of the currency
        price_minor bigint,
        cost_minor bigint,
        currency text,
        attributes jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE INDEX products_category_idx ON products (category);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE products;
      DELETE FROM imports WHERE kind NOT IN ('customers', 'events', 'orders') OR state IN ('checking', 'checked');
      ALTER TABLE imports DROP CONSTRAINT imports_state_check,
        ADD CONSTRAINT imports_state_check CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled'));
      ALTER TABLE imports DROP CONSTRAINT imports_kind_check, ADD CONSTRAINT imports_kind_check CHECK (kind IN ('customers', 'events', 'orders'));
      ALTER TABLE imports DROP COLUMN options, DROP COLUMN facts, DROP COLUMN report, DROP COLUMN skipped, DROP COLUMN origin;
    `);
  }
}
