import { addDuration, type Profile } from '@wayfare/kernel';
import { profileWith } from '@wayfare/kernel/testing';
import type { Graph } from '../graph/schema.js';
import { interpret } from '../interpret/interpret.js';
import type { InterpretOptions, JourneyEvent, JourneyPath } from '../interpret/path.js';
import { LAUNCH } from './launch.js';
import { tell } from './tell.js';
import { planOf } from './workspace.js';

export interface Given {
  readonly person?: Partial<Profile>;
  readonly events?: readonly JourneyEvent[];
  readonly options?: Partial<InterpretOptions>;
}

/** A person's path through a drawing that is launched at `LAUNCH`, followed for sixty days. */
export const go = (graph: Graph, { person = {}, events = [], options = {} }: Given = {}): JourneyPath =>
  interpret(planOf(graph), profileWith(person), events, {
    journeyId: '7',
    workspaceZone: 'Europe/Berlin',
    launchedAt: LAUNCH,
    until: addDuration(LAUNCH, 'P60D'),
    ...options,
  });

/** The same, as it is told. */
export const way = (graph: Graph, given: Given = {}): string[] => tell(go(graph, given));
