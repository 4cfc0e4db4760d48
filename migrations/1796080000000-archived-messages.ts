import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Messages leave the database too, and what has left it can be read back. `done_rows` says how far the work on an archive has come, counted along its file, so that a worker that dies loses a batch at most and no
 * batch is done twice. `archived_messages` keeps how many messages of each fate stand in files only: the running totals go on counting them, and the self-check knows why there are no rows.
 */
export class ArchivedMessages1796080000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE archives
        ADD COLUMN done_rows bigint NOT NULL DEFAULT 0,
        -- somebody wants its rows back in their table, since then
        ADD COLUMN restore_asked_at timestamptz,
        -- they are; they stay until restored_until
        ADD COLUMN restored_at timestamptz,
        ADD COLUMN restored_until timestamptz,
        -- why the work on it does not go on
        ADD COLUMN problem text CHECK (problem IN ('missing', 'damaged'));
      -- up to which month everything that could go has gone, so that a table is looked through once a month and not every hour
      CREATE TABLE archive_looks (kind text PRIMARY KEY, before date NOT NULL);
      CREATE TABLE archived_messages (
        journey_id bigint NOT NULL,
        version_id bigint NOT NULL,
        node_id text COLLATE "C" NOT NULL,
        state text NOT NULL,
        reason text,
        messages bigint NOT NULL,
        UNIQUE NULLS NOT DISTINCT (journey_id, version_id, node_id, state, reason)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE archived_messages, archive_looks;
      ALTER TABLE archives DROP COLUMN done_rows, DROP COLUMN restore_asked_at, DROP COLUMN restored_at, DROP COLUMN restored_until, DROP COLUMN problem`);
  }
}
