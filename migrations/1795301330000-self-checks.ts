import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When the engine last looked after itself, by the database's clock, which is one for all workers and never jumps: `look` is its sign of life, `totals` and `full` the
 * checks of conservation and what they found.
 */
export class SelfChecks1795301330000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE self_checks (
        kind text PRIMARY KEY CHECK (kind IN ('look', 'totals', 'full')),
        begun_at timestamptz,
        ran_at timestamptz,
        took_ms integer NOT NULL DEFAULT 0,
        differences jsonb NOT NULL DEFAULT '[]'
      );
      INSERT INTO self_checks (kind) VALUES ('look'), ('totals'), ('full')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE self_checks');
  }
}
