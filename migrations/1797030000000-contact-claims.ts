import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who said which e-mail address, phone number, time zone and language of a customer (decision 037): beside what they say of attributes, in a column of its own, since attributes may be called the same. */
export class ContactClaims1797030000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // for each field a value and when it was said, in milliseconds
    await runner.query("ALTER TABLE attribute_claims ADD COLUMN contact jsonb NOT NULL DEFAULT '{}'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE attribute_claims DROP COLUMN contact');
  }
}
