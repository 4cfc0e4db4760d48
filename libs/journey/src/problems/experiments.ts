import { addDuration } from '@wayfare/kernel';
import type { Drawing } from '../graph/drawing.js';
import type { GraphNode } from '../graph/schema.js';
import type { JourneySettings } from '../graph/settings.js';
import { GOAL_WINDOW, RESPONSE_WINDOW } from '../graph/windows.js';
import { isPositiveDuration } from './checks.js';
import { type Finding, type Problem, problemAt, unless } from './codes.js';

/** What an experiment needs of the journey's settings. */

const EPOCH = new Date(0);

const isLonger = (one: string, other: string): boolean => addDuration(EPOCH, one) > addDuration(EPOCH, other);

const findingsFor = ({ data: { measure, decide } }: GraphNode<'experiment'>, { response, goal }: JourneySettings): readonly Finding[] => {
  const window = measure.by === 'response' ? response?.window || RESPONSE_WINDOW : goal?.window || GOAL_WINDOW;
  const duration = decide?.after.duration ?? '';
  const isTold = isPositiveDuration(duration) && isPositiveDuration(window);
  return [
    ...unless(measure.by === 'response' || goal !== undefined, 'measure_without_goal'),
    ...unless(!isTold || isLonger(duration, window), 'decides_before_windows_close', { duration, window }),
  ];
};

export const experimentProblems = (drawing: Drawing, settings: JourneySettings): readonly Problem[] =>
  [...drawing.nodes.values()].flatMap((node) =>
    node.type === 'experiment' ? findingsFor(node, settings).map((found) => problemAt(node.id, found)) : [],
  );
