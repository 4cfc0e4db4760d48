import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What dispatch needs beyond the message ledger (decision 005): the pace of each connector, and queued messages by journey. */
export class Dispatch1795300450000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row for each connector, apart from its settings since dispatch writes it all the time. next_at, by the database's own clock, is the
      -- first instant that no worker has taken yet; failures and retry_at, by the product's clock, are the provider's state of health.
      CREATE TABLE connector_pace (
        connector_id bigint PRIMARY KEY REFERENCES connectors ON DELETE CASCADE,
        next_at timestamptz NOT NULL DEFAULT '-infinity',
        failures integer NOT NULL DEFAULT 0,
        retry_at timestamptz
      ) WITH (fillfactor = 50);

      -- by journey, so that a paused one is stepped over whole and the others share what is claimed
      DROP INDEX messages_queued_idx;
      CREATE INDEX messages_queued_idx ON messages (connector_id, journey_id, not_before) WHERE state = 'queued';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX messages_queued_idx;
      CREATE INDEX messages_queued_idx ON messages (connector_id, not_before) WHERE state = 'queued';
      DROP TABLE connector_pace;
    `);
  }
}
