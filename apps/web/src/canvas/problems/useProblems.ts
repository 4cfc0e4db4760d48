import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { routes } from '@wayfare/contracts';
import { useEffect } from 'react';
import { call } from '../../api/client.js';
import { keyOf } from '../../api/hooks.js';
import { graphOf } from '../sheet/sheet.js';
import { useCanvas, useCanvasStore } from '../store/context.js';
import { allProblems } from './known.js';

const SOON = 250;

/** Keeps the list of problems true while one draws. @param revision of the draft that was saved last: that one the api judges */
export const useProblems = (journeyId: string, revision: number): void => {
  const store = useCanvasStore();
  const [changes] = useDebouncedValue(
    useCanvas((state) => state.changes),
    SOON,
  );
  const { data } = useQuery({
    queryKey: [...keyOf(routes.validateJourney, { id: journeyId }), revision],
    queryFn: ({ signal }) => call(routes.validateJourney, { id: journeyId, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const ofSaved = data?.problems;
  useEffect(() => {
    // `changes` says when to look again; the paper is drawn first
    const look = (): void => store.getState().setProblems(allProblems(graphOf(store.getState().sheet), ofSaved ?? []));
    const soon = changes >= 0 ? setTimeout(look) : undefined;
    return () => clearTimeout(soon);
  }, [changes, ofSaved, store]);
};
