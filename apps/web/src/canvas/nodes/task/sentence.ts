import type { NodeDataByKind } from '@wayfare/journey';
import { called, joined, type Words } from '../words.js';

type Task = NodeDataByKind['task'];

const waiting = ({ waitForIt, timeout }: Task, { t, format }: Words): string | null => {
  if (!waitForIt) return null;
  return t('nodes.task.waits', { duration: timeout ? format.duration(timeout) : t('nodes.unfinished') });
};

const who = (assignee: NonNullable<Task['assignee']>, { t, names }: Words): string =>
  'user' in assignee ? called(names.colleagues, assignee.user) : t(`nodes.task.role.${assignee.role}`);

/** "Asks Ann: “Call {{ … }}”, waits 3 days at most". */
export const sentence = (data: Task, words: Words): string => {
  const { t } = words;
  const { title, assignee } = data;
  if (title.trim() === '') return t('nodes.task.noTitle');
  if (!assignee || ('user' in assignee && assignee.user === '')) return t('nodes.task.nobody', { title });
  return joined([t('nodes.task.says', { who: who(assignee, words), title }), waiting(data, words)], words);
};
