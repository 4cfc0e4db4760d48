import { isCron, readInstant } from '@wayfare/kernel';
import type { Audience, Schedule } from '../../plan.js';
import { type Finding, finding, unless } from '../../problems/codes.js';
import type { GraphContext } from '../../problems/known.js';
import { type NodeDefinition, none, ONE_WAY } from '../definition.js';
import { compileEntry, entryFindings } from '../entry.js';
import type { AudienceData } from './schema.js';

const choicesIn = (data: AudienceData): number => [data.segmentId, data.listId, data.condition].filter(Boolean).length;

const isInstant = (text: string): boolean => /(Z|[+-]\d\d:\d\d)$/.test(text) && readInstant(text) !== null;

const scheduleFindings = (schedule: AudienceData['schedule']): readonly Finding[] => {
  if (schedule === undefined) return [];
  return 'at' in schedule
    ? unless(isInstant(schedule.at), 'bad_schedule', { value: schedule.at })
    : unless(isCron(schedule.cron), 'bad_cron', { value: schedule.cron });
};

const audienceFindings = (data: AudienceData, known: GraphContext): readonly Finding[] => [
  ...(choicesIn(data) === 0 ? [finding('missing_audience')] : []),
  ...(choicesIn(data) > 1 ? [finding('two_audiences')] : []),
  ...unless(!data.segmentId || known.segments.has(data.segmentId), 'unknown_segment', { segment: data.segmentId ?? '' }),
  ...unless(!data.listId || known.lists.has(data.listId), 'unknown_list', { list: data.listId ?? '' }),
  ...scheduleFindings(data.schedule),
  ...entryFindings(data),
];

const audienceOf = ({ segmentId, listId, condition }: AudienceData): Audience => {
  if (segmentId) return { segmentId };
  return listId ? { listId } : { condition: condition ?? { any: [] } };
};

/** With the instant in the one form that sorts and compares: UTC. */
const scheduleOf = (schedule: AudienceData['schedule']): Schedule | null => {
  if (schedule === undefined || 'cron' in schedule) return schedule ?? null;
  return { at: readInstant(schedule.at)?.toISOString() ?? schedule.at };
};

/** Everyone in a segment, on a list or under a condition comes in, at launch, at an instant or again and again. */
export const audience: NodeDefinition<'audience'> = {
  place: 'entry',
  sends: false,
  handles: () => ONE_WAY,
  conditions: ({ name, condition }) => (condition ? [{ name, condition }] : []),
  matches: none,
  findings: audienceFindings,
  compile: ({ id, data }, wiring) => ({
    kind: 'audience',
    id,
    name: data.name,
    audience: audienceOf(data),
    schedule: scheduleOf(data.schedule),
    ...compileEntry(data),
    next: wiring.next(null),
  }),
  interpret: (step) => ({ does: 'go', to: step.next, handle: null }),
};
