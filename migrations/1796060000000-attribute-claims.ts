import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who said what of a customer, and when (decision 032). Whatever came with a customer is told by two columns of their own row, `origin` and `created_at`; only what somebody said later, or otherwise, has a row here: one for
 * each source, so that a file of a million new people writes none.
 */
export class AttributeClaims1796060000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- whom the attributes came from with which a customer was made; null: that was before it was written down
      ALTER TABLE customers ADD COLUMN origin text;

      CREATE TABLE attribute_claims (
        customer_id bigint NOT NULL,
        -- who has become part of the customer and brought it along; 0: it was said of the customer themselves
        part bigint NOT NULL DEFAULT 0,
        -- the kind, and after a colon which of it: page, api, browser, import:7, feed:3, journey:9
        source text COLLATE "C" NOT NULL,
        -- for each attribute a value (null: there is none) and when it was said, in milliseconds
        said jsonb NOT NULL,
        PRIMARY KEY (customer_id, part, source)
      );

      -- which sources go before which, the strongest first: of one attribute, or ('') of all that have no rule of their own
      CREATE TABLE attribute_rules (
        name text COLLATE "C" PRIMARY KEY,
        sources text[] NOT NULL,
        updated_at timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE attribute_rules, attribute_claims;
      ALTER TABLE customers DROP COLUMN origin;
    `);
  }
}
