import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The priority that a version's plan names, where statements that compare journeys find it without reading plans. */
export class Priority1795301310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE journey_versions
        ADD COLUMN priority smallint GENERATED ALWAYS AS (coalesce((plan #>> '{settings,priority}')::smallint, 5)) STORED`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE journey_versions DROP COLUMN priority');
  }
}
