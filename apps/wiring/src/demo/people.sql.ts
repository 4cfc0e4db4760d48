/**
 * The demo retailer's customers. Everything that looks like chance is `wayfare_fraction(number, seed)`, so that the same workspace comes out
 * every time. `$1` how many, `$2` now, `$3` … `$6` names, `$7` cities, `$8` zones, `$9` how many of the cities are Chinese.
 */
export const CUSTOMERS = `
  INSERT INTO customers (external_id, email, phone, time_zone, locale, attributes, tags, created_at, updated_at)
  SELECT 'M' || lpad(i::text, 6, '0'),
    CASE WHEN wayfare_fraction(i, 11) < 0.97 THEN 'm' || lpad(i::text, 6, '0') || '@mail.example' END,
    CASE WHEN zh THEN '+86139' || lpad((i * 7919 % 100000000)::text, 8, '0') END,
    ($8::text[])[1 + at], CASE WHEN zh THEN 'zh-CN' ELSE 'en' END,
    jsonb_build_object(
      'name', CASE WHEN zh THEN ($3::text[])[1 + floor(wayfare_fraction(i, 1) * cardinality($3::text[]))::int] || ($4::text[])[1 + floor(wayfare_fraction(i, 2) * cardinality($4::text[]))::int]
              ELSE ($5::text[])[1 + floor(wayfare_fraction(i, 1) * cardinality($5::text[]))::int] || ' ' || ($6::text[])[1 + floor(wayfare_fraction(i, 2) * cardinality($6::text[]))::int] END,
      'city', ($7::text[])[1 + at],
      'gender', CASE WHEN wayfare_fraction(i, 3) < 0.58 THEN 'female' ELSE 'male' END,
      'birthday', to_char(date '1958-01-01' + (wayfare_fraction(i, 4) * 17500)::int, 'YYYY-MM-DD'),
      'points', floor(power(wayfare_fraction(i, 5), 3) * 20000)::int,
      'newsletter', wayfare_fraction(i, 6) < 0.7
    ),
    CASE WHEN wayfare_fraction(i, 7) < 0.03 THEN ARRAY['vip'] ELSE '{}' END,
    $2::timestamptz - make_interval(hours => 24 + (wayfare_fraction(i, 8) * 24 * 730)::int), $2
  FROM (
    SELECT i, wayfare_fraction(i, 9) < 0.82 AS zh,
      CASE WHEN wayfare_fraction(i, 9) < 0.82 THEN floor(power(wayfare_fraction(i, 10), 1.6) * $9::int)::int
           ELSE $9::int + floor(wayfare_fraction(i, 10) * (cardinality($7::text[]) - $9::int))::int END AS at
    FROM generate_series(1, $1::int) i
  ) drawn
  ORDER BY i`;

export const IDENTITIES = `
  INSERT INTO identities (kind, value, customer_id, source, seen_at)
  SELECT 'email', email, id, 'demo', created_at FROM customers WHERE email IS NOT NULL
  UNION ALL SELECT 'phone', phone, id, 'demo', created_at FROM customers WHERE phone IS NOT NULL
  ORDER BY 1, 2`;

export const CONSENTS = `
  INSERT INTO consents (customer_id, channel, granted, source, changed_at)
  SELECT id, 'email', wayfare_fraction(id, 21) < 0.93, 'demo', created_at FROM customers ORDER BY id`;

export const SUPPRESSIONS = `
  INSERT INTO suppressions (customer_id, channel, address, reason, source, created_at)
  SELECT id, 'email', email, CASE WHEN wayfare_fraction(id, 22) < 0.6 THEN 'unsubscribed' ELSE 'bounced_before' END, 'demo', created_at
  FROM customers WHERE email IS NOT NULL AND wayfare_fraction(id, 23) < 0.018`;

export const CATALOGUE = `
  INSERT INTO attribute_catalogue (name, kind, source, first_seen_at)
  SELECT name, kind, 'demo', $1 FROM (VALUES ('name', 'text'), ('city', 'text'), ('gender', 'text'), ('birthday', 'date'), ('points', 'number'),
    ('newsletter', 'boolean'), ('tier', 'text'), ('spent', 'number'), ('orders', 'number'), ('lastOrderAt', 'date'), ('favourite', 'text')) k (name, kind)
  ON CONFLICT (name) DO NOTHING`;

export const TAG_CATALOGUE =
  'INSERT INTO tag_catalogue (name, first_seen_at) SELECT DISTINCT tag, $1::timestamptz FROM customers, unnest(tags) tag ON CONFLICT DO NOTHING';
