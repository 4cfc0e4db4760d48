import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Dates kept as text, read in SQL as `readInstant` (libs/kernel) reads them; and what an import needs in order to go on where a
 * killed worker left off.
 */
export class InstantsAndImports1795300400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(String.raw`
      -- null where the text is no date; never an error. The cast names a zone, so that it depends on no setting.
      CREATE FUNCTION wayfare_instant(t text) RETURNS timestamptz LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
      DECLARE
        y integer;
        m integer;
        d integer;
      BEGIN
        IF t !~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?)?$' THEN
          RETURN NULL;
        END IF;
        y := substr(t, 1, 4);
        m := substr(t, 6, 2);
        d := substr(t, 9, 2);
        IF y < 1 OR d > (CASE WHEN m = 2 THEN (CASE WHEN y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) THEN 29 ELSE 28 END) WHEN m IN (4, 6, 9, 11) THEN 30 ELSE 31 END) THEN
          RETURN NULL;
        END IF;
        IF length(t) = 10 THEN
          RETURN (t || ' 00:00Z')::timestamptz;
        END IF;
        -- twelve characters of clock: HH:MM:SS.mmm, so that what follows the milliseconds is cut, not rounded
        RETURN (left(t, 10) || ' ' || substring(substr(t, 12, 12) FROM '^[0-9:.]+') || coalesce(substring(substr(t, 17) FROM '[Z+-].*$'), 'Z'))::timestamptz;
      END $$;

      -- the header of the file, in its order; the last line whose rows are in the tables, written with them
      ALTER TABLE imports ADD COLUMN columns text[] NOT NULL DEFAULT '{}', ADD COLUMN applied_line bigint NOT NULL DEFAULT 0;
      -- a file is read once or twice and then removed: compressing it costs more than it saves
      ALTER TABLE import_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;
      -- the import that wrote an order last: its further rows add lines, those of a later import replace them
      ALTER TABLE orders ADD COLUMN import_id bigint;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE orders DROP COLUMN import_id;
      ALTER TABLE import_chunks ALTER COLUMN bytes SET STORAGE EXTENDED;
      ALTER TABLE imports DROP COLUMN columns, DROP COLUMN applied_line;
      DROP FUNCTION wayfare_instant(text);
    `);
  }
}
