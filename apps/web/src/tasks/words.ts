import type { Task } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import type { Tone } from '../ui/index.js';

/** Colleagues by their ids. */
export type Colleagues = ReadonlyMap<string, string>;

/** Who is asked: a colleague by name, or whoever of a role comes first. */
export const assigneeWords = ({ assignee }: Pick<Task, 'assignee'>, colleagues: Colleagues, t: TFunction): string =>
  'user' in assignee ? (colleagues.get(assignee.user) ?? t('tasks.somebodyGone')) : t(`nodes.task.role.${assignee.role}`);

const DAY_MS = 86_400_000;

/** How urgent an open task is: what should have been done, and what should be within a day. */
export const dueTone = (dueAt: string | null, now: string): Tone => {
  if (dueAt === null) return 'plain';
  const left = Date.parse(dueAt) - Date.parse(now);
  if (left < 0) return 'bad';
  return left < DAY_MS ? 'warn' : 'plain';
};

/** Whether somebody has to look: at a mail that did not leave, or may not have. */
export const mailTone = (state: NonNullable<Task['mail']>['state']): Tone =>
  state === 'failed' ? 'bad' : state === 'waiting' || state === 'unknown' ? 'warn' : 'plain';
