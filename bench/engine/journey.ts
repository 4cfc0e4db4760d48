import type { Graph } from '@wayfare/journey';

/** People in a cohort. */
export const COHORT = 50_000;
/** One customer in five lives there. */
export const CITY = 'Lyon';
/** Short enough for the queues to hold a job for each waiting cohort. */
export const WAIT_MS = 300_000;

/**
 *   in ── wait ── branch ─┬─ Lyon ── wait-a ─┐
 *                         └─ else ── wait-b ─┴─ mail ── end
 */
export const journeyOf = (templateId: string): Graph => {
  const position = { x: 0, y: 0 };
  const edge = (source: string, target: string, sourceHandle?: string) => ({
    id: `${source}-${sourceHandle ?? ''}-${target}`,
    source,
    target,
    ...(sourceHandle ? { sourceHandle } : {}),
  });
  const wait = (id: string) => ({ id, type: 'wait' as const, position, data: { name: id, mode: 'duration' as const, duration: 'PT5M' } });
  const lyon = { id: 'lyon', name: 'Lyon', condition: { attribute: 'city', is: 'eq' as const, value: CITY } };
  return {
    settings: {},
    nodes: [
      {
        id: 'in',
        type: 'audience',
        position,
        data: { name: 'in', condition: { attribute: 'age', is: 'gte', value: 18 }, reentry: { policy: 'never' } },
      },
      wait('wait'),
      { id: 'branch', type: 'branch', position, data: { name: 'branch', paths: [lyon] } },
      wait('wait-a'),
      wait('wait-b'),
      { id: 'mail', type: 'send', position, data: { name: 'mail', channel: 'email', templateId } },
      { id: 'end', type: 'exit', position, data: { name: 'end' } },
    ],
    edges: [
      edge('in', 'wait'),
      edge('wait', 'branch'),
      edge('branch', 'wait-a', 'lyon'),
      edge('branch', 'wait-b', 'else'),
      edge('wait-a', 'mail'),
      edge('wait-b', 'mail'),
      edge('mail', 'end'),
    ],
  };
};

/** Steps that each customer takes: audience, wait, branch, wait, send. */
export const STEPS = 5;
