import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs that send through a connector tell by its revision that it has changed: a clock that stands still would not tell them. */
export class ConnectorRevisions1795300550000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE connectors ADD COLUMN revision integer NOT NULL DEFAULT 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE connectors DROP COLUMN revision');
  }
}
