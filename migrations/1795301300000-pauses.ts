import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each pause of a journey, so that what was received in it can be told from what was not, and what was chosen at its end is kept. `skipped_at`: what came due
 * before this instant goes on without its messages.
 */
export class Pauses1795301300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE journeys ADD COLUMN skipped_at timestamptz;
      CREATE TABLE journey_pauses (
        journey_id bigint NOT NULL REFERENCES journeys ON DELETE CASCADE,
        from_at timestamptz NOT NULL,
        until_at timestamptz,
        overdue text CHECK (overdue IN ('now', 'shift', 'skip')),
        PRIMARY KEY (journey_id, from_at)
      );
      INSERT INTO journey_pauses (journey_id, from_at) SELECT id, paused_at FROM journeys WHERE state = 'paused' AND paused_at IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE journey_pauses;
      ALTER TABLE journeys DROP COLUMN skipped_at`);
  }
}
