import { audience, draw, exit, send, wait } from '@wayfare/journey/testing';
import { engineWorld } from '../testing.js';
import { Forecasts } from './forecasts.js';

const world = await engineWorld({ cohortLimit: 5 });
const forecasts = new Forecasts(world.engine);
await world.people(...Array.from({ length: 12 }, () => ({})));
const graph = draw({ all: audience(), pause: wait('P1D'), mail: send({ templateId: world.workspace.mail }), end: exit() }, [
  'all -> pause -> mail -> end',
]);
const aJourney = async (): Promise<string> => (await world.journeys.createJourney({ name: 'foreseen', graph })).id;

describe('forecasts', () => {
  it('are asked for, worked out by a worker, and kept', async () => {
    const { id } = await forecasts.forecastJourney(await aJourney(), {});
    expect(await forecasts.forecast(id)).toMatchObject({ state: 'queued', progress: 0, result: null, revision: 1 });
    await forecasts.run(id);
    expect(await forecasts.forecast(id)).toMatchObject({
      state: 'done',
      progress: 1,
      result: { people: { entered: 12 }, channels: [{ channel: 'email', messages: 12 }] },
    });
  });

  it('of the same draft are not worked out twice in ten minutes, unless somebody wants it', async () => {
    const journey = await aJourney();
    const { id } = await forecasts.forecastJourney(journey, {});
    expect(await forecasts.forecastJourney(journey, { again: true })).toEqual({ id });
    await forecasts.run(id);
    expect(await forecasts.forecastJourney(journey, {})).toEqual({ id });
    expect(await forecasts.forecastJourney(journey, { days: 7 })).not.toEqual({ id });
    await world.journeys.saveDraft(journey, { graph });
    expect(await forecasts.forecastJourney(journey, {})).not.toEqual({ id });
    expect(await forecasts.forecastJourney(await aJourney(), { again: true })).not.toEqual({ id });
  });

  it('can be called off, before and while they are worked on, and say so', async () => {
    const { id } = await forecasts.forecastJourney(await aJourney(), {});
    expect(await forecasts.cancelForecast(id)).toMatchObject({ state: 'cancelled', result: null });
    await forecasts.run(id);
    expect(await forecasts.forecast(id)).toMatchObject({ state: 'cancelled', result: null });
    await expect(forecasts.cancelForecast(id)).rejects.toMatchObject({ code: 'forecast_ended' });
  });

  it('whose worker died are worked out anew', async () => {
    const { id } = await forecasts.forecastJourney(await aJourney(), {});
    await world.database.query(`UPDATE forecasts SET state = 'running', progress = 0.4 WHERE id = $1`, [id]);
    await forecasts.run(id);
    expect(await forecasts.forecast(id)).toMatchObject({ state: 'done' });
  });

  it('of a drawing with errors are refused with these', async () => {
    const { id } = await world.journeys.createJourney({ name: 'broken' });
    await expect(forecasts.forecastJourney(id, {})).rejects.toMatchObject({ code: 'draft_not_foreseeable' });
    await expect(forecasts.forecast('999')).rejects.toMatchObject({ code: 'not_found' });
  });
});
