import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Mails that tell colleagues what they were asked to do (decision 019). A task remembers of which assignment its colleague was told, so that the index holds only those of whom nobody was told yet.
 * Tasks that are open before it comes are taken as told.
 */
export class TaskMails1796020000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users ADD COLUMN task_mails boolean NOT NULL DEFAULT true;

      -- one mail about everything somebody was asked for within some minutes; the row is there before the mail leaves, so that no crash makes a second one
      CREATE TABLE task_mails (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
        -- dropped: nothing of it was left to do, or it was not wanted any more
        state text NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped')),
        attempts integer NOT NULL,
        started_at timestamptz NOT NULL,
        retry_at timestamptz,
        error text,
        CHECK ((state = 'waiting') = (retry_at IS NOT NULL))
      );
      -- while a mail to somebody has not left, what comes meanwhile waits for the next one
      CREATE UNIQUE INDEX task_mails_open_uq ON task_mails (user_id) WHERE state IN ('waiting', 'sending');

      ALTER TABLE tasks
        -- when it was given to its colleague by hand; null: when it was made
        ADD COLUMN assigned_at timestamptz,
        -- of which assignment somebody was told, and by which mail
        ADD COLUMN told_user bigint,
        ADD COLUMN told_since timestamptz,
        ADD COLUMN mail_id bigint;
      UPDATE tasks SET told_user = user_id, told_since = made_at WHERE state = 'open' AND user_id IS NOT NULL;
      CREATE INDEX tasks_untold_idx ON tasks (user_id) WHERE state = 'open' AND user_id IS NOT NULL
        AND (told_user IS DISTINCT FROM user_id OR told_since IS DISTINCT FROM greatest(made_at, assigned_at));
      CREATE INDEX tasks_mail_idx ON tasks (mail_id) WHERE state = 'open' AND mail_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX tasks_mail_idx, tasks_untold_idx;
      ALTER TABLE tasks DROP COLUMN mail_id, DROP COLUMN told_since, DROP COLUMN told_user, DROP COLUMN assigned_at;
      DROP TABLE task_mails;
      ALTER TABLE users DROP COLUMN task_mails;
    `);
  }
}
