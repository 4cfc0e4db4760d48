import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why somebody's stage or tier changed: the numbers that decided, as they were then. */
export class ValueReasons1796020000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE value_changes ADD COLUMN why jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE value_changes DROP COLUMN why');
  }
}
