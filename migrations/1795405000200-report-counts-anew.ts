import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a worker needs to know in order to count a report anew: when somebody last looked at it, and what the ledgers held when it was counted. */
export class ReportCountsAnew1795405000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE report_counts ADD COLUMN asked_at timestamptz, ADD COLUMN basis text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE report_counts DROP COLUMN asked_at, DROP COLUMN basis');
  }
}
