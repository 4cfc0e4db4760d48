import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The readings of the response report, and the morning mail that tells of the first ones. */
export class ReportReadings1795300700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- a report as it stood at one instant; kept beside the later ones and never written again
      CREATE TABLE report_readings (
        journey_id bigint NOT NULL REFERENCES journeys ON DELETE CASCADE,
        day date NOT NULL,
        reading text NOT NULL CHECK (reading IN ('first', 'd3', 'd7')),
        taken_at timestamptz NOT NULL,
        body jsonb NOT NULL,
        PRIMARY KEY (journey_id, day, reading)
      );

      -- who gets the morning mail, about which journey; null: about all of them
      CREATE TABLE report_subscriptions (
        user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
        journey_id bigint REFERENCES journeys ON DELETE CASCADE,
        created_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX report_subscriptions_journey_uq ON report_subscriptions (user_id, journey_id) WHERE journey_id IS NOT NULL;
      CREATE UNIQUE INDEX report_subscriptions_all_uq ON report_subscriptions (user_id) WHERE journey_id IS NULL;

      -- one mail for each user and send day; the row is there before the mail leaves, so that no crash makes a second one
      CREATE TABLE report_mails (
        user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
        day date NOT NULL,
        state text NOT NULL CHECK (state IN ('sending', 'waiting', 'sent', 'failed', 'unknown')),
        attempts integer NOT NULL,
        started_at timestamptz NOT NULL,
        retry_at timestamptz,
        error text,
        PRIMARY KEY (user_id, day)
      );
      CREATE INDEX report_mails_open_idx ON report_mails (state, retry_at) WHERE state IN ('sending', 'waiting');

      -- whether somebody was held out on a day, without reading every cohort of the journey
      CREATE INDEX cohorts_held_out_idx ON cohorts (journey_id, held_out_at) WHERE held_out_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX cohorts_held_out_idx;
      DROP TABLE report_mails, report_subscriptions, report_readings;
    `);
  }
}
