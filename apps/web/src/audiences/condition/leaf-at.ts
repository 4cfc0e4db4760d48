import type { Condition, Leaf } from '@wayfare/kernel';

const childAt = (condition: Condition, step: string, index: number): Condition | null => {
  if (step === 'all' && 'all' in condition) return condition.all[index] ?? null;
  if (step === 'any' && 'any' in condition) return condition.any[index] ?? null;
  return null;
};

const isLeaf = (condition: Condition): condition is Leaf => !('all' in condition || 'any' in condition || 'not' in condition);

/** The row that a path names (`all.1.not`, `any.0`; the empty path is the condition itself); `null` where the path leads nowhere. */
export const leafAt = (condition: Condition, path: string): Leaf | null => {
  const steps = path === '' ? [] : path.split('.');
  let at: Condition | null = condition;
  while (at !== null && steps.length > 0) {
    const step = steps.shift();
    if (step === 'not' && 'not' in at) at = at.not;
    else at = childAt(at, step ?? '', Number(steps.shift()));
  }
  return at !== null && isLeaf(at) ? at : null;
};
