import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What colleagues have the product work out of what people did and bought (decision 027). What it comes to stands in `customers.attributes`. */
export class Traits1796010000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE traits (
        name text COLLATE "C" PRIMARY KEY,
        description text NOT NULL,
        formula jsonb NOT NULL,
        kind text NOT NULL,
        -- rises with each change of the formula; where it has been worked out for everybody as it is, both are the same
        revision integer NOT NULL DEFAULT 1,
        found_revision integer NOT NULL DEFAULT 0,
        found_at timestamptz,
        paused_at timestamptz,
        -- it goes once nobody has it any more
        removed_at timestamptz,
        created_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE traits');
  }
}
