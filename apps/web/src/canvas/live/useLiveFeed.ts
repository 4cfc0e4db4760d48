import { type Journey, type Live, routes } from '@wayfare/contracts';
import { useEffect } from 'react';
import { useRead, useRefresh } from '../../api/hooks.js';
import type { Mode } from '../top/JourneyTop.js';
import { type LiveNode, useLive } from './live-store.js';

const LOOKING = 1500;
const DRAWING = 10_000;
const RESPONSES = 60_000;

/** A journey is finished when everyone has left it; their last messages may still be on their way. */
const isSending = ({ messages }: LiveNode): boolean => (messages?.['queued'] ?? 0) + (messages?.['sending'] ?? 0) > 0;

/**
 * Asks where people stand, often while one looks and now and then while one draws, and tells the cards.
 * @param version only those who go by this one; null: everyone
 */
export const useLiveFeed = (journey: Journey, mode: Mode, version: number | null): Live | undefined => {
  const sending = useLive((state) => Object.values(state.nodes).some(isSending));
  const isActive = journey.state === 'running' || journey.state === 'paused' || sending;
  const every = isActive ? (mode === 'live' ? LOOKING : DRAWING) : false;
  const query = version === null ? undefined : { version };
  const { data } = useRead(routes.live, { id: journey.id, query }, { enabled: journey.version !== null, every });
  const refresh = useRefresh();
  const show = useLive((state) => state.show);
  useEffect(() => show(data), [data, show]);
  useEffect(() => () => show(undefined), [show]);
  useResponses(journey, mode === 'live', query);
  const moved = data !== undefined && (data.state !== journey.state || data.version !== journey.version);
  useEffect(() => {
    // it was paused, stopped or finished elsewhere
    if (moved) void refresh(routes.journey.path);
  }, [moved, refresh]);
  return data;
};

/** Who responded at each send: counted over the whole journey, so it is asked once a minute. */
const useResponses = (journey: Journey, looking: boolean, query: { readonly version: number } | undefined): void => {
  const { data } = useRead(
    routes.responses,
    { id: journey.id, query },
    { enabled: looking && journey.version !== null, every: RESPONSES, fresh: RESPONSES / 2 },
  );
  const showResponses = useLive((state) => state.showResponses);
  useEffect(() => showResponses(data?.nodes ?? []), [data, showResponses]);
};
