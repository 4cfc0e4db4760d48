import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a report said when it was last counted, where counting takes long: read instead, and counted anew behind it. */
export class ReportCounts1795301400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report_counts (
        journey_id bigint NOT NULL,
        day date NOT NULL,
        counted_at timestamptz NOT NULL,
        took_ms integer NOT NULL,
        body jsonb NOT NULL,
        PRIMARY KEY (journey_id, day)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE report_counts');
  }
}
