import { routes } from '@wayfare/contracts';
import { useMemo } from 'react';
import { useRead } from '../../api/hooks.js';
import type { Names } from './names.js';
import type { Named } from './subjects.js';

const MOST = 200;

const namesOf = (all: readonly Named[]): ReadonlyMap<string, string> => new Map(all.map(({ id, name }) => [id, name]));

/** Segments and lists by name: to pick from, and for the sentences that name them. */
export const useAudienceNames = (nodes: readonly Named[] = []) => {
  const segments = useRead(routes.segments, { query: { limit: MOST } }).data?.items;
  const lists = useRead(routes.lists, { query: { limit: MOST } }).data?.items;
  const names: Names = useMemo(
    () => ({ segments: namesOf(segments ?? []), lists: namesOf(lists ?? []), nodes: namesOf(nodes) }),
    [segments, lists, nodes],
  );
  return { segments: segments ?? [], lists: lists ?? [], names };
};
