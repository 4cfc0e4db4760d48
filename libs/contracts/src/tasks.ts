import { z } from 'zod';
import { roleSchema } from './access.js';
import { idSchema, instantSchema, pageOf, pageQuery } from './common.js';
import { BUILDERS, EVERYONE, route } from './route.js';

export const TASK_STATES = ['open', 'done', 'expired', 'withdrawn'] as const;
/** A mail is tried again (`waiting`) where it certainly did not leave; where the connection broke at the hand-over, nobody knows (`unknown`). */
const TASK_MAIL_STATES = ['waiting', 'sending', 'sent', 'failed', 'unknown'] as const;
/** Whose: my own, my own and my role's, everybody's. */
export const TASK_SCOPES = ['mine', 'role', 'all'] as const;
export type TaskScope = (typeof TASK_SCOPES)[number];

/** Whom a task waits for: one colleague, or whoever of a role comes first. */
const assigneeSchema = z.union([z.strictObject({ user: idSchema }), z.strictObject({ role: roleSchema })]);
export type TaskAssignee = z.infer<typeof assigneeSchema>;

export const taskSchema = z.object({
  id: idSchema,
  title: z.string(),
  note: z.string().nullable(),
  customer: z.object({ id: idSchema, name: z.string() }),
  journey: z.object({ id: idSchema, name: z.string() }),
  nodeId: z.string(),
  assignee: assigneeSchema,
  /** The person stays at the step until it is done. */
  waits: z.boolean(),
  madeAt: instantSchema,
  dueAt: instantSchema.nullable(),
  state: z.enum(TASK_STATES),
  /** The id of the colleague who did it; null for a script, or where it is not done. */
  doneBy: idSchema.nullable(),
  closedAt: instantSchema.nullable(),
  outcome: z.string().nullable(),
  /** The mail that told the colleague of it; null where none was written (yet). */
  mail: z
    .object({
      state: z.enum(TASK_MAIL_STATES),
      /** When it was last handed over, or written. */
      at: instantSchema,
      /** When it is tried again. */
      retryAt: instantSchema.nullable(),
      /** What the mail server said. */
      error: z.string().nullable(),
    })
    .nullable(),
});
export type Task = z.infer<typeof taskSchema>;

/** Open ones. */
const countsSchema = z.object({
  mine: z.int(),
  /** My own and my role's. */
  role: z.int(),
  all: z.int(),
  /** Of `role`, those that should have been done by now. */
  overdue: z.int(),
});
export type TaskCounts = z.infer<typeof countsSchema>;

/** Somebody’s own setting. */
const taskMailSchema = z.strictObject({ wanted: z.boolean() });

export const taskRoutes = {
  tasks: route(
    'GET',
    '/tasks',
    EVERYONE,
    'What journeys ask colleagues to do: the open ones by when they are due, or the others, latest first',
    {
      query: pageQuery.omit({ query: true }).extend({
        scope: z.enum(TASK_SCOPES).optional(),
        is: z.enum(['open', 'closed']).optional(),
        customer: idSchema.optional(),
      }),
      reply: pageOf(taskSchema),
    },
  ),
  taskCounts: route('GET', '/tasks/counts', EVERYONE, 'How many tasks are open', { reply: countsSchema }),
  doTask: route('POST', '/tasks/:id/done', EVERYONE, 'Say that a task is done, and how it came out; whoever waited for it goes on', {
    body: z.strictObject({ outcome: z.string().trim().max(1000).optional() }),
    reply: taskSchema,
  }),
  assignTask: route('POST', '/tasks/:id/assign', BUILDERS, 'Give an open task to another colleague, or to a role', {
    body: z.strictObject({ assignee: assigneeSchema }),
    reply: taskSchema,
  }),
  taskMail: route('GET', '/me/task-mail', EVERYONE, 'Whether I get my tasks by mail', { reply: taskMailSchema }),
  changeTaskMail: route('PATCH', '/me/task-mail', EVERYONE, 'Get my tasks by mail, or not', {
    body: taskMailSchema,
    reply: taskMailSchema,
  }),
  colleagues: route('GET', '/colleagues', EVERYONE, 'Who can be asked to do something: open accounts, by name', {
    reply: z.object({ items: z.array(z.object({ id: idSchema, name: z.string(), role: roleSchema })) }),
  }),
};
