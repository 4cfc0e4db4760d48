import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of which conditions know from now on (decision 025). */
const WATCHED = ['orders', 'order_lines'] as const;

const noting = (table: string): string => `
  CREATE FUNCTION wayfare_note_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO people_changes (customer_ids) SELECT array_agg(DISTINCT customer_id) FROM changed HAVING count(*) > 0;
    RETURN NULL;
  END $$;
  CREATE FUNCTION wayfare_note_changed_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO people_changes (customer_ids)
    SELECT array_agg(customer_id) FROM (SELECT customer_id FROM former UNION SELECT customer_id FROM changed) both_sides HAVING count(*) > 0;
    RETURN NULL;
  END $$;`;

const watching = (table: string, relation: string): string => `
  CREATE TRIGGER ${table}_noted_new AFTER INSERT ON ${relation} REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION wayfare_note_${table}();
  CREATE TRIGGER ${table}_noted_gone AFTER DELETE ON ${relation} REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION wayfare_note_${table}();
  CREATE TRIGGER ${table}_noted AFTER UPDATE ON ${relation} REFERENCING OLD TABLE AS former NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION wayfare_note_changed_${table}();`;

const RELATIONS = 'SELECT $1::text AS name UNION ALL SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = $1::text::regclass';

/** Makes what was remembered before this transaction too old: its snapshot is no later than the transaction itself. */
const TOO_OLD = 'UPDATE people_changes_kept SET since = greatest(since, (pg_current_xact_id()::text::bigint + 1)::text::xid8);';

/** Currencies that have no minor unit, and those that have another number of digits than two, as the runtime's own table says (a test compares them). */
const WHOLE =
  'ADP AFN ALL BIF BYR CLP COP DJF ESP GNF HUF IDR IQD IRR ISK ITL JPY KMF KPW KRW LAK LBP LUF MGA MGF MMK MRO PKR PYG RWF SLL SOS STD SYP TMM TRL UGX UYI VND VUV XAF XOF XPF YER ZMK ZWD';
const listed = (currencies: string): string =>
  currencies
    .split(' ')
    .map((currency) => `'${currency}'`)
    .join(', ');

/**
 * Conditions about orders. Whom a statement on orders or their lines has touched is written down like a change of the person. The category of a line may be its product's, and nobody knows at once
 * whose lines those are: so a product that changes its category makes all images of columns too old (`people_changes_kept`), and the tables answer until new ones are there.
 */
export class OrderConditions1796040000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION wayfare_minor_units(currency text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN currency IN (${listed(WHOLE)}) THEN 1 WHEN currency IN ('BHD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 1000
          WHEN currency IN ('CLF', 'UYW') THEN 10000 ELSE 100 END::numeric
      $$;
      ${WATCHED.map(noting).join('')}
      CREATE FUNCTION wayfare_note_products() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM changed WHERE nullif(category, '') IS NOT NULL) THEN
          ${TOO_OLD}
        END IF;
        RETURN NULL;
      END $$;
      CREATE FUNCTION wayfare_note_changed_products() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM former f FULL JOIN changed c ON c.id = f.id WHERE f.category IS DISTINCT FROM c.category) THEN
          ${TOO_OLD}
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER products_noted_new AFTER INSERT ON products REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION wayfare_note_products();
      CREATE TRIGGER products_noted_gone AFTER DELETE ON products REFERENCING OLD TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION wayfare_note_products();
      CREATE TRIGGER products_noted AFTER UPDATE ON products REFERENCING OLD TABLE AS former NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION wayfare_note_changed_products();
    `);
    for (const table of WATCHED) {
      const relations: { name: string }[] = await runner.query(RELATIONS, [table]);
      for (const { name } of relations) await runner.query(watching(table, name));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${[...WATCHED, 'products'].map((table) => `DROP FUNCTION wayfare_note_${table}(), wayfare_note_changed_${table}() CASCADE;`).join('')}
      DROP FUNCTION wayfare_minor_units(text);
    `);
  }
}
