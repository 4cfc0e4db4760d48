import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People who move over to the next version of their journey. A `switch` is two moves, one out of the old version and one into the new one, so that what comes in and goes out adds
 * up for each version; of the journey it is neither an entry nor an exit. `switched_at`: when a cohort last did so. Equal to `due_at`: what its node does is to be done anew.
 */
export class Edits1795301000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // whatever passed the narrower check passes the wider one: the table need not be read
    await runner.query(`
      ALTER TABLE moves DROP CONSTRAINT moves_kind_check;
      ALTER TABLE moves ADD CONSTRAINT moves_kind_check CHECK (kind IN ('enter', 'step', 'wake', 'leave', 'exit', 'switch')) NOT VALID;
      ALTER TABLE cohorts ADD COLUMN switched_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // the log keeps its switches, which the code before this migration reads as leaving and coming in
    await runner.query(`
      UPDATE moves SET kind = CASE WHEN to_node IS NULL THEN 'leave' ELSE 'enter' END WHERE kind = 'switch';
      UPDATE way_totals SET kind = CASE WHEN to_node IS NULL THEN 'leave' ELSE 'enter' END WHERE kind = 'switch';
      ALTER TABLE moves DROP CONSTRAINT moves_kind_check;
      ALTER TABLE moves ADD CONSTRAINT moves_kind_check CHECK (kind IN ('enter', 'step', 'wake', 'leave', 'exit'));
      ALTER TABLE cohorts DROP COLUMN switched_at`);
  }
}
