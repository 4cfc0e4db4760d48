import { type HistorySources, routes } from '@wayfare/contracts';
import { useMemo } from 'react';
import { useRead } from '../../api/hooks.js';
import { usePurposes, useWordsLocale } from '../../customers/privacy/purpose-words.js';
import type { Names } from './names.js';
import type { Named } from './subjects.js';

const MOST = 200;

const namesOf = (all: readonly Named[]): ReadonlyMap<string, string> => new Map(all.map(({ id, name }) => [id, name]));

/** A minute: what is named seldom changes. */
const FRESH = 60_000;

/** Steps by journey and id; by the id alone as well, as long as no other journey has another step of that id. */
const sendsOf = (journeys: HistorySources['journeys']): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  for (const { id: journey, sends } of journeys)
    for (const { id, name } of sends) {
      names.set(`${journey}/${id}`, name);
      names.set(id, (names.get(id) ?? name) === name ? name : id);
    }
  return names;
};

/** Segments, lists, purposes, and what was sent, by name: to pick from, and for the sentences that name them. */
export const useAudienceNames = (nodes: readonly Named[] = []) => {
  const segments = useRead(routes.segments, { query: { limit: MOST } }).data?.items;
  const lists = useRead(routes.lists, { query: { limit: MOST } }).data?.items;
  const locale = useWordsLocale();
  const all = usePurposes();
  const purposes = useMemo(() => (all ?? []).map(({ key, names }) => ({ id: key, name: names[locale] })), [all, locale]);
  const history = useRead(routes.historySources, {}, { fresh: FRESH }).data;
  const former = useRead(routes.catalogue).data?.formerTags;
  const names: Names = useMemo(
    () => ({
      ...{ segments: namesOf(segments ?? []), lists: namesOf(lists ?? []), nodes: namesOf(nodes), purposes: namesOf(purposes) },
      ...{ journeys: namesOf(history?.journeys ?? []), templates: namesOf(history?.templates ?? []) },
      sends: sendsOf(history?.journeys ?? []),
      tags: new Map(Object.entries(former ?? {})),
    }),
    [segments, lists, nodes, purposes, history, former],
  );
  return { segments: segments ?? [], lists: lists ?? [], purposes, history, names };
};
