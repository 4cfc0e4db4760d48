import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a queued message waits until `not_before`, where that lies ahead; and which messages the frequency caps neither hold nor count. */
export class Deferrals1795300800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE messages
        ADD COLUMN deferred_by text CHECK (deferred_by IN ('quiet_hours', 'frequency_cap', 'best_time')),
        ADD COLUMN transactional boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE messages DROP COLUMN deferred_by, DROP COLUMN transactional');
  }
}
