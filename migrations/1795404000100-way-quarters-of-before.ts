import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What moved before there were quarters. One statement, and so one snapshot: it adds to each quarter what its moves count beyond what has been appended meanwhile, and so it is right whoever steps at the
 * same time, and locks nothing.
 */
export class WayQuartersOfBefore1795404000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO way_quarters AS kept (journey_id, quarter, version_id, kind, from_node, to_node, handle, reason, people)
      SELECT journey_id, quarter, version_id, kind, from_node, to_node, handle, reason, sum(people) FROM (
        SELECT journey_id, date_bin('15 minutes', at, 'epoch') AS quarter, version_id, kind, from_node, to_node, handle, reason, people FROM moves
        UNION ALL SELECT journey_id, quarter, version_id, kind, from_node, to_node, handle, reason, -people FROM way_quarters
        UNION ALL SELECT journey_id, date_bin('15 minutes', at, 'epoch'), version_id, kind, from_node, to_node, handle, reason, -people FROM way_totals WHERE at IS NOT NULL
      ) told
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 HAVING sum(people) <> 0
      ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
      ON CONFLICT (journey_id, quarter, version_id, kind, from_node, to_node, handle, reason) DO UPDATE SET people = kept.people + excluded.people`);
  }

  async down(): Promise<void> {
    // The numbers go with their table; put in a second time they change nothing.
  }
}
