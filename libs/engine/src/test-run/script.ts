import type { Person } from '@wayfare/channels';
import type { TestHappening } from '@wayfare/contracts';
import { type Plan, TASK_DONE_EVENT } from '@wayfare/journey';
import { addDuration, type Json } from '@wayfare/kernel';
import type { Tx } from '@wayfare/platform';
import type { Meanwhile } from '../forecast/rehearsal.js';
import { IMAGINED_VERSION } from '../forecast/shadow.js';
import { pathsOf } from '../read/paths.js';
import { ANSWER, BATCH, CANCEL, DUE, HAPPEN } from './script.sql.js';

/** A message that was handed over in a run, with its person as they were then. */
export interface Handed {
  readonly customerId: string;
  readonly messageId: string;
  readonly nodeId: string;
  readonly channel: string;
  readonly person: Person;
  readonly at: Date;
}

/** A line of the script; `at` is known once its person has come so far. */
interface Line extends TestHappening {
  at: Date | null;
  isDone: boolean;
}

/** Answers to a message, and how they are written down beside their event. */
const ANSWERS: Readonly<Record<string, 'open' | 'click'>> = { 'message.opened': 'open', 'message.clicked': 'click' };

const sendingNodes = ({ steps }: Plan): string[] =>
  Object.values(steps).flatMap(({ id, kind }) => (kind === 'send' || kind === 'webhook' ? [id] : []));

/**
 * What the people of a test run do while they are on their way, as it was written down beforehand, and the hand that takes their messages: each is handed over at the instant at which it may
 * leave by the clock of the run, and kept with its person as they were then.
 */
export class Script implements Meanwhile {
  readonly handed: Handed[] = [];
  readonly nodes: readonly string[];
  private readonly lines: Line[];
  private written = 0;

  constructor(
    private readonly journeyId: string,
    plan: Plan,
    events: readonly TestHappening[],
    begins: Date,
  ) {
    this.nodes = sendingNodes(plan);
    this.lines = events.map((event) => ({
      ...event,
      at: event.afterNode === undefined ? addDuration(begins, event.after) : null,
      isDone: false,
    }));
  }

  async hand(tx: Tx, now: Date): Promise<void> {
    const due = await tx.query<Omit<Handed, 'at' | 'person'> & Person & { hasLeft: boolean }>(DUE, [IMAGINED_VERSION, now]);
    const left = due.filter(({ hasLeft }) => hasLeft).map(({ messageId }) => messageId);
    if (left.length > 0) await tx.query(CANCEL, [left]);
    for (const { hasLeft, customerId, messageId, nodeId, channel, ...person } of due)
      if (!hasLeft) this.handed.push({ customerId, messageId, nodeId, channel, person, at: now });
  }

  async next(tx: Tx, now: Date): Promise<Date | null> {
    await this.findTimes(tx);
    const times = this.lines.flatMap(({ at, isDone }) => (at && !isDone ? [Math.max(at.getTime(), now.getTime())] : []));
    return times.length === 0 ? null : new Date(Math.min(...times));
  }

  async happen(tx: Tx, now: Date): Promise<void> {
    const lines = this.lines.filter(({ at, isDone }) => at && at <= now && !isDone);
    const ids: string[] = [];
    for (const line of lines) {
      line.isDone = true;
      ids.push(await this.write(tx, line, now));
    }
    if (lines.length === 0) return;
    await tx.query(BATCH, [now, [...new Set(lines.map(({ name }) => name))], lines.map(({ customerId }) => customerId), ids]);
  }

  /** When lines come about whose people have come to their node since. */
  private async findTimes(tx: Tx): Promise<void> {
    const open = this.lines.filter(({ at }) => at === null);
    if (open.length === 0) return;
    const paths = await pathsOf(tx, this.journeyId, [...new Set(open.map(({ customerId }) => customerId))]);
    for (const line of open) {
      const visits = (paths.get(line.customerId) ?? []).flatMap((stay) => stay.visits);
      const came = ANSWERS[line.name] ? this.messageOf(line)?.at : visits.find(({ nodeId }) => nodeId === line.afterNode)?.arrivedAt;
      if (came) line.at = addDuration(came, line.after);
    }
  }

  private messageOf({ customerId, afterNode }: Line): Handed | undefined {
    return this.handed.findLast((message) => message.customerId === customerId && message.nodeId === afterNode);
  }

  private async write(tx: Tx, line: Line, now: Date): Promise<string> {
    this.written += 1;
    const id = `test-run-${this.written}`;
    const message = this.messageOf(line);
    const kind = ANSWERS[line.name];
    if (kind && message) await tx.query(ANSWER, [line.customerId, message.messageId, kind, this.journeyId, now]);
    const about: Record<string, Json> =
      kind && message
        ? {
            journeyId: this.journeyId,
            nodeId: message.nodeId,
            messageId: `${line.customerId}-${message.messageId}`,
            channel: message.channel,
          }
        : {};
    const done = line.name === TASK_DONE_EVENT ? { journeyId: this.journeyId, nodeId: line.afterNode ?? '' } : {};
    await tx.query(HAPPEN, [line.customerId, id, line.name, now, JSON.stringify({ ...about, ...done, ...line.properties })]);
    return id;
  }
}
