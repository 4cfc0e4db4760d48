import type { Connectors } from '@wayfare/channels';
import { compileMjml } from '@wayfare/channels';
import type { Clock } from '@wayfare/kernel';
import { type Database, readSettings, type WorkspaceSettings } from '@wayfare/platform';
import { afterAttempt, DEAD_MS } from '../mail/attempts.js';
import { localeOf } from '../mail/frame.js';
import { morningOf } from '../readings/schedule.js';
import type { Body } from '../response/report.js';
import { letterOf } from './letter.js';
import type { MorningLinks } from './links.js';
import { BODIES, CLAIM, DUE_MAILS, FINISH, GIVE_UP, NEXT_RETRY } from './morning.sql.js';

export interface MailsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly connectors: Pick<Connectors, 'sendOwn'>;
  readonly links: MorningLinks;
}

interface DueMail {
  readonly userId: string;
  readonly email: string;
  readonly locale: string;
  readonly journeyIds: readonly string[];
}

/**
 * The morning mail: one for each user and send day, with the first readings of the journeys that they follow. Each has a row with its key before it leaves, so
 * that two workers, or one that died, send no second one; what became of a mail that broke off at the hand-over stays unknown.
 */
export class MorningMails {
  constructor(private readonly deps: MailsDeps) {}

  /** Users whose mail is due now. */
  async due(settings: WorkspaceSettings): Promise<DueMail[]> {
    const { database, clock } = this.deps;
    const { at, day } = morningOf(clock.now(), settings);
    return database.query<DueMail>(DUE_MAILS, [day, at, clock.now()]);
  }

  /** When a mail that did not leave is tried again, after now and by `until`. */
  async next(until: Date): Promise<Date | null> {
    const { database, clock } = this.deps;
    const [row] = await database.query<{ next: Date | null }>(NEXT_RETRY, [clock.now(), until]);
    return row?.next ?? null;
  }

  async sendDue(): Promise<void> {
    const { database, clock } = this.deps;
    const settings = await readSettings(database);
    const { day } = morningOf(clock.now(), settings);
    await database.query(GIVE_UP, [new Date(clock.now().getTime() - DEAD_MS), day]);
    for (const mail of await this.due(settings)) await this.#send(mail, day, settings);
  }

  async #send(mail: DueMail, day: string, settings: WorkspaceSettings): Promise<void> {
    const { database, clock, connectors } = this.deps;
    const parcel = await this.#parcel(mail, day, settings);
    const [claimed] = await database.query<{ attempts: number }>(CLAIM, [mail.userId, day, clock.now()]);
    if (!claimed) return;
    const outcome = await connectors.sendOwn('email', parcel);
    const { state, retryAt, error } = afterAttempt(outcome, claimed.attempts, clock.now());
    await database.query(FINISH, [mail.userId, day, state, retryAt, error]);
  }

  async #parcel({ userId, email, locale, journeyIds }: DueMail, day: string, settings: WorkspaceSettings) {
    const { database, links } = this.deps;
    const rows = await database.query<{ body: Body }>(BODIES, [day, journeyIds]);
    const reports = rows.map(({ body }) => ({ body, link: links.report(body.journey.id, day) }));
    const endLink = links.end(userId);
    const { subject, text, mjml } = letterOf({ day, workspace: settings.name, locale: localeOf(locale), reports, endLink });
    const { html } = await compileMjml(mjml);
    return {
      id: `morning-${userId}-${day}`,
      to: email,
      content: { subject, html, text },
      unsubscribeUrl: endLink,
      feedbackId: null,
    };
  }
}
