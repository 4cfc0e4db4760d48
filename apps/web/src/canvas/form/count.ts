import { useDebouncedValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { routes } from '@wayfare/contracts';
import type { NodeDataByKind } from '@wayfare/journey';
import { type Condition, conditionSchema, messageNodesOf } from '@wayfare/kernel';
import { call } from '../../api/client.js';
import { keyOf } from '../../api/hooks.js';

/** The people of an audience as a condition; `null` where nobody is chosen yet. */
export const audienceCondition = (data: Pick<NodeDataByKind['audience'], 'segmentId' | 'listId' | 'condition'>): Condition | null => {
  if (data.segmentId) return { segment: data.segmentId };
  if (data.listId) return { list: data.listId };
  return data.condition ?? null;
};

const isEmptyGroup = (condition: Condition): boolean =>
  ('all' in condition && condition.all.length === 0) || ('any' in condition && condition.any.length === 0);

/** Whether the people of a condition can be counted: it is finished, and asks nothing of messages that nobody has got yet. */
export const isCountable = (condition: Condition | null): condition is Condition =>
  condition !== null && !isEmptyGroup(condition) && conditionSchema.safeParse(condition).success && messageNodesOf(condition).length === 0;

/** Counts several conditions, as one stops typing. `undefined` where a count is not there (yet). */
export const useCounts = (conditions: readonly (Condition | null)[]) => {
  const [settled] = useDebouncedValue(JSON.stringify(conditions), 350);
  const asked = JSON.parse(settled) as (Condition | null)[];
  return useQueries({
    queries: asked.map((condition) => ({
      queryKey: keyOf(routes.countSegment, { body: { condition } }),
      queryFn: ({ signal }: { signal: AbortSignal }) => (condition ? call(routes.countSegment, { body: { condition }, signal }) : null),
      enabled: isCountable(condition),
      staleTime: 60_000,
      retry: false,
    })),
    combine: (results) => results.map((result) => result.data ?? undefined),
  });
};

export const useCount = (condition: Condition | null): { count: number | undefined; milliseconds: number | undefined } => {
  const [counted] = useCounts([condition]);
  return { count: counted?.count, milliseconds: counted?.milliseconds };
};
