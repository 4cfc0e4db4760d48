import { NEVER_QUIET, type QuietTimes } from '@wayfare/kernel';
import type { PlanSettings } from './plan.js';

/** When nobody of a journey is written to: its own hours in place of the workspace's, and the workspace's holidays. */
export const quietTimesOf = ({ quietHours }: PlanSettings, workspace: QuietTimes = NEVER_QUIET): QuietTimes =>
  quietHours ? { ...workspace, hours: { ...quietHours, channels: null } } : workspace;
