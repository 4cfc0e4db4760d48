import type { BodyOf, Page, QueryOf, ReplyOf, Role, routes, Task, TaskAssignee, TaskCounts } from '@wayfare/contracts';
import type { Ingestion } from '@wayfare/customers';
import { TASK_DONE_EVENT } from '@wayfare/journey';
import { AppError, type Clock, conflict, invalid, notFound } from '@wayfare/kernel';
import { currentActor, type Database, recordChange, type Sql } from '@wayfare/platform';
import { readCursor, writeCursor } from './cursor.js';
import { ASSIGN_TASK, CLOSED_TASKS, COLLEAGUE, COLLEAGUES, COUNT_TASKS, DO_TASK, OPEN_TASKS, TASK } from './tasks.sql.js';

/** Who asks: a colleague, or a script of some role. */
export interface Asking {
  readonly userId: string | null;
  readonly role: Role;
}

export interface TasksDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly events: Pick<Ingestion, 'appendEvents' | 'announce'>;
}

interface TaskRow {
  id: string;
  title: string;
  note: string | null;
  customerId: string;
  customerName: string;
  journeyId: string;
  journeyName: string;
  nodeId: string;
  userId: string | null;
  role: Role | null;
  waits: boolean;
  madeAt: Date;
  dueAt: Date | null;
  state: Task['state'];
  doneBy: string | null;
  closedAt: Date | null;
  outcome: string | null;
  mailState: NonNullable<Task['mail']>['state'] | null;
  mailedAt: Date | null;
  mailRetryAt: Date | null;
  mailError: string | null;
}

const PAGE = 50;
const USER = 'user:';

const assigneeOf = ({ userId, role }: Pick<TaskRow, 'userId' | 'role'>): TaskAssignee =>
  userId === null ? { role: role ?? 'admin' } : { user: userId };

const mailOf = ({ mailState, mailedAt, mailRetryAt, mailError }: TaskRow): Task['mail'] =>
  mailState === null || mailedAt === null
    ? null
    : { state: mailState, at: mailedAt.toISOString(), retryAt: mailRetryAt?.toISOString() ?? null, error: mailError };

const toTask = (task: TaskRow): Task => {
  const { id, title, note, customerId, customerName, journeyId, journeyName, nodeId, waits, state, outcome, doneBy } = task;
  return {
    ...{ id, title, note, nodeId, waits, state, outcome },
    customer: { id: customerId, name: customerName },
    journey: { id: journeyId, name: journeyName },
    assignee: assigneeOf(task),
    madeAt: task.madeAt.toISOString(),
    dueAt: task.dueAt?.toISOString() ?? null,
    closedAt: task.closedAt?.toISOString() ?? null,
    doneBy: doneBy?.startsWith(USER) ? doneBy.slice(USER.length) : null,
    mail: mailOf(task),
  };
};

/** Reviewers do what is asked of them or of all reviewers; who builds journeys may do anybody's. */
const mayDo = ({ userId, role }: Asking, task: TaskRow): boolean =>
  role !== 'reviewer' || task.role === role || (userId !== null && task.userId === userId);

const closedAlready = ({ state }: TaskRow): AppError => {
  const why = { done: 'done already', expired: 'too late', withdrawn: 'not asked for any more', open: 'open' }[state];
  return conflict('task_closed', `The task is ${why}.`, { state });
};

/**
 * What journeys ask colleagues to do for people. The engine makes tasks, lets them expire and withdraws them, each in the transaction of what causes it; here they are read, done and given to others. That one is done
 * is an event of its customer (`customer.task_done`), written with it: so it wakes whoever waits for it as any event does, in a pause too, and journeys and segments can ask for it.
 */
export class Tasks {
  constructor(private readonly deps: TasksDeps) {}

  async tasks(
    asking: Asking,
    { scope = 'role', is = 'open', customer, cursor, limit = PAGE }: QueryOf<typeof routes.tasks>,
  ): Promise<Page<Task>> {
    const behind = readCursor(cursor);
    const role = scope === 'role' ? asking.role : null;
    const rows = await this.deps.database.query<TaskRow>(is === 'open' ? OPEN_TASKS : CLOSED_TASKS, [
      ...[asking.userId, role, scope === 'all'],
      ...[customer ?? null, behind?.at ?? null, behind?.id ?? null, limit + 1],
    ]);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return { items: shown.map(toTask), next: last ? writeCursor(is === 'open' ? last.dueAt : last.closedAt, last.id) : null };
  }

  async taskCounts({ userId, role }: Asking): Promise<TaskCounts> {
    const { database, clock } = this.deps;
    const [counts] = await database.query<TaskCounts & object>(COUNT_TASKS, [userId, role, clock.now()]);
    return counts ?? { mine: 0, role: 0, all: 0, overdue: 0 };
  }

  async colleagues(): Promise<ReplyOf<typeof routes.colleagues>> {
    return { items: await this.deps.database.query<{ id: string; name: string; role: Role }>(COLLEAGUES) };
  }

  /**
   * @throws AppError `not_found`; 403 `not_your_task`; 409 `task_closed` where it is not open any more: somebody was faster, or the person has gone
   */
  async doTask(asking: Asking, id: string, { outcome }: BodyOf<typeof routes.doTask>): Promise<Task> {
    const { database, clock, events } = this.deps;
    const before = await find(database, id);
    if (!mayDo(asking, before)) throw new AppError('not_your_task', 403, 'This task is asked of somebody else.');
    const batchId = await database.transaction(async (tx) => {
      const now = clock.now();
      const [done] = await tx.query<{ customerId: string; journeyId: string; nodeId: string; entryNo: number }>(DO_TASK, [
        ...[id, currentActor(), now, outcome || null],
      ]);
      if (!done) throw closedAlready(await find(tx, id));
      const { customerId, journeyId, nodeId } = done;
      await recordChange(tx, clock, { action: 'done', kind: 'task', id, before: { state: 'open' }, after: { state: 'done', journeyId } });
      const properties = { taskId: id, journeyId, nodeId, ...(outcome ? { outcome } : {}) };
      const event = { customerId, id: `task-${id}-${done.entryNo}`, name: TASK_DONE_EVENT, occurredAt: now, receivedAt: now, properties };
      return (await events.appendEvents(tx, [event])).batchId;
    });
    if (batchId !== null) await events.announce(batchId);
    return toTask(await find(database, id));
  }

  /** @throws AppError `not_found`; 400 where nobody has that account; 409 `task_closed` */
  async assignTask(id: string, { assignee }: BodyOf<typeof routes.assignTask>): Promise<Task> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const before = await find(tx, id);
      const user = 'user' in assignee ? assignee.user : null;
      if (user !== null && (await tx.query(COLLEAGUE, [user])).length === 0)
        throw invalid('Nobody with an open account can be asked by this id.', [
          { path: 'assignee.user', code: 'unknown', message: `there is no colleague ${user}` },
        ]);
      const takesIt = user !== null && currentActor() === `${USER}${user}`;
      const given = await tx.query(ASSIGN_TASK, [id, user, 'role' in assignee ? assignee.role : null, clock.now(), takesIt]);
      if (given.length === 0) throw closedAlready(await find(tx, id));
      await recordChange(tx, clock, {
        action: 'assigned',
        kind: 'task',
        id,
        before: { assignee: assigneeOf(before) },
        after: { assignee },
      });
      return toTask(await find(tx, id));
    });
  }
}

const find = async (sql: Sql, id: string): Promise<TaskRow> => {
  const [row] = await sql.query<TaskRow & object>(TASK, [id]);
  if (!row) throw notFound('task', id);
  return row;
};
