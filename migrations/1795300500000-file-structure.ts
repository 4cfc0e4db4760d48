import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an upload was found to be while it came in, so that it is looked through once; and customers known by an address alone. */
export class FileStructure1795300500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE imports ADD COLUMN structure jsonb NOT NULL DEFAULT '{}';
      -- an import of people with external ids asks for addresses only where somebody could still be given one
      CREATE INDEX customers_unnamed_idx ON customers (id) WHERE external_id IS NULL AND erased_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX customers_unnamed_idx;
      ALTER TABLE imports DROP COLUMN structure;
    `);
  }
}
