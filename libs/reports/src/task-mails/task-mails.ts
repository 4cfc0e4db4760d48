import { type Connectors, compileMjml } from '@wayfare/channels';
import type { Clock } from '@wayfare/kernel';
import { type Database, JOB, QUEUE, type Queues, readSettings } from '@wayfare/platform';
import { afterAttempt } from '../mail/attempts.js';
import { localeOf } from '../mail/frame.js';
import { letterOf } from './letter.js';
import { CLAIM, COUNT_DUE, DROP, FINISH, GATHER, GIVE_UP, NEXT_DUE, TASKS_OF_MAIL, WAITING } from './task-mails.sql.js';

export interface TaskMailsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly queues: Pick<Queues, 'add'>;
  readonly connectors: Pick<Connectors, 'sendOwn'>;
  readonly publicUrl: string;
}

interface WaitingMail {
  readonly id: string;
  readonly email: string;
  readonly locale: string;
}

interface TaskRow {
  readonly title: string;
  readonly note: string | null;
  readonly dueAt: Date | null;
  readonly customerId: string;
  readonly customerName: string;
  readonly journeyName: string;
  readonly all: number;
}

/** Tasks that a mail tells one by one; a longer list is read on the page. */
const SHOWN = 20;

/**
 * Tells colleagues by mail what they were asked to do, by a journey or by hand. Journeys and forecasts know nothing of it: what is to be told is read from the tasks, some minutes after the first of them came, so that
 * many are one mail. A mail has a row before it leaves and its tasks name it, so that no crash and no second worker tells of an assignment twice; one that broke off at the hand-over stays unknown. While one to
 * somebody waits for its mail server, what comes meanwhile waits with it and goes into the next. The words are written at each attempt: what was done meanwhile is not asked for.
 */
export class TaskMails {
  readonly #publicUrl: string;

  constructor(private readonly deps: TaskMailsDeps) {
    this.#publicUrl = deps.publicUrl.replace(/\/+$/, '');
  }

  /** What is due now and not done. */
  async left(): Promise<{ kind: string; count: number }[]> {
    const { database, clock } = this.deps;
    const [row] = await database.query<{ due: number }>(COUNT_DUE, [clock.now()]);
    return row && row.due > 0 ? [{ kind: 'task mails', count: row.due }] : [];
  }

  /** The next instant after now, `until` at the latest, at which something comes due. */
  async next(until: Date): Promise<Date | null> {
    const { database, clock } = this.deps;
    const [row] = await database.query<{ next: Date | null }>(NEXT_DUE, [clock.now(), until]);
    return row?.next ?? null;
  }

  /** Adds the job where something is due. */
  async announce(): Promise<void> {
    if ((await this.left()).length === 0) return;
    await this.deps.queues.add(QUEUE.reports, [{ name: JOB.taskMails, id: 'task-mails', data: {} }]);
  }

  /** Handles `JOB.taskMails`. */
  async run(): Promise<void> {
    const { database, clock } = this.deps;
    await database.query(GIVE_UP, [clock.now()]);
    await database.query(GATHER, [clock.now()]);
    for (const mail of await database.query<WaitingMail & object>(WAITING, [clock.now()])) await this.#send(mail);
  }

  async #send(mail: WaitingMail): Promise<void> {
    const { database, clock, connectors } = this.deps;
    const tasks = await database.query<TaskRow & object>(TASKS_OF_MAIL, [mail.id, SHOWN]);
    if (tasks.length === 0) {
      await database.query(DROP, [mail.id]);
      return;
    }
    const parcel = await this.#parcel(mail, tasks);
    const [claimed] = await database.query<{ attempts: number }>(CLAIM, [mail.id, clock.now()]);
    if (!claimed) return;
    const outcome = await connectors.sendOwn('email', parcel);
    const { state, retryAt, error } = afterAttempt(outcome, claimed.attempts, clock.now());
    await database.query(FINISH, [mail.id, state, retryAt, error]);
  }

  async #parcel({ id, email, locale }: WaitingMail, tasks: readonly TaskRow[]) {
    const { name, timeZone } = await readSettings(this.deps.database);
    const { subject, text, mjml } = letterOf({
      ...{ locale: localeOf(locale), timeZone, workspace: name, all: tasks[0]?.all ?? 0 },
      tasks: tasks.map(({ customerId, ...task }) => ({ ...task, link: `${this.#publicUrl}/customers/${customerId}` })),
      allLink: `${this.#publicUrl}/tasks?whose=mine`,
    });
    const { html } = await compileMjml(mjml);
    return { id: `task-mail-${id}`, to: email, content: { subject, html, text }, unsubscribeUrl: null, feedbackId: null };
  }
}
