import { routes } from '@wayfare/contracts';
import { useMemo } from 'react';
import { useRead } from '../api/hooks.js';
import type { Colleagues } from './words.js';

/** What the people who work here are called, read once. */
export const useColleagues = (): Colleagues => {
  const { data } = useRead(routes.colleagues, {}, { fresh: 60_000 });
  return useMemo(() => new Map((data?.items ?? []).map(({ id, name }) => [id, name])), [data]);
};
