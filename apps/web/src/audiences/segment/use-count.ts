import { useDebouncedValue } from '@mantine/hooks';
import { routes } from '@wayfare/contracts';
import type { Condition } from '@wayfare/kernel';
import { useRead } from '../../api/hooks.js';
import { isComplete } from '../condition/gaps.js';

const PAUSE = 350;
const FRESH = 30_000;

/** The condition as it may be asked just now: complete, and untouched for a moment. */
export const useAskable = (condition: Condition | null): Condition | null => {
  const [settled] = useDebouncedValue(condition, PAUSE);
  return settled !== null && isComplete(settled) ? settled : null;
};

// the body of a read that is not enabled is never sent
const EVERYONE: Condition = { all: [] };

/** How many people a condition holds for, while it is being written; the last number stays until the next is there. */
export const useCount = (condition: Condition | null) => {
  const asked = useAskable(condition);
  const count = useRead(
    routes.countSegment,
    { body: { condition: asked ?? EVERYONE } },
    { enabled: asked !== null, keep: true, fresh: FRESH },
  );
  const isStale = condition !== asked || count.isPlaceholderData || count.isFetching;
  return { asked, count, isStale };
};

/** A few people whom it holds for. */
export const useSample = (asked: Condition | null) =>
  useRead(routes.sampleSegment, { body: { condition: asked ?? EVERYONE } }, { enabled: asked !== null, keep: true, fresh: FRESH });
