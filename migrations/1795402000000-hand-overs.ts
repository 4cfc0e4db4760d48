import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People who leave one journey to come into another. They are those of the cohort that left, so one row says it of fifty thousand; who of them came in is said by their stays. `leads_to`: the journeys that
 * a version hands people over to, where statements find them without reading plans.
 */
export class HandOvers1795402000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE hand_overs (
        cohort_id bigint PRIMARY KEY,
        journey_id bigint NOT NULL,
        node_id text COLLATE "C" NOT NULL,
        to_journey_id bigint NOT NULL,
        at timestamptz NOT NULL,
        -- entering: the journey is told of no events until they are in
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'entering', 'done', 'refused')),
        -- of the refused: why nobody came in
        reason text CHECK (reason IN ('not_running', 'paused')),
        done_at timestamptz,
        entered integer NOT NULL DEFAULT 0,
        held_out integer NOT NULL DEFAULT 0,
        turned_away integer NOT NULL DEFAULT 0
      );
      CREATE INDEX hand_overs_open_idx ON hand_overs (to_journey_id, at) WHERE state IN ('open', 'entering');
      ALTER TABLE journey_versions ADD COLUMN leads_to jsonb
        GENERATED ALWAYS AS (jsonb_path_query_array(plan, '$.steps.* ? (@.kind == "go-to").journeyId')) STORED`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE journey_versions DROP COLUMN leads_to;
      DROP TABLE hand_overs`);
  }
}
