import type { Customer, Page, PageQuery } from '@wayfare/contracts';
import { invalid } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { normalisePhone, phonePrefixes } from '../identity/phone.js';
import { readIdentityRules } from '../identity/rules.js';
import { Binder, type SqlFragment } from '../sql/fragment.js';
import { readCustomers } from './rows.js';

const PAGE = 50;
/** No text sorts above one that goes on with this. */
const LAST = '\u{10FFFF}';
/** The cursor of a page that begins with the newest. */
const ABOVE_ALL = '9223372036854775807';
const ID = /^\d{1,19}$/;

const escaped = (prefix: string): string => prefix.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** What is looked for, and the country of numbers that are typed without one. */
interface Asked {
  readonly text: string;
  readonly callingCode: string;
}

/**
 * Ids of the customers whose external id, e-mail address, phone number or name begins with a text, as a statement of unions: each part has its index,
 * so the work grows with what is found and not with how many customers there are.
 */
const idsBeginningWith = ({ text, callingCode }: Asked, binder: Binder): string => {
  const identities = (kind: string, prefix: string): string => {
    const [low, high] = [binder.bind(prefix, 'text'), binder.bind(`${prefix}${LAST}`, 'text')];
    return `SELECT customer_id FROM identities WHERE kind = '${kind}' AND value >= ${low} AND value < ${high}`;
  };
  return [
    `SELECT id FROM customers WHERE external_id >= ${binder.bind(text, 'text')} AND external_id < ${binder.bind(`${text}${LAST}`, 'text')}`,
    `SELECT id FROM customers WHERE attributes ? 'name' AND lower(attributes->>'name') LIKE ${binder.bind(`${escaped(text.toLowerCase())}%`, 'text')}`,
    identities('email', text.toLowerCase()),
    ...phonePrefixes(text, callingCode).map((prefix) => identities('phone', prefix)),
  ].join(' UNION ');
};

/** Ids of the customers whom a text names in full: by external id, e-mail address or phone number. */
const idsNamedBy = ({ text, callingCode }: Asked, binder: Binder): string => {
  const identity = (kind: string, value: string): string =>
    `SELECT customer_id FROM identities WHERE kind = '${kind}' AND value = ${binder.bind(value, 'text')}`;
  const phone = normalisePhone(text, callingCode);
  return [
    `SELECT id FROM customers WHERE external_id = ${binder.bind(text, 'text')}`,
    identity('email', text.toLowerCase()),
    ...(phone ? [identity('phone', phone)] : []),
  ].join(' UNION ');
};

/** Which customers are meant: by a text, and by a predicate over the alias `c`, whose placeholders begin at `$1`. */
interface CustomerFilter {
  readonly asked: Asked | null;
  readonly where?: SqlFragment;
}

type Match = 'named' | 'others';

/** The ids of one page: of those whom the query names in full, or of the others, newest first. */
const statementOf = ({ asked, where }: CustomerFilter, match: Match, cursor: string | undefined, limit: number): SqlFragment => {
  const binder = new Binder((where?.parameters.length ?? 0) + 1);
  const named = asked ? `c.id IN (${idsNamedBy(asked, binder)})` : 'false';
  const clauses = [
    'c.erased_at IS NULL',
    ...(where ? [`(${where.text})`] : []),
    match === 'named' ? named : `NOT (${named})`,
    ...(asked && match === 'others' ? [`c.id IN (${idsBeginningWith(asked, binder)})`] : []),
    ...(cursor === undefined ? [] : [`c.id < ${binder.bind(cursor, 'bigint')}`]),
  ];
  const statement = `SELECT c.id FROM customers c WHERE ${clauses.join(' AND ')} ORDER BY c.id DESC LIMIT ${limit}`;
  return { text: statement, parameters: [...(where?.parameters ?? []), ...binder.parameters] };
};

const idsOf = async (sql: Sql, { text, parameters }: SqlFragment): Promise<string[]> =>
  (await sql.query<{ id: string }>(text, parameters)).map(({ id }) => id);

/**
 * One page of customers, newest first; whom the query names in full stands before those whom it only begins to name. The cursor is the id of the
 * last one of the page before, so that people who come in meanwhile move nothing.
 * @throws AppError `invalid` where the cursor is none of ours
 */
export const pageOfCustomers = async (sql: Sql, page: PageQuery, where?: SqlFragment): Promise<Page<Customer>> => {
  const { cursor, limit = PAGE, query } = page;
  if (cursor !== undefined && !ID.test(cursor))
    throw invalid('The cursor is none.', [{ path: 'cursor', code: 'invalid', message: 'not a cursor' }]);
  const text = query?.trim();
  const asked = text ? { text, callingCode: (await readIdentityRules(sql)).callingCode } : null;
  const filter = { asked, ...(where ? { where } : {}) };
  const isFirst = cursor === undefined && asked !== null;
  const named = isFirst ? await idsOf(sql, statementOf(filter, 'named', undefined, limit)) : [];
  const room = limit - named.length;
  const others = await idsOf(sql, statementOf(filter, 'others', cursor, room + 1));
  const items = [...(await readCustomers(sql, named)), ...(await readCustomers(sql, others.slice(0, room)))];
  return { items, next: others.length > room ? (others[room - 1] ?? ABOVE_ALL) : null };
};
