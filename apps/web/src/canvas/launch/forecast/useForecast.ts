import { type Forecast, type Journey, routes } from '@wayfare/contracts';
import { useEffect, useState } from 'react';
import { useRead, useWrite } from '../../../api/hooks.js';

const EVERY_MS = 700;
const DAYS = 30;

const isUnderWay = ({ state }: Forecast): boolean => state === 'queued' || state === 'running';

/** Asks for a forecast of the draft when it is first shown, follows it while it is worked on, and lets it be stopped or asked for anew. */
export const useForecast = (journey: Journey) => {
  const [ended, setEnded] = useState<string | null>(null);
  const asked = useWrite(routes.forecastJourney, { quiet: true });
  const { mutate } = asked;
  const cancel = useWrite(routes.cancelForecast, { refreshes: ['/forecasts'] });
  useEffect(() => mutate({ id: journey.id, body: { days: DAYS } }), [mutate, journey.id]);
  const id = asked.data?.id;
  const read = useRead(routes.forecast, { id }, { enabled: id !== undefined, every: ended === id ? false : EVERY_MS, fresh: 0 });
  const over = read.data && !isUnderWay(read.data) ? read.data.id : null;
  useEffect(() => setEnded(over), [over]);
  return {
    days: DAYS,
    forecast: asked.isPending ? undefined : read.data,
    error: asked.error ?? read.error,
    stop: () => id !== undefined && cancel.mutate({ id }),
    again: () => mutate({ id: journey.id, body: { days: DAYS, again: true } }),
  };
};
