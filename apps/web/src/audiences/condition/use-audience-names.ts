import { routes } from '@wayfare/contracts';
import { useMemo } from 'react';
import { useRead } from '../../api/hooks.js';
import { usePurposes, useWordsLocale } from '../../customers/privacy/purpose-words.js';
import type { Names } from './names.js';
import type { Named } from './subjects.js';

const MOST = 200;

const namesOf = (all: readonly Named[]): ReadonlyMap<string, string> => new Map(all.map(({ id, name }) => [id, name]));

/** Segments, lists and purposes by name: to pick from, and for the sentences that name them. */
export const useAudienceNames = (nodes: readonly Named[] = []) => {
  const segments = useRead(routes.segments, { query: { limit: MOST } }).data?.items;
  const lists = useRead(routes.lists, { query: { limit: MOST } }).data?.items;
  const locale = useWordsLocale();
  const all = usePurposes();
  const purposes = useMemo(() => (all ?? []).map(({ key, names }) => ({ id: key, name: names[locale] })), [all, locale]);
  const names: Names = useMemo(
    () => ({ segments: namesOf(segments ?? []), lists: namesOf(lists ?? []), nodes: namesOf(nodes), purposes: namesOf(purposes) }),
    [segments, lists, nodes, purposes],
  );
  return { segments: segments ?? [], lists: lists ?? [], purposes, names };
};
