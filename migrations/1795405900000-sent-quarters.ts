import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many messages were handed over at each node, by quarter of an hour, in the way of `way_quarters`: the deltas of the messages' totals say in which quarter those that have been sent were handed over, and
 * are added to it as they are folded away. A message that is delivered or comes back goes from one state to another within its quarter, which adds up to nothing. What was sent before is put in by the next migration.
 */
export class SentQuarters1795405900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- the quarter in which it was handed over; null: it has not been sent, or this is a sum, or a delta from before there were quarters
      ALTER TABLE message_totals ADD COLUMN sent_in timestamptz;
      CREATE TABLE sent_quarters (
        journey_id bigint NOT NULL,
        quarter timestamptz NOT NULL,
        node_id text COLLATE "C" NOT NULL,
        messages bigint NOT NULL,
        PRIMARY KEY (journey_id, quarter, node_id)
      );

      CREATE FUNCTION wayfare_sent_in(state text, handed_at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN CASE WHEN state IN ('sent', 'delivered', 'bounced') THEN date_bin('15 minutes', handed_at, '1970-01-01T00:00:00Z') END;

      CREATE OR REPLACE FUNCTION wayfare_total_messages() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          INSERT INTO message_totals (journey_id, version_id, node_id, state, reason, sent_in, messages)
          SELECT journey_id, version_id, node_id, state, reason, wayfare_sent_in(state, handed_at), count(*) FROM after_it GROUP BY 1, 2, 3, 4, 5, 6;
        ELSIF TG_OP = 'DELETE' THEN
          INSERT INTO message_totals (journey_id, version_id, node_id, state, reason, sent_in, messages)
          SELECT journey_id, version_id, node_id, state, reason, wayfare_sent_in(state, handed_at), -count(*) FROM before_it GROUP BY 1, 2, 3, 4, 5, 6;
        ELSE
          INSERT INTO message_totals (journey_id, version_id, node_id, state, reason, sent_in, messages)
          SELECT journey_id, version_id, node_id, state, reason, sent_in, sum(messages) FROM (
            SELECT journey_id, version_id, node_id, state, reason, wayfare_sent_in(state, handed_at) AS sent_in, 1 AS messages FROM after_it
            UNION ALL SELECT journey_id, version_id, node_id, state, reason, wayfare_sent_in(state, handed_at), -1 FROM before_it
          ) changed GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(messages) <> 0;
        END IF;
        RETURN NULL;
      END $$;

      CREATE FUNCTION wayfare_keep_sent_quarters() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO sent_quarters AS kept (journey_id, quarter, node_id, messages)
        SELECT journey_id, sent_in, node_id, sum(messages) FROM gone WHERE sent_in IS NOT NULL
        GROUP BY 1, 2, 3 HAVING sum(messages) <> 0
        ORDER BY 1, 2, 3
        ON CONFLICT (journey_id, quarter, node_id) DO UPDATE SET messages = kept.messages + excluded.messages;
        RETURN NULL;
      END $$;
      CREATE TRIGGER message_totals_kept AFTER DELETE ON message_totals REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION wayfare_keep_sent_quarters();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER message_totals_kept ON message_totals;
      DROP FUNCTION wayfare_keep_sent_quarters();
      CREATE OR REPLACE FUNCTION wayfare_total_messages() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          INSERT INTO message_totals (journey_id, version_id, node_id, state, reason, messages)
          SELECT journey_id, version_id, node_id, state, reason, count(*) FROM after_it GROUP BY journey_id, version_id, node_id, state, reason;
        ELSIF TG_OP = 'DELETE' THEN
          INSERT INTO message_totals (journey_id, version_id, node_id, state, reason, messages)
          SELECT journey_id, version_id, node_id, state, reason, -count(*) FROM before_it GROUP BY journey_id, version_id, node_id, state, reason;
        ELSE
          INSERT INTO message_totals (journey_id, version_id, node_id, state, reason, messages)
          SELECT journey_id, version_id, node_id, state, reason, sum(messages) FROM (
            SELECT journey_id, version_id, node_id, state, reason, 1 AS messages FROM after_it
            UNION ALL SELECT journey_id, version_id, node_id, state, reason, -1 FROM before_it
          ) changed GROUP BY journey_id, version_id, node_id, state, reason HAVING sum(messages) <> 0;
        END IF;
        RETURN NULL;
      END $$;
      DROP FUNCTION wayfare_sent_in(text, timestamptz);
      DROP TABLE sent_quarters;
      ALTER TABLE message_totals DROP COLUMN sent_in;
    `);
  }
}
