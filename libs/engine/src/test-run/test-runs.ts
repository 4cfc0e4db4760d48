import type { Person } from '@wayfare/channels';
import {
  type BodyOf,
  MOST_TEST_PEOPLE,
  type ReplyOf,
  type routes,
  type TestHappening,
  type TestMessage,
  type TestRun,
} from '@wayfare/contracts';
import type { Plan } from '@wayfare/journey';
import { notFound, unprocessable } from '@wayfare/kernel';
import { currentActor, JOB, jobId, QUEUE, readSettings } from '@wayfare/platform';
import type { Engine } from '../engine.js';
import { compileDraft } from '../journeys/deciles.js';
import { refused } from '../journeys/launching.js';
import { readJourney } from '../journeys/rows.js';
import { type Letter, playTest } from './play.js';
import { PEOPLE } from './script.sql.js';
import { BEGIN, FORGET, GIVE_UP, INSERT, JOURNEY_NAME, LIST_MEMBERS, OPEN, OWN_ADDRESS, READ, WRITE } from './test-runs.sql.js';

/** Who goes, what they do meanwhile, and where their mails go. */
export interface RunScript {
  readonly customerIds: readonly string[];
  readonly events: readonly TestHappening[];
  readonly to: string;
  readonly speed: TestRun['speed'];
}

/** One mail of a test run: a template filled in for its person, to be sent to somebody else. */
export interface TestMail {
  readonly id: string;
  readonly to: string;
  readonly channel: string;
  readonly connectorId: string;
  readonly templateId: string;
  readonly templateRevision: number;
  readonly person: Person;
  readonly journeyName: string;
  /** By the clock of the run. */
  readonly at: Date;
  /** The steps that hand out coupons: in a test nobody gets a real code. */
  readonly couponSteps: readonly string[];
}

/** Sends mails of test runs; says how it went. */
export interface TestMailer {
  sendTestMail(mail: TestMail): Promise<{ readonly ok: boolean; readonly message: string; readonly subject: string | null }>;
}

/** So many mails of one run are sent at most. */
const MOST_MAILS = 100;
const KEPT = 20;
/** A worker writes after each mail; none takes so long. */
const DEAD_AFTER_SECONDS = 300;

interface RunRow extends Omit<TestRun, 'createdAt'> {
  readonly createdAt: Date;
}

/**
 * Test runs of drafts: chosen people go through in seconds, and what they would be sent is sent for real, to a test address. A run is carried out once, by a worker, and never a second time: a mail
 * that may have left is not sent again.
 */
export class TestRuns {
  constructor(
    private readonly engine: Engine,
    private readonly mailer: TestMailer,
  ) {}

  /** @throws AppError 422 `draft_not_testable`; `no_test_address`, `not_a_test_address`, `too_many_test_people`; `not_found` */
  async startTestRun(id: string, body: BodyOf<typeof routes.startTestRun>): Promise<{ id: string }> {
    const { database, clock } = this.engine.parts;
    const { graph, revision } = await readJourney(database, id);
    const now = clock.now();
    const compiled = await compileDraft(database, graph, now);
    if (!compiled.ok) throw refused(compiled.error, 'test');
    const script: RunScript = {
      customerIds: await this.peopleOf(body),
      events: body.events,
      to: await this.addressFor(body.to),
      speed: body.speed,
    };
    const [row] = await database.query<{ id: string }>(INSERT, [
      id,
      revision,
      JSON.stringify(compiled.value),
      JSON.stringify(script),
      currentActor(),
      now,
    ]);
    if (!row) throw new Error('a test run was not inserted');
    await this.hint([row.id]);
    return row;
  }

  async testRun(journeyId: string, number: number): Promise<ReplyOf<typeof routes.testRun>> {
    const [row] = await this.engine.parts.database.query<RunRow>(READ, [number, journeyId]);
    if (!row) throw notFound('test run', String(number));
    return { ...row, createdAt: row.createdAt.toISOString() };
  }

  /** Adds the jobs of runs that wait; those whose worker died are given up. */
  async resume(): Promise<void> {
    const { database } = this.engine.parts;
    await database.query(GIVE_UP, [DEAD_AFTER_SECONDS]);
    const open = await database.query<{ id: string }>(OPEN);
    await this.hint(open.map(({ id }) => id));
  }

  /** Handles `JOB.testRun`. */
  async run(id: string): Promise<void> {
    const { database, logger, cohortLimit } = this.engine.parts;
    const [row] = await database.query<{ journeyId: string; plan: Plan; script: RunScript; now: Date }>(BEGIN, [id]);
    if (!row) return;
    try {
      const { result, letters } = await playTest(database, { ...row, cohortLimit, logger });
      const messages = letters.map(({ message }) => message);
      const write = (state: 'sending' | 'done') => database.query(WRITE, [id, state, JSON.stringify({ ...result, messages }), null]);
      await write('sending');
      for (const [at, letter] of letters.entries()) {
        if (letter.message.state !== 'waiting') continue;
        messages[at] = await this.send(letter, { ...row, id, at });
        await write('sending');
      }
      await write('done');
      await database.query(FORGET, [row.journeyId, KEPT]);
    } catch (error) {
      logger.error({ err: error, testRunId: id }, 'a test run failed');
      await database.query(WRITE, [id, 'failed', null, String(error)]);
    }
  }

  private async send(
    { message, handed, step }: Letter,
    { id, at, journeyId, plan, script: { to } }: { id: string; at: number; journeyId: string; plan: Plan; script: RunScript },
  ): Promise<TestMessage> {
    const { database } = this.engine.parts;
    const { sendMode } = await readSettings(database);
    if (step.kind === 'webhook' || handed === null) return { ...message, state: 'not_sent', reason: 'webhook' };
    if (sendMode === 'never') return { ...message, state: 'not_sent', reason: 'never' };
    if (at >= MOST_MAILS) return { ...message, state: 'not_sent', reason: 'too_many' };
    const { channel, connectorId, templateId, templateRevision } = step;
    const [journey] = await database.query<{ name: string }>(JOURNEY_NAME, [journeyId]);
    const couponSteps = Object.values(plan.steps).flatMap(({ id: stepId, kind }) => (kind === 'coupon' ? [stepId] : []));
    const mail = { channel, connectorId, templateId, templateRevision, to, person: handed.person, at: handed.at, couponSteps };
    const sent = await this.mailer.sendTestMail({ ...mail, id: `test-run-${id}-${at + 1}`, journeyName: journey?.name ?? '' });
    return { ...message, to, subject: sent.subject, state: sent.ok ? 'sent' : 'failed', reason: sent.ok ? null : sent.message };
  }

  private async peopleOf({ customerIds, listId }: BodyOf<typeof routes.startTestRun>): Promise<string[]> {
    const { database } = this.engine.parts;
    if (listId === undefined) {
      const found = await database.query<{ id: string }>(PEOPLE, [customerIds]);
      const missing = customerIds?.find((id) => !found.some((person) => person.id === id));
      if (missing !== undefined) throw notFound('customer', missing);
      return found.map(({ id }) => id);
    }
    const members = await database.query<{ id: string }>(LIST_MEMBERS, [listId, MOST_TEST_PEOPLE + 1]);
    if (members.length === 0) throw notFound('list', listId);
    if (members.length > MOST_TEST_PEOPLE)
      throw unprocessable('too_many_test_people', `A test run takes ${MOST_TEST_PEOPLE} people at most; the list has more.`, {
        most: MOST_TEST_PEOPLE,
      });
    return members.map(({ id }) => id);
  }

  /** One's own address, or one of the workspace's for tests: nobody else gets a test's mail. */
  private async addressFor(wanted: string | undefined): Promise<string> {
    const { database } = this.engine.parts;
    const [own] = await database.query<{ email: string }>(OWN_ADDRESS, [currentActor()]);
    const { testAddresses } = await readSettings(database);
    const allowed = [...(own ? [own.email] : []), ...testAddresses];
    const [first] = allowed;
    if (first === undefined) throw unprocessable('no_test_address', 'There is no address for tests: name one in the settings.');
    if (wanted === undefined) return first;
    if (!allowed.some((address) => address.toLowerCase() === wanted.toLowerCase()))
      throw unprocessable('not_a_test_address', `${wanted} is no test address of the workspace, and not your own.`, { address: wanted });
    return wanted;
  }

  private async hint(ids: readonly string[]): Promise<void> {
    const jobs = ids.map((testRunId) => ({ name: JOB.testRun, id: jobId.testRun(testRunId), data: { testRunId } }));
    if (jobs.length > 0) await this.engine.parts.queues.add(QUEUE.testRuns, jobs);
  }
}
