import { VOCABULARY } from '@wayfare/kernel/testing';
import { compile } from '../compile.js';
import type { Graph } from '../graph/schema.js';
import type { Plan } from '../plan.js';
import type { GraphContext } from '../problems/known.js';

/** A workspace with one of each: what the sketches of `nodes.ts` and the arbitraries refer to. */
export const WORKSPACE: GraphContext = {
  templates: [
    { id: 'mail', channel: 'email', revision: 3 },
    { id: 'text', channel: 'sms', revision: 1 },
    { id: 'hook', channel: 'webhook', revision: 1 },
  ],
  connectors: [
    { id: 'smtp', kind: 'smtp', channel: 'email', isDefault: true },
    { id: 'smtp-2', kind: 'smtp', channel: 'email', isDefault: false },
    { id: 'gateway', kind: 'http', channel: 'sms', isDefault: true },
    { id: 'caller', kind: 'webhook', channel: 'webhook', isDefault: false },
  ],
  segments: new Set(['segment-1']),
  lists: new Set(['list-1', 'list-2']),
  attributes: new Set<string>(VOCABULARY.attributes),
  events: new Set<string>(VOCABULARY.events),
  computed: new Set(['value_tier']),
  deciles: new Map(VOCABULARY.attributes.map((attribute) => [attribute, [-1, 0, 1, 1, 1.5, 5, 5, 18, 100]])),
  purposes: [
    { key: 'news', basis: 'agreement' },
    { key: 'offers', basis: 'objection' },
    { key: 'invoices', basis: 'service' },
  ],
  colleagues: new Set(['user-1']),
  couponPools: new Set(['pool-1', 'pool-2']),
  journeys: [{ id: 'journey-1', name: 'Next', isOpen: true, reentry: 'after', leadsTo: [] }],
};

/** The plan of a graph that has to be right. */
export const planOf = (graph: Graph, known: GraphContext = WORKSPACE): Plan => {
  const compiled = compile(graph, known);
  if (!compiled.ok) throw new Error(compiled.error.map(({ nodeId, message }) => `${nodeId}: ${message}`).join('\n'));
  return compiled.value;
};
