import type { BodyOf, Forecast, ReplyOf, routes } from '@wayfare/contracts';
import type { Plan } from '@wayfare/journey';
import { addDuration, conflict, notFound } from '@wayfare/kernel';
import { currentActor, JOB, jobId, QUEUE } from '@wayfare/platform';
import type { Engine } from '../engine.js';
import { compileDraft } from '../journeys/deciles.js';
import { refused } from '../journeys/launching.js';
import { readJourney } from '../journeys/rows.js';
import { forecast } from './forecast.js';
import { BEGIN, END, FORGET, INSERT, OPEN, PROGRESS, READ, RECENT } from './forecasts.sql.js';
import { previewJourney } from './preview.js';

const DAYS = 30;
const DAY_MS = 86_400_000;
/** A draft that has not changed is not forecast anew within this time, unless somebody asks for it. */
const STAYS_GOOD = 'PT10M';
/** Progress is written, and whether it was called off is asked, no more often than this. */
const LOOK_MS = 250;

class CalledOff extends Error {}

interface ForecastRow extends Omit<Forecast, 'createdAt' | 'finishedAt'> {
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/**
 * What drafts would do if they were launched (docs/decisions/010). Asked for by people, worked out by a worker, one after the other; the answer is kept with the
 * revision of the draft that it is about.
 */
export class Forecasts {
  constructor(private readonly engine: Engine) {}

  /** @throws AppError 422 `draft_not_foreseeable` with them */
  async forecastJourney(id: string, { days = DAYS, again = false }: BodyOf<typeof routes.forecastJourney>): Promise<{ id: string }> {
    const { database, clock } = this.engine.parts;
    const { graph, revision } = await readJourney(database, id);
    const compiled = await compileDraft(database, graph, clock.now(), id);
    if (!compiled.ok) throw refused(compiled.error, 'forecast');
    const now = clock.now();
    const [recent] = await database.query<{ id: string }>(RECENT, [id, revision, addDuration(now, STAYS_GOOD, -1), days * DAY_MS, again]);
    const forecastId = recent?.id ?? (await this.insert(id, revision, compiled.value, now, days));
    await this.hint([forecastId]);
    return { id: forecastId };
  }

  async forecast(id: string): Promise<ReplyOf<typeof routes.forecast>> {
    const [row] = await this.engine.parts.database.query<ForecastRow>(READ, [id]);
    if (!row) throw notFound('forecast', id);
    return { ...row, createdAt: row.createdAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null };
  }

  /** @throws AppError `forecast_ended` */
  async cancelForecast(id: string): Promise<ReplyOf<typeof routes.cancelForecast>> {
    const { state } = await this.forecast(id);
    if (state !== 'queued' && state !== 'running') throw conflict('forecast_ended', `Forecast ${id} is ${state} already.`, { state });
    await this.end(id, 'cancelled');
    return this.forecast(id);
  }

  /** The way of one customer through the draft. */
  previewJourney(id: string, body: BodyOf<typeof routes.previewJourney>): Promise<ReplyOf<typeof routes.previewJourney>> {
    return previewJourney(this.engine.parts, id, body);
  }

  /** Adds the jobs of forecasts that wait: one whose worker died, or whose job was lost. */
  async resume(): Promise<void> {
    const open = await this.engine.parts.database.query<{ id: string }>(OPEN);
    await this.hint(open.map(({ id }) => id));
  }

  /** Handles `JOB.forecast`. */
  async run(id: string): Promise<void> {
    const { database, logger, cohortLimit } = this.engine.parts;
    const [row] = await database.query<{ journeyId: string; plan: Plan; now: Date; until: Date }>(BEGIN, [id]);
    if (!row) return;
    const began = performance.now();
    try {
      const result = await forecast(database, { ...row, cohortLimit, logger, watch: this.watcher(id) });
      await this.end(id, 'done', JSON.stringify(result));
      await database.query(FORGET, [row.journeyId, id]);
      logger.info(
        { forecastId: id, journeyId: row.journeyId, people: result.people, ms: Math.round(performance.now() - began) },
        'a forecast is done',
      );
    } catch (error) {
      if (error instanceof CalledOff) return;
      logger.error({ err: error, forecastId: id }, 'a forecast failed');
      await this.end(id, 'failed', null, String(error));
    }
  }

  private watcher(id: string): (progress: number) => Promise<void> {
    let looked = performance.now();
    return async (progress) => {
      if (performance.now() - looked < LOOK_MS) return;
      looked = performance.now();
      const rows = await this.engine.parts.database.query(PROGRESS, [id, progress]);
      if (rows.length === 0) throw new CalledOff();
    };
  }

  private async insert(id: string, revision: number, plan: Plan, now: Date, days: number): Promise<string> {
    const until = new Date(now.getTime() + days * DAY_MS);
    const [row] = await this.engine.parts.database.query<{ id: string }>(INSERT, [
      id,
      revision,
      JSON.stringify(plan),
      now,
      until,
      currentActor(),
    ]);
    if (!row) throw new Error('a forecast was not inserted');
    return row.id;
  }

  private async end(
    id: string,
    state: 'done' | 'failed' | 'cancelled',
    result: string | null = null,
    error: string | null = null,
  ): Promise<void> {
    const { database, clock } = this.engine.parts;
    await database.query(END, [id, state, result, error, clock.now()]);
  }

  private async hint(ids: readonly string[]): Promise<void> {
    const jobs = ids.map((forecastId) => ({ name: JOB.forecast, id: jobId.forecast(forecastId), data: { forecastId } }));
    await this.engine.parts.queues.add(QUEUE.forecasts, jobs);
  }
}
