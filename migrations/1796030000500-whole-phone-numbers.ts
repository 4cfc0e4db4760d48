import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const PORTION = 5_000;
const MOBILE_OF_CHINA = '^0?1[3-9][0-9]{9}$';

/** Numbers as they stand, but those that are whole already. A `+` with a zero soon after it has the prefix for calls within the country in it, which nobody dials from abroad. */
const GATHER = `
  INSERT INTO pg_temp.phone_forms (former)
  SELECT value FROM identities WHERE kind = 'phone' UNION SELECT phone FROM customers WHERE phone IS NOT NULL
  UNION SELECT address FROM suppressions WHERE channel = 'sms'`;
const WHOLE = `DELETE FROM pg_temp.phone_forms WHERE former ~ '^[+][1-9][0-9]{7,14}$' AND former !~ '^[+][1-9][0-9]{0,2}0'`;

/** Numbers the library must be asked about, in the order of their text. `$1` after which */
const ASKED = `SELECT former FROM pg_temp.phone_forms WHERE form IS NULL AND former > $1 ORDER BY former LIMIT ${PORTION}`;
const TELL =
  'UPDATE pg_temp.phone_forms f SET form = p.form FROM unnest($1::text[], $2::text[]) AS p (former, form) WHERE f.former = p.former';

/** One statement for each place where a number stands. What a merge moved or changed is taken back by its value: it is written there as well. */
const REWRITE: readonly string[] = [
  'UPDATE customers c SET phone = f.form FROM pg_temp.phone_forms f WHERE c.phone = f.former',
  `WITH gone AS (
     DELETE FROM identities i USING pg_temp.phone_forms f WHERE i.kind = 'phone' AND i.value = f.former RETURNING f.form, i.customer_id, i.source, i.seen_at
   )
   INSERT INTO identities (kind, value, customer_id, source, seen_at)
   SELECT DISTINCT ON (form, customer_id) 'phone', form, customer_id, source, seen_at FROM gone ORDER BY form, customer_id, seen_at ON CONFLICT DO NOTHING`,
  `WITH gone AS (
     DELETE FROM suppressions s USING pg_temp.phone_forms f WHERE s.channel = 'sms' AND s.address = f.former
     RETURNING s.customer_id, f.form, s.reason, s.source, s.created_at, s.until, s.note, s.actor
   )
   INSERT INTO suppressions AS k (customer_id, channel, address, reason, source, created_at, until, note, actor)
   SELECT DISTINCT ON (customer_id, form) customer_id, 'sms', form, reason, source, created_at, until, note, actor FROM gone ORDER BY customer_id, form, until DESC NULLS FIRST
   ON CONFLICT (customer_id, channel, address) DO UPDATE SET until = CASE WHEN k.until IS NOT NULL AND excluded.until IS NOT NULL THEN greatest(k.until, excluded.until) END`,
  ...[
    ['identities', 'kind', 'phone', 'value'],
    ['suppressions', 'channel', 'sms', 'address'],
  ].map(
    ([table, by, is, at]) => `
      UPDATE merge_rows r SET rows = (
        SELECT jsonb_agg(CASE WHEN f.form IS NULL THEN e.x ELSE jsonb_set(e.x, '{${at}}', to_jsonb(f.form)) END ORDER BY e.n)
        FROM jsonb_array_elements(r.rows) WITH ORDINALITY AS e (x, n) LEFT JOIN pg_temp.phone_forms f ON e.x->>'${by}' = '${is}' AND f.former = e.x->>'${at}'
      )
      WHERE r.kind = '${table}' AND EXISTS (
        SELECT FROM jsonb_array_elements(r.rows) AS e (x) JOIN pg_temp.phone_forms f ON f.former = e.x->>'${at}' WHERE e.x->>'${by}' = '${is}'
      )`,
  ),
  ...['was', 'now'].map(
    (side) => `
      UPDATE merges m SET changed = jsonb_set(m.changed, '{fields,phone,${side}}', to_jsonb(f.form))
      FROM pg_temp.phone_forms f WHERE f.former = m.changed->'fields'->'phone'->>'${side}'`,
  ),
];

/**
 * Phone numbers are stored in E.164 from now on (decision 029): those there are become so, by the country code that the workspace has for numbers without one. What is no number of any country stays as it is. Nobody is merged by it: who
 * shares a number now is found by the next look, as ever.
 */
export class WholePhoneNumbers1796030000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const [settings]: { code: string | null }[] = await runner.query(
      `SELECT extra->'identity'->>'callingCode' AS code FROM workspace_settings`,
    );
    const code = settings?.code ?? '86';
    await runner.query('CREATE TEMPORARY TABLE phone_forms (former text COLLATE "C" PRIMARY KEY, form text COLLATE "C")');
    await runner.query(GATHER);
    await runner.query(WHOLE);
    if (code === '86')
      await runner.query(`UPDATE pg_temp.phone_forms SET form = '+86' || ltrim(former, '0') WHERE former ~ '${MOBILE_OF_CHINA}'`);
    await this.ask(runner, code);
    await runner.query('DELETE FROM pg_temp.phone_forms WHERE form IS NULL OR form = former');
    await runner.query('ANALYZE pg_temp.phone_forms');
    for (const statement of REWRITE) await runner.query(statement);
    await runner.query('DROP TABLE pg_temp.phone_forms');
  }

  /** How the numbers were written nobody knows any more; whoever reads them without a country code reads them with one. */
  async down(): Promise<void> {}

  private async ask(runner: QueryRunner, code: string): Promise<void> {
    const isKnown = getCountries(metadata).some((country) => getCountryCallingCode(country, metadata) === code);
    const country = isKnown ? { defaultCallingCode: code } : {};
    for (let after = ''; ; ) {
      const rows: { former: string }[] = await runner.query(ASKED, [after]);
      const last = rows.at(-1);
      if (!last) return;
      const forms = rows.map(({ former }) => {
        const parsed = parsePhoneNumberFromString(former, { extract: false, ...country }, metadata);
        return parsed?.isPossible() && parsed.number.length <= 16 ? parsed.number : null;
      });
      await runner.query(TELL, [rows.map(({ former }) => former), forms]);
      after = last.former;
    }
  }
}
