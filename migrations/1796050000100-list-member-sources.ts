import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why somebody is on a list: `made` with it, `hand`, `journey:<id>`, `import:<id>`; null: from before this was written down. */
export class ListMemberSources1796050000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE list_members ADD COLUMN source text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE list_members DROP COLUMN source');
  }
}
