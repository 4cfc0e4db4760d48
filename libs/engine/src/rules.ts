import { quietTimesOf } from '@wayfare/journey';
import { type Cap, type QuietTimes, quietTimesIn } from '@wayfare/kernel';
import { contactRulesIn, type WorkspaceSettings } from '@wayfare/platform';
import type { Version } from './plans.js';

/** When, and how often, people may be written to (decision 007). */
export interface Rules {
  readonly quiet: QuietTimes;
  readonly caps: readonly Cap[];
}

/** The workspace's rules, as far as the journey does not bring its own: asked by a step, and by the gate once more. */
export const rulesOf = ({ plan }: Version, settings: WorkspaceSettings): Rules => {
  const rules = contactRulesIn(settings);
  return { quiet: quietTimesOf(plan.settings, quietTimesIn(rules)), caps: rules.caps ?? [] };
};

/** Whether there is any quiet time at all. */
export const isEverQuiet = ({ hours, holidays }: QuietTimes): boolean => hours !== null || holidays.length > 0;
