import type { Readable } from 'node:stream';
import {
  type BodyOf,
  type Customer,
  type Home,
  LOCALES,
  type Locale,
  type Page,
  type QueryOf,
  REPORT_PEOPLE,
  type ReplyOf,
  type Report,
  type routes,
  type SendDay,
} from '@wayfare/contracts';
import { readExperiments } from '@wayfare/engine';
import { type Clock, invalid, localDay } from '@wayfare/kernel';
import { type Database, readSettings } from '@wayfare/platform';
import { readSendDays } from './days.js';
import { toldOf } from './experiments/told.js';
import { decidedCsv } from './export/decided-csv.js';
import { peopleCsv, peopleXlsx } from './export/people-file.js';
import { sheetsOf } from './export/workbook.js';
import { xlsxOf } from './export/xlsx.js';
import { ATTENTION, FOUND, RUNNING, SIZES } from './home/home.sql.js';
import { standingStill } from './home/standing-still.js';
import { lastWordOn, readingOf, readingsOfDay } from './readings/kept.js';
import { upcomingOf } from './readings/schedule.js';
import { readResponses } from './response/by-node.js';
import { Counting } from './response/counting.js';
import { idsBehind, readPeople } from './response/people.js';
import { subjectOf } from './subject.js';

const WEEK = 7 * 86_400_000;
const DAY = 86_400_000;

/** The customers' lib as the reports need it. */
export interface CustomersDoor {
  byIds(ids: readonly string[]): Promise<Customer[]>;
  customers(query: { query?: string | undefined; limit?: number | undefined }): Promise<Page<Customer>>;
}

export interface ReportsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly customers: CustomersDoor;
  /** A report that takes long to count is that of the last count, which a worker takes; absent: it is counted at every look. */
  readonly keepsSlowCounts?: boolean;
}

type ReportOrigin = Extract<BodyOf<typeof routes.createList>['from'], { report: unknown }>['report'];
type Found = ReplyOf<typeof routes.search>;

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
const nameOf = (customer: Customer): string => String(customer.attributes.name ?? customer.externalId ?? customer.email ?? customer.id);

/**
 * What happened, read and never written: the response report of a send day, the people behind its numbers, the morning
 * brief. Every report is counted by one statement, so that its numbers fit each other while messages still come back.
 */
export class Reports {
  private readonly counting: Counting;

  constructor(private readonly deps: ReportsDeps) {
    this.counting = new Counting(deps);
  }

  async report(journeyId: string, { day }: { day: string }): Promise<Report> {
    const { database, clock } = this.deps;
    const settings = await readSettings(database);
    const subject = await subjectOf(database, journeyId);
    const readings = await readingsOfDay(database, journeyId, day);
    const last = await lastWordOn(database, day, readings);
    const { body, countedAt } = last ? { body: last.body, countedAt: last.takenAt } : await this.counting.of(subject, day, settings);
    const taken = readings.map(({ reading }) => reading);
    const upcoming = body.targeted === 0 ? [] : upcomingOf(day, clock.now(), settings, taken);
    return {
      ...body,
      countedAt: countedAt.toISOString(),
      readings: readings.map(readingOf),
      upcoming: upcoming.map(({ reading, dueAt }) => ({ reading, dueAt: dueAt.toISOString() })),
    };
  }

  reportPeople(journeyId: string, query: QueryOf<typeof routes.reportPeople>): Promise<Page<Customer>> {
    return readPeople(this.deps.database, (ids) => this.deps.customers.byIds(ids), journeyId, query);
  }

  /** @throws AppError not_found before the first byte, so that no half file is sent */
  async reportCsv(journeyId: string, { day, locale }: QueryOf<typeof routes.reportCsv>): Promise<Readable> {
    await subjectOf(this.deps.database, journeyId);
    return decidedCsv(this.deps.database, journeyId, day, locale);
  }

  /** The report as a workbook; in the workspace's language where none is asked for. */
  async reportXlsx(journeyId: string, { day, locale }: QueryOf<typeof routes.reportXlsx>): Promise<Readable> {
    const report = await this.report(journeyId, { day });
    return xlsxOf(sheetsOf(report, locale ?? (await this.#locale())));
  }

  async reportPeopleCsv(journeyId: string, { locale, ...question }: QueryOf<typeof routes.reportPeopleCsv>): Promise<Readable> {
    const { database, customers } = this.deps;
    await subjectOf(database, journeyId);
    return peopleCsv(idsBehind(database, journeyId, question), (ids) => customers.byIds(ids), locale);
  }

  async reportPeopleXlsx(journeyId: string, { locale, ...question }: QueryOf<typeof routes.reportPeopleXlsx>): Promise<Readable> {
    const { database, customers } = this.deps;
    await subjectOf(database, journeyId);
    return peopleXlsx(idsBehind(database, journeyId, question), (ids) => customers.byIds(ids), locale ?? (await this.#locale()));
  }

  /** The ids behind a number of a report, in chunks: `ReportPeopleSource` of the lists. */
  customerIds(origin: ReportOrigin): AsyncIterable<string[]> {
    const { journeyId, what, ...rest } = origin;
    const known = REPORT_PEOPLE.find((one) => one === what);
    if (!known) throw invalid('The report has no such number.', [{ path: 'what', code: 'unknown', message: what }]);
    return idsBehind(this.deps.database, journeyId, { ...rest, what: known });
  }

  async responses(journeyId: string, { version }: QueryOf<typeof routes.responses> = {}): Promise<ReplyOf<typeof routes.responses>> {
    const { database } = this.deps;
    return readResponses(database, await subjectOf(database, journeyId), version);
  }

  /** How the experiments of a journey stand: those of the version that runs, then those that edits have replaced. */
  async experiments(journeyId: string): Promise<ReplyOf<typeof routes.experiments>> {
    const { database, clock } = this.deps;
    const { plan } = await subjectOf(database, journeyId);
    const now = clock.now();
    const states = await readExperiments(database, { journeyId, plan }, now);
    return { items: states.map((state) => toldOf(state, now)) };
  }

  async reportDays(journeyId: string): Promise<Page<SendDay>> {
    const { timeZone } = await readSettings(this.deps.database);
    return readSendDays(this.deps.database, timeZone, { journeyId, limit: 200 });
  }

  async sendDays(query: QueryOf<typeof routes.sendDays>): Promise<Page<SendDay>> {
    const { timeZone } = await readSettings(this.deps.database);
    return readSendDays(this.deps.database, timeZone, { cursor: query.cursor });
  }

  async home(): Promise<Home> {
    const { database, clock } = this.deps;
    const { timeZone, sendMode } = await readSettings(database);
    const yesterday = localDay(new Date(clock.now().getTime() - DAY), timeZone);
    const [sizes] = await database.query<{ customers: number; empty: boolean }>(SIZES);
    const attention = await database.query<Home['attention'][number]>(ATTENTION, [new Date(clock.now().getTime() - WEEK)]);
    const stood = await standingStill(database, clock.now());
    const running = await database.query<{ journeyId: string; name: string; inside: number; nextAt: Date | null }>(RUNNING);
    return {
      day: yesterday,
      yesterday: await this.#brief(timeZone, yesterday),
      attention: [
        ...stood,
        ...(sendMode === 'live' ? [] : [{ code: 'send_mode', values: { mode: sendMode }, link: '/settings' }]),
        ...attention,
      ],
      running: running.map((row) => ({ ...row, nextAt: row.nextAt?.toISOString() ?? null })),
      customers: sizes?.customers ?? 0,
      empty: sizes?.empty ?? true,
    };
  }

  /** The send days of the brief: yesterday's, or the latest before it where nothing was sent yesterday. */
  async #brief(timeZone: string, yesterday: string): Promise<Home['yesterday']> {
    const { items } = await readSendDays(this.deps.database, timeZone, { limit: 12 });
    const until = items.filter((item) => item.day <= yesterday);
    const shown = until.filter((item) => item.day === (until[0]?.day ?? yesterday)).slice(0, 6);
    const reports = await Promise.all(shown.map((item) => this.report(item.journeyId, { day: item.day })));
    return reports.map((report) => ({
      journeyId: report.journey.id,
      name: report.journey.name,
      day: report.day,
      sent: report.sent,
      responded: report.responded,
      responseRate: report.responseRate,
      lift: report.lift,
    }));
  }

  async #locale(): Promise<Locale> {
    const { locale } = await readSettings(this.deps.database);
    return LOCALES.find((known) => known === locale) ?? 'en';
  }

  async search(query: QueryOf<typeof routes.search>): Promise<Found> {
    const named = await this.deps.database.query<Found['items'][number]>(FOUND, [`%${escapeLike(query.query)}%`]);
    const people = await this.deps.customers.customers({ query: query.query, limit: 8 });
    const customers = people.items.map((customer) => ({
      kind: 'customer',
      id: customer.id,
      name: nameOf(customer),
      detail: customer.email ?? '',
    }));
    return { items: [...named, ...customers] };
  }
}
