import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a connector has ever handed something over as it is set up now: until then nobody knows whether it works. */
export class ProvenConnectors1795404000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE connectors ADD COLUMN proven boolean NOT NULL DEFAULT false;
      UPDATE connectors c SET proven = true
      WHERE EXISTS (SELECT FROM messages m WHERE m.connector_id = c.id AND m.state IN ('sent', 'delivered', 'bounced'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE connectors DROP COLUMN proven');
  }
}
