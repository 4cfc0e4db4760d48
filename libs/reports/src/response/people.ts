import type { Customer, Page, ReportPeople } from '@wayfare/contracts';
import { type Database, readSettings, type Sql } from '@wayfare/platform';
import { ask, type Values } from '../bind.js';
import { chunksOf } from '../cursor.js';
import { subjectOf } from '../subject.js';
import { type PeopleFilter, peopleSql } from './people.sql.js';
import { askedOf, questionOf } from './question.js';

const PAGE = 50;

/** The part of a report that is asked for: a number of a day. */
export interface PeopleQuestion {
  readonly day: string;
  readonly what: ReportPeople;
  readonly nodeId?: string | undefined;
  readonly armId?: string | undefined;
  readonly reason?: string | undefined;
}

const filterOf = (question: PeopleQuestion): PeopleFilter => ({
  what: question.what,
  nodeId: question.nodeId ?? null,
  armId: question.armId ?? null,
  reason: question.reason ?? null,
});

interface Statement {
  readonly text: string | null;
  readonly values: Values;
}

const statementOf = async (sql: Sql, journeyId: string, question: PeopleQuestion): Promise<Statement> => {
  const [subject, settings] = [await subjectOf(sql, journeyId), await readSettings(sql)];
  const asked = askedOf(questionOf(journeyId, question.day, settings.timeZone, subject.plan));
  const filter = filterOf(question);
  return { text: peopleSql(filter, asked), values: { ...asked.values, node: filter.nodeId, arm: filter.armId, reason: filter.reason } };
};

/** One page of the people behind a number. The cursor is the last customer's id. */
export const readPeople = async (
  sql: Sql,
  customersById: (ids: readonly string[]) => Promise<Customer[]>,
  journeyId: string,
  question: PeopleQuestion & { readonly cursor?: string | undefined },
): Promise<Page<Customer>> => {
  const asked = await statementOf(sql, journeyId, question);
  const values = { ...asked.values, after: question.cursor ?? '0', limit: PAGE + 1 };
  const rows = asked.text === null ? [] : await ask<{ customerId: string }>(sql, `${asked.text} LIMIT :limit`, values);
  const ids = rows.map((row) => row.customerId);
  const shown = ids.slice(0, PAGE);
  return { items: await customersById(shown), next: ids.length > PAGE ? (shown.at(-1) ?? null) : null };
};

/** All ids behind a number, in chunks off one cursor: what a list or a file is made of. */
export async function* idsBehind(database: Database, journeyId: string, question: PeopleQuestion): AsyncGenerator<string[]> {
  const { text, values } = await statementOf(database, journeyId, question);
  if (text === null) return;
  for await (const rows of chunksOf<{ customerId: string }>(database, text, { ...values, after: '0' }))
    yield rows.map(({ customerId }) => customerId);
}
