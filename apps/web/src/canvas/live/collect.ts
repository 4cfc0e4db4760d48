import { routes } from '@wayfare/contracts';
import { call } from '../../api/client.js';
import type { Opened } from './opened.js';

/** The api takes at most this many customers for one list. */
export const MOST = 100_000;

/** The ids of everyone behind a number, page by page; `onCount` hears how far it is. Stops at `MOST`, or when the signal says so. */
export const collectPeople = async (
  journeyId: string,
  people: Opened,
  onCount: (count: number) => void,
  signal: AbortSignal,
): Promise<string[]> => {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page: { items: { id: string }[]; next: string | null } = await call(routes.nodePeople, {
      id: journeyId,
      query: { ...people, cursor },
      signal,
    });
    ids.push(...page.items.map(({ id }) => id));
    onCount(ids.length);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && ids.length < MOST);
  return ids.slice(0, MOST);
};
