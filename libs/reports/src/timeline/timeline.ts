import type { Page, QueryOf, routes, TimelineItem } from '@wayfare/contracts';
import { pathsOf, type Stay } from '@wayfare/engine';
import type { Plan } from '@wayfare/journey';
import { invalid, notFound } from '@wayfare/kernel';
import type { Database } from '@wayfare/platform';
import { ask } from '../bind.js';
import { byExperiment, readShares } from './by-experiment.js';
import { isNewer, RANK, settled } from './course.js';
import {
  ARCHIVED,
  COUPONS,
  CUSTOMER,
  EVENTS,
  HAND_OVERS,
  MESSAGES,
  NEXT_MESSAGES,
  ORDERS,
  RESPONSES,
  STAYS,
  TASKS,
  VALUE_CHANGES,
  VERSIONS,
} from './sources.sql.js';
import { type GoesOnIn, type Line, linesOfStay, nextOfStay } from './stays.js';

const PAGE = 100;

interface Version {
  readonly versionId: string;
  readonly number: number;
  readonly plan: Plan;
  readonly journeyId: string;
  readonly name: string;
}

interface HandOver extends GoesOnIn {
  readonly journeyId: string;
  readonly entryNo: number;
}

interface Cursor {
  readonly at: Date;
  readonly id: string;
}

const SEPARATOR = '|';

const readCursor = (text: string | undefined): Cursor | null => {
  if (text === undefined) return null;
  const [instant = '', ...id] = text.split(SEPARATOR);
  const at = new Date(instant);
  if (Number.isNaN(at.getTime()))
    throw invalid('The cursor is not one of this list.', [{ path: 'cursor', code: 'bad_cursor', message: 'not a cursor' }]);
  return { at, id: id.join(SEPARATOR) };
};

/**
 * One customer's timeline: everything that happened, newest first, merged from the ledgers and from the way that the engine derives
 * from cohorts; on the first page also what comes next in each journey they are in.
 */
export class Timeline {
  constructor(private readonly database: Database) {}

  /** @throws AppError not_found where there is no such customer */
  async timeline(customerId: string, query: QueryOf<typeof routes.timeline>): Promise<Page<TimelineItem>> {
    const limit = query.limit ?? PAGE;
    const cursor = readCursor(query.cursor);
    const values = { customer: customerId, at: cursor?.at ?? null, id: cursor?.id ?? null, limit: limit + 1 };
    const [customer] = await ask<{ at: Date }>(this.database, CUSTOMER, values);
    if (!customer) throw notFound('customer', customerId);

    const created: Line = {
      id: `${RANK.created}created`,
      at: customer.at,
      kind: 'created',
      journeyId: null,
      versionId: null,
      nodeId: null,
      detail: {},
    };
    const read = (source: string): Promise<Line[]> => ask<Line>(this.database, source, values);
    const [events, orders, coupons, tasks] = await Promise.all([read(EVENTS), read(ORDERS), read(COUPONS), read(TASKS)]);
    const [messages, responses, changes] = await Promise.all([read(MESSAGES), read(RESPONSES), read(VALUE_CHANGES)]);
    const archived = await read(ARCHIVED);
    const stays = await this.#stays(customerId);
    const ways = stays.flatMap(({ journeyId, stay, goesOnIn }) => linesOfStay(journeyId, stay, goesOnIn));
    const told = [...events, ...orders, ...coupons, ...tasks, ...changes];
    const lines = [created, ...archived, ...ways, ...told, ...settled({ messages, responses }, ways)];
    const merged = lines.filter((line) => cursor === null || isNewer(cursor, line) < 0).sort(isNewer);
    const shown = merged.slice(0, limit);
    const upcoming =
      cursor === null
        ? [...stays.flatMap(({ journeyId, stay }) => nextOfStay(journeyId, stay) ?? []), ...(await read(NEXT_MESSAGES))].sort(isNewer)
        : [];
    const last = shown.at(-1);
    return {
      items: await this.#named([...upcoming, ...shown]),
      next: merged.length > limit && last ? `${last.at.toISOString()}${SEPARATOR}${last.id}` : null,
    };
  }

  async #stays(customerId: string): Promise<{ journeyId: string; stay: Stay; goesOnIn?: GoesOnIn }[]> {
    const journeys = await this.database.query<{ journeyId: string }>(STAYS, [customerId]);
    const handOvers = await this.database.query<HandOver>(HAND_OVERS, [customerId]);
    const all: { journeyId: string; stay: Stay; goesOnIn?: GoesOnIn }[] = [];
    for (const { journeyId } of journeys) {
      const paths = await pathsOf(this.database, journeyId, [customerId]);
      for (const stay of paths.get(customerId) ?? []) {
        const found = handOvers.find((row) => row.journeyId === journeyId && row.entryNo === stay.entryNo);
        all.push({ journeyId, stay, ...(found ? { goesOnIn: { id: found.id, name: found.name, refused: found.refused } } : {}) });
      }
    }
    return all;
  }

  async #named(lines: readonly Line[]): Promise<TimelineItem[]> {
    const ids = [...new Set(lines.flatMap((line) => line.versionId ?? []))];
    const rows = ids.length === 0 ? [] : await this.database.query<Version>(VERSIONS, [ids]);
    const versions = new Map(rows.map((row) => [row.versionId, row]));
    const hasExperiments = ({ plan }: Version): boolean => Object.values(plan.steps).some(({ kind }) => kind === 'experiment');
    const shares = await readShares(
      this.database,
      rows.filter(hasExperiments).map(({ journeyId }) => journeyId),
    );
    return lines.map((line) => {
      const version = versions.get(line.versionId ?? '');
      const step = version?.plan.steps[line.nodeId ?? ''];
      return {
        id: line.id,
        at: line.at.toISOString(),
        kind: line.kind,
        journey: version ? { id: version.journeyId, name: version.name, version: version.number } : null,
        node: line.nodeId === null ? null : { id: line.nodeId, name: step?.name ?? line.nodeId, type: step?.kind ?? 'unknown' },
        detail: { ...line.detail, ...byExperiment(line, step, shares) },
      };
    });
  }
}
