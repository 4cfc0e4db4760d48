import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of which a condition knows, each with the column that names the person. */
const WATCHED = { customers: 'id', consents: 'customer_id', events: 'customer_id', list_members: 'customer_id' } as const;

/** The functions that note whom a statement on a table has touched. */
const noting = (table: string, person: string): string => `
  CREATE FUNCTION wayfare_note_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO people_changes (customer_ids) SELECT array_agg(${person}) FROM changed HAVING count(*) > 0;
    RETURN NULL;
  END $$;
  CREATE FUNCTION wayfare_note_changed_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO people_changes (customer_ids)
    SELECT array_agg(${person}) FROM (SELECT ${person} FROM former UNION SELECT ${person} FROM changed) both_sides HAVING count(*) > 0;
    RETURN NULL;
  END $$;`;

/** Calls them after each statement. A statement that names the partition of a shard is one on that, not on the whole table: `relation` is either. */
const watching = (table: string, relation: string): string => `
  CREATE TRIGGER ${table}_noted_new AFTER INSERT ON ${relation} REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION wayfare_note_${table}();
  CREATE TRIGGER ${table}_noted_gone AFTER DELETE ON ${relation} REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION wayfare_note_${table}();
  CREATE TRIGGER ${table}_noted AFTER UPDATE ON ${relation} REFERENCING OLD TABLE AS former NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION wayfare_note_changed_${table}();`;

/** A table and the partitions it is dealt out to, if it is. */
const RELATIONS = 'SELECT $1::text AS name UNION ALL SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = $1::text::regclass';

/**
 * Whom each transaction has touched (decision 025): one row for each statement that changes what a condition may ask of people. It stands once: it is read by the number of a
 * transaction, over all people. `people_changes_kept` says from which transaction on it is complete.
 */
export class PeopleChanges1795507000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE people_changes (
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        customer_ids bigint[] NOT NULL
      );
      -- a thousand ids are gone in an hour: packing them would cost more than it saves
      ALTER TABLE people_changes ALTER customer_ids SET STORAGE EXTERNAL;
      CREATE INDEX people_changes_xid_idx ON people_changes (xid);
      CREATE TABLE people_changes_kept (since xid8 NOT NULL, next xid8 NOT NULL);
      INSERT INTO people_changes_kept SELECT pg_current_xact_id(), pg_current_xact_id();
      ${Object.entries(WATCHED)
        .map(([table, person]) => noting(table, person))
        .join('')}
      -- an address that is to be left alone is that of everybody who has it
      CREATE FUNCTION wayfare_note_suppressions() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO people_changes (customer_ids)
        SELECT array_agg(customer_id) FROM (
          SELECT customer_id FROM changed
          UNION SELECT i.customer_id FROM changed s JOIN identities i ON i.value = lower(s.address) AND i.kind = 'email' WHERE s.channel = 'email'
        ) touched HAVING count(*) > 0;
        RETURN NULL;
      END $$;
      CREATE TRIGGER suppressions_noted_new AFTER INSERT ON suppressions REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION wayfare_note_suppressions();
      CREATE TRIGGER suppressions_noted_gone AFTER DELETE ON suppressions REFERENCING OLD TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION wayfare_note_suppressions();
      CREATE TRIGGER suppressions_noted AFTER UPDATE ON suppressions REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION wayfare_note_suppressions();
    `);
    for (const table of Object.keys(WATCHED)) {
      const relations: { name: string }[] = await runner.query(RELATIONS, [table]);
      for (const { name } of relations) await runner.query(watching(table, name));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER suppressions_noted_new ON suppressions;
      DROP TRIGGER suppressions_noted_gone ON suppressions;
      DROP TRIGGER suppressions_noted ON suppressions;
      DROP FUNCTION wayfare_note_suppressions();
      ${Object.keys(WATCHED)
        .map((table) => `DROP FUNCTION wayfare_note_${table}(), wayfare_note_changed_${table}() CASCADE;`)
        .join('')}
      DROP TABLE people_changes_kept, people_changes;
    `);
  }
}
