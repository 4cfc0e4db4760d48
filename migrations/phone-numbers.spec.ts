import { testDatabase } from '@wayfare/platform/testing';
import { WholePhoneNumbers1796030000500 } from './1796030000500-whole-phone-numbers.js';

const FORMER = ['13800138000', '8613800138000', '01065529988', '+4407911123456', '+8613800138000', '12345'];

describe('phone numbers of before', () => {
  it('become whole wherever they stand, once, and what is no number stays', async () => {
    const database = await testDatabase();
    const runner = database.source.createQueryRunner();
    const at = new Date('2027-03-01T00:00:00Z');
    await database.query(
      'INSERT INTO customers (id, phone, created_at, updated_at) SELECT n, phone, $2, $2 FROM unnest($1::text[]) WITH ORDINALITY AS p (phone, n)',
      [FORMER, at],
    );
    await database.query(
      `INSERT INTO identities (kind, value, customer_id, source, seen_at) SELECT 'phone', phone, id, 'test', $1 FROM customers`,
      [at],
    );
    await database.query(
      `INSERT INTO identities (kind, value, customer_id, source, seen_at) VALUES ('phone', '+8613800138000', 1, 'test', $1), ('posCard', '13800138000', 1, 'test', $1)`,
      [at],
    );
    await database.query(
      `INSERT INTO suppressions (customer_id, channel, address, reason, source, created_at, until)
       VALUES (0, 'sms', '13800138000', 'suppressed', 'person', $1, NULL), (0, 'sms', '+8613800138000', 'suppressed', 'person', $1, $2), (1, 'sms', '13800138000', 'suppressed', 'person', $1, $2)`,
      [at, new Date('2027-04-01T00:00:00Z')],
    );
    await database.query(
      `INSERT INTO merges (id, kept_id, merged_id, rule, cause, actor, at, changed)
       VALUES (7, 1, 3, 'person', '[]', 'test', $1, '{"fields": {"phone": {"was": null, "now": "01065529988"}}, "attributes": {}, "tags": []}')`,
      [at],
    );
    await database.query(
      `INSERT INTO merge_rows (merge_id, kind, rows) VALUES (7, 'identities', '[{"kind": "phone", "value": "01065529988", "given": true}, {"kind": "posCard", "value": "13800138000"}]')`,
    );
    for (const _ of [1, 2]) {
      await new WholePhoneNumbers1796030000500().up(runner);
      const phones = await database.query<{ phone: string }>('SELECT phone FROM customers ORDER BY id');
      expect(phones.map(({ phone }) => phone)).toEqual([
        '+8613800138000',
        '+8613800138000',
        '+861065529988',
        '+447911123456',
        '+8613800138000',
        '12345',
      ]);
      const held = await database.query<{ said: string }>(
        `SELECT customer_id || ' ' || kind || ' ' || value AS said FROM identities ORDER BY customer_id, kind, value`,
      );
      expect(held.map(({ said }) => said)).toEqual([
        '1 phone +8613800138000',
        '1 posCard 13800138000',
        '2 phone +8613800138000',
        '3 phone +861065529988',
        '4 phone +447911123456',
        '5 phone +8613800138000',
        '6 phone 12345',
      ]);
      expect(await database.query('SELECT customer_id::int AS of, address, until IS NULL AS always FROM suppressions ORDER BY 1')).toEqual([
        { of: 0, address: '+8613800138000', always: true },
        { of: 1, address: '+8613800138000', always: false },
      ]);
      expect(await database.query(`SELECT changed->'fields'->'phone' AS phone FROM merges`)).toEqual([
        { phone: { was: null, now: '+861065529988' } },
      ]);
      expect(await database.query('SELECT rows FROM merge_rows')).toEqual([
        {
          rows: [
            { kind: 'phone', value: '+861065529988', given: true },
            { kind: 'posCard', value: '13800138000' },
          ],
        },
      ]);
    }
    await runner.release();
  });
});
