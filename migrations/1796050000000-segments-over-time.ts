import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who was in which segment when it was last looked at (decision 031): one row for each person, with the ids of all their segments, so that a night writes only about those who have moved. What a night has
 * found of people is kept for a month, what it has counted for good.
 */
export class SegmentsOverTime1796050000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE customer_segments (
        customer_id bigint PRIMARY KEY,
        -- in order
        segment_ids bigint[] NOT NULL
      ) WITH (fillfactor = 90);

      CREATE TABLE segment_moves (
        customer_id bigint NOT NULL,
        segment_id bigint NOT NULL,
        at timestamptz NOT NULL,
        -- of the workspace
        day date NOT NULL,
        entered boolean NOT NULL,
        PRIMARY KEY (customer_id, segment_id, at)
      );
      CREATE INDEX segment_moves_segment_idx ON segment_moves (segment_id, day, entered, customer_id);
      CREATE INDEX segment_moves_day_idx ON segment_moves (day);

      CREATE TABLE segment_days (
        segment_id bigint NOT NULL,
        day date NOT NULL,
        people bigint NOT NULL,
        -- null: on that day the question was new
        people_entered bigint,
        people_left bigint,
        PRIMARY KEY (segment_id, day)
      );

      CREATE TABLE segment_follows (
        segment_id bigint PRIMARY KEY,
        -- as it stands in the segment, and a digest of what it meant with all segments that it names; null while it is looked at for the first time
        condition jsonb,
        digest text,
        -- since when it means this
        since timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE segment_follows, segment_days, segment_moves, customer_segments');
  }
}
