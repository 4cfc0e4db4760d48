import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The messages that were there before their totals were. One statement, and so one snapshot: it adds, for each place, what the rows count beyond what has been appended meanwhile, and so it is
 * right whoever sends at the same time, and locks nothing. (Whoever wrote a message before the triggers had come to an end before they were made.)
 */
export class MessageTotalsOfBefore1795405000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO message_totals (journey_id, version_id, node_id, state, reason, messages, folded)
      SELECT journey_id, version_id, node_id, state, reason, sum(messages), true FROM (
        SELECT journey_id, version_id, node_id, state, reason, count(*) AS messages FROM messages GROUP BY journey_id, version_id, node_id, state, reason
        UNION ALL SELECT journey_id, version_id, node_id, state, reason, -messages FROM message_totals
      ) told GROUP BY journey_id, version_id, node_id, state, reason HAVING sum(messages) <> 0`);
  }

  async down(): Promise<void> {
    // The numbers go with their table; put in a second time they change nothing.
  }
}
