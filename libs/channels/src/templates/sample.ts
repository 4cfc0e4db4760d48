import type { Json } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import type { Person } from './person.js';

interface CatalogueRow {
  name: string;
  kind: 'text' | 'number' | 'boolean' | 'date' | 'list';
}

const EXAMPLES: Readonly<Record<CatalogueRow['kind'], (name: string) => Json>> = {
  text: (name) => `[${name}]`,
  number: () => 42,
  boolean: () => true,
  date: () => '2026-01-15',
  list: (name) => [`[${name} 1]`, `[${name} 2]`],
};

/** A made-up customer who has a value for every attribute that any customer has: what a preview shows where nobody was chosen. */
export const samplePerson = async (sql: Sql, locale: string, timeZone: string): Promise<Person> => {
  const rows = await sql.query<CatalogueRow>('SELECT name, kind FROM attribute_catalogue ORDER BY name');
  return {
    id: '0',
    externalId: 'C-1001',
    email: 'customer@example.com',
    phone: '+8613800000000',
    locale,
    timeZone,
    attributes: Object.fromEntries(rows.map(({ name, kind }) => [name, EXAMPLES[kind](name)])),
    tags: ['vip'],
  };
};
