import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a journey's versions need of a worker: one of a release before them leaves it alone (docs/operations.md, "Updating without a pause"). */
export class JourneyNeeds1795407000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE journeys ADD COLUMN needs smallint NOT NULL DEFAULT 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE journeys DROP COLUMN needs');
  }
}
