import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders are found by their number alone, whoever's they are; and what is read from a source says what its rows do to what there is already. */
export class RowMatching1797040000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX orders_id_idx ON orders (id);
      ALTER TABLE source_feeds ADD COLUMN matching jsonb NOT NULL DEFAULT '{}';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE source_feeds DROP COLUMN matching;
      DROP INDEX orders_id_idx;
    `);
  }
}
