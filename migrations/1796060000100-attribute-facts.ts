import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What attributes mean, and what customers have of each, as it was when it was last looked at (decision 032). */
export class AttributeFacts1796060000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE attribute_catalogue ADD COLUMN label text, ADD COLUMN description text,
        -- look-alikes take no notice of it
        ADD COLUMN IF NOT EXISTS sensitive boolean NOT NULL DEFAULT false,
        -- no longer offered by the builders
        ADD COLUMN retired boolean NOT NULL DEFAULT false;

      CREATE TABLE attribute_facts (
        name text COLLATE "C" PRIMARY KEY,
        -- customers who have it, and all there were
        people bigint NOT NULL,
        total bigint NOT NULL,
        -- of these, whose value is of another kind than the attribute's
        other_kinds bigint NOT NULL,
        last_written_at timestamptz,
        facts jsonb NOT NULL,
        found_at timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE attribute_facts;
      ALTER TABLE attribute_catalogue DROP COLUMN label, DROP COLUMN description, DROP COLUMN IF EXISTS sensitive, DROP COLUMN retired;
    `);
  }
}
