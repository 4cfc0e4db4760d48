import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many went each way, by quarter of an hour, so that a journey of a year is replayed without reading its moves. A quarter is what every zone's midnight falls on: a day of any
 * zone is a sum of whole quarters. The deltas that each statement appends to the running totals now say when; as they are folded away, whoever folds them, they are added to their
 * quarter in the same statement. So the quarters and the deltas that are still open tell the whole story at every commit, each move once. What moved before is put in by the next migration.
 */
export class WayQuarters1795404000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- null: a sum, or a delta from before there were quarters
      ALTER TABLE way_totals ADD COLUMN at timestamptz;
      CREATE TABLE way_quarters (
        journey_id bigint NOT NULL,
        quarter timestamptz NOT NULL,
        version_id bigint NOT NULL,
        kind text NOT NULL,
        from_node text COLLATE "C",
        to_node text COLLATE "C",
        handle text,
        reason text,
        people bigint NOT NULL,
        UNIQUE NULLS NOT DISTINCT (journey_id, quarter, version_id, kind, from_node, to_node, handle, reason)
      );

      CREATE OR REPLACE FUNCTION wayfare_total_moves() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO way_totals (journey_id, version_id, kind, from_node, to_node, handle, reason, people, at)
        SELECT journey_id, version_id, kind, from_node, to_node, handle, reason, sum(people), at
        FROM appended GROUP BY journey_id, version_id, kind, from_node, to_node, handle, reason, at;
        RETURN NULL;
      END $$;

      CREATE FUNCTION wayfare_keep_way_quarters() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO way_quarters AS kept (journey_id, quarter, version_id, kind, from_node, to_node, handle, reason, people)
        SELECT journey_id, date_bin('15 minutes', at, 'epoch'), version_id, kind, from_node, to_node, handle, reason, sum(people)
        FROM gone WHERE at IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
        ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
        ON CONFLICT (journey_id, quarter, version_id, kind, from_node, to_node, handle, reason) DO UPDATE SET people = kept.people + excluded.people;
        RETURN NULL;
      END $$;
      CREATE TRIGGER way_totals_kept AFTER DELETE ON way_totals REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION wayfare_keep_way_quarters();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER way_totals_kept ON way_totals;
      DROP FUNCTION wayfare_keep_way_quarters();
      CREATE OR REPLACE FUNCTION wayfare_total_moves() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO way_totals (journey_id, version_id, kind, from_node, to_node, handle, reason, people)
        SELECT journey_id, version_id, kind, from_node, to_node, handle, reason, sum(people)
        FROM appended GROUP BY journey_id, version_id, kind, from_node, to_node, handle, reason;
        RETURN NULL;
      END $$;
      DROP TABLE way_quarters;
      ALTER TABLE way_totals DROP COLUMN at;
    `);
  }
}
