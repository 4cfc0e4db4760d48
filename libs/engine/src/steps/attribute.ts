import { BUILT_IN_ATTRIBUTES, type BuiltInAttribute } from '@wayfare/kernel';
import type { PeopleQuery } from './people.js';

/** Each as `attributeOf` (kernel) gives it. */
const COLUMNS: Readonly<Record<BuiltInAttribute, (customer: string) => string>> = {
  externalId: (customer) => `${customer}.external_id`,
  email: (customer) => `${customer}.email`,
  phone: (customer) => `${customer}.phone`,
  timeZone: (customer) => `${customer}.time_zone`,
  locale: (customer) => `${customer}.locale`,
  createdAt: (customer) => `to_char(${customer}.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
};

const builtIn = (name: string): BuiltInAttribute | undefined => BUILT_IN_ATTRIBUTES.find((candidate) => candidate === name);

/** An attribute's value as text where it is text, a number or a boolean; else null. */
export const attributeAsText = (customer: string, name: string, people: Pick<PeopleQuery, 'bind'>): string => {
  const column = builtIn(name);
  if (column) return COLUMNS[column](customer);
  const key = people.bind(name);
  return `CASE WHEN jsonb_typeof(${customer}.attributes -> ${key}::text) IN ('string', 'number', 'boolean') THEN ${customer}.attributes ->> ${key}::text END`;
};

/** An attribute's value where it is a number; else null, as of every built-in. */
export const attributeNumber = (customer: string, name: string, people: Pick<PeopleQuery, 'bind'>): string => {
  if (builtIn(name)) return 'NULL::numeric';
  const key = people.bind(name);
  return `CASE WHEN jsonb_typeof(${customer}.attributes -> ${key}::text) = 'number' THEN (${customer}.attributes ->> ${key}::text)::numeric END`;
};

/** An attribute's value where it is text; else null. */
export const attributeText = (customer: string, name: string, people: Pick<PeopleQuery, 'bind'>): string => {
  const column = builtIn(name);
  if (column) return COLUMNS[column](customer);
  const key = people.bind(name);
  return `CASE WHEN jsonb_typeof(${customer}.attributes -> ${key}::text) = 'string' THEN ${customer}.attributes ->> ${key}::text END`;
};
