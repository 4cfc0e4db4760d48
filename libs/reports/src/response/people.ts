import type { Customer, ListOrigin, Page, ReportPeople } from '@wayfare/contracts';
import { readSettings, type Sql } from '@wayfare/platform';
import { ask } from '../bind.js';
import { subjectOf } from '../subject.js';
import { type PeopleFilter, peopleSql } from './people.sql.js';
import { askedOf, questionOf } from './question.js';

const PAGE = 50;
const CHUNK = 5_000;

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

const idsAfter = async (sql: Sql, journeyId: string, question: PeopleQuestion, after: string, limit: number): Promise<string[]> => {
  const [subject, settings] = [await subjectOf(sql, journeyId), await readSettings(sql)];
  const asked = askedOf(questionOf(journeyId, question.day, settings.timeZone, subject.plan));
  const filter = filterOf(question);
  const text = peopleSql(filter, asked);
  if (text === null) return [];
  const rows = await ask<{ customerId: string }>(sql, text, {
    ...asked.values,
    after,
    limit,
    node: filter.nodeId,
    arm: filter.armId,
    reason: filter.reason,
  });
  return rows.map((row) => row.customerId);
};

/** One page of the people behind a number. The cursor is the last customer's id. */
export const readPeople = async (
  sql: Sql,
  customersById: (ids: readonly string[]) => Promise<Customer[]>,
  journeyId: string,
  question: PeopleQuestion & { readonly cursor?: string | undefined },
): Promise<Page<Customer>> => {
  const ids = await idsAfter(sql, journeyId, question, question.cursor ?? '0', PAGE + 1);
  const shown = ids.slice(0, PAGE);
  return { items: await customersById(shown), next: ids.length > PAGE ? (shown.at(-1) ?? null) : null };
};

type ReportOrigin = Extract<ListOrigin, { report: unknown }>['report'];

/** All ids behind a number in chunks: what a list is made of. */
export async function* customerIdsOf(sql: Sql, origin: ReportOrigin & { readonly what: string }): AsyncGenerator<string[]> {
  const question: PeopleQuestion = { ...origin, what: origin.what as ReportPeople };
  for (let after = '0'; ; ) {
    const ids = await idsAfter(sql, origin.journeyId, question, after, CHUNK);
    if (ids.length > 0) yield ids;
    const last = ids.at(-1);
    if (ids.length < CHUNK || last === undefined) return;
    after = last;
  }
}
