import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Consent that somebody still has to confirm (decision 036): what was asked for on their behalf, where the question went, and until when its answer counts. Nothing that sends knows of it: until it is confirmed it is no
 * consent.
 */
export class ConsentRequests1797020000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE consent_requests (
        customer_id bigint NOT NULL,
        -- a key of the ledger: a channel, or a purpose by a channel
        channel text NOT NULL,
        address text NOT NULL,
        source text NOT NULL,
        actor text,
        proof jsonb,
        asked_at timestamptz NOT NULL,
        -- when journeys were last told, so that a form that is sent again and again makes no mail each time
        told_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        PRIMARY KEY (customer_id, channel)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE consent_requests');
  }
}
