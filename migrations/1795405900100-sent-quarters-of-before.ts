import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was sent before there were quarters: beside what is appended meanwhile, as `way-quarters-of-before` does it. */
export class SentQuartersOfBefore1795405900100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO sent_quarters AS kept (journey_id, quarter, node_id, messages)
      SELECT journey_id, quarter, node_id, sum(messages) FROM (
        SELECT journey_id, wayfare_sent_in(state, handed_at) AS quarter, node_id, count(*) AS messages FROM messages GROUP BY 1, 2, 3
        UNION ALL SELECT journey_id, quarter, node_id, -messages FROM sent_quarters
        UNION ALL SELECT journey_id, sent_in, node_id, -messages FROM message_totals
      ) told
      WHERE quarter IS NOT NULL
      GROUP BY 1, 2, 3 HAVING sum(messages) <> 0
      ORDER BY 1, 2, 3
      ON CONFLICT (journey_id, quarter, node_id) DO UPDATE SET messages = kept.messages + excluded.messages`);
  }

  async down(): Promise<void> {
    // The numbers go with their table; put in a second time they change nothing.
  }
}
