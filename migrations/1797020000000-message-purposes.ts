import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What messages are for (decision 036): the workspace's own purposes, and on each message the one that its step named. */
export class MessagePurposes1797020000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE message_purposes (
        key text COLLATE "C" PRIMARY KEY CHECK (key ~ '^[a-z][a-z0-9_]{0,29}$'),
        -- what customers read of it, by language: {"en": …, "zh-CN": …}
        names jsonb NOT NULL,
        details jsonb NOT NULL,
        -- it never changes: nobody's answer comes to mean something else afterwards
        basis text NOT NULL CHECK (basis IN ('agreement', 'objection', 'service')),
        created_at timestamptz NOT NULL,
        archived_at timestamptz
      );
      ALTER TABLE messages ADD COLUMN purpose text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE messages DROP COLUMN purpose;
      DROP TABLE message_purposes`);
  }
}
