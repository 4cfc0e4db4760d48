import type { BodyOf, MorningMail, routes } from '@wayfare/contracts';
import { AppError, type Clock } from '@wayfare/kernel';
import { type Database, readSettings, recordChange, type Sql } from '@wayfare/platform';
import { type Asker, personOf } from '../asker.js';
import { subjectOf } from '../subject.js';
import type { MorningLinks } from './links.js';

/** Whose morning mail a link is about, for the page that it opens. */
export interface EndPage {
  readonly address: string;
  readonly workspace: string;
  readonly isEnded: boolean;
}

const JOURNEYS = `
  SELECT j.id, j.name FROM report_subscriptions s JOIN journeys j ON j.id = s.journey_id AND j.archived_at IS NULL
  WHERE s.user_id = $1 ORDER BY j.name, j.id`;
const ALL = 'SELECT FROM report_subscriptions WHERE user_id = $1 AND journey_id IS NULL';
const FOLLOW = 'INSERT INTO report_subscriptions (user_id, journey_id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
const UNFOLLOW = 'DELETE FROM report_subscriptions WHERE user_id = $1 AND journey_id IS NOT DISTINCT FROM $2';
const END = 'DELETE FROM report_subscriptions WHERE user_id = $1';
const WHOSE = `
  SELECT u.email, EXISTS (SELECT FROM report_subscriptions s WHERE s.user_id = u.id) AS follows FROM users u WHERE u.id = $1`;

const maskOf = (email: string): string => email.replace(/^(.).*@/, '$1***@');

/** Who gets the morning mail, and about which journeys: whoever may read the reports may follow them. */
export class Subscriptions {
  constructor(private readonly deps: { readonly database: Database; readonly clock: Clock; readonly links: MorningLinks }) {}

  async morningMail(asker: Asker): Promise<MorningMail> {
    return this.#read(this.deps.database, personOf(asker));
  }

  /** Follows or leaves all journeys, or one of them. */
  async changeMorningMail(asker: Asker, body: BodyOf<typeof routes.changeMorningMail>): Promise<MorningMail> {
    const userId = personOf(asker);
    const { database, clock } = this.deps;
    if (body.follow !== undefined) await subjectOf(database, body.follow);
    return database.transaction(async (tx) => {
      const before = await this.#read(tx, userId);
      if (body.all !== undefined) await tx.query(body.all ? FOLLOW : UNFOLLOW, body.all ? [userId, null, clock.now()] : [userId, null]);
      if (body.follow !== undefined) await tx.query(FOLLOW, [userId, body.follow, clock.now()]);
      if (body.leave !== undefined) await tx.query(UNFOLLOW, [userId, body.leave]);
      const after = await this.#read(tx, userId);
      await recordChange(tx, clock, { action: 'updated', kind: 'morning_mail', id: userId, before, after });
      return after;
    });
  }

  /** @throws AppError `link_unknown` for a link that is not ours */
  async endPage(token: string): Promise<EndPage> {
    const [row] = await this.deps.database.query<{ email: string; follows: boolean }>(WHOSE, [this.#userIn(token)]);
    if (!row) throw linkUnknown();
    const { name } = await readSettings(this.deps.database);
    return { address: maskOf(row.email), workspace: name, isEnded: !row.follows };
  }

  /** Ends the mail of the user whom the link was made for, about every journey. */
  async end(token: string): Promise<void> {
    await this.deps.database.query(END, [this.#userIn(token)]);
  }

  #userIn(token: string): string {
    const userId = this.deps.links.readEnd(token);
    if (userId === undefined) throw linkUnknown();
    return userId;
  }

  async #read(sql: Sql, userId: string): Promise<MorningMail> {
    const journeys = await sql.query<{ id: string; name: string }>(JOURNEYS, [userId]);
    const all = await sql.query(ALL, [userId]);
    return { all: all.length > 0, journeys, at: (await readSettings(sql)).reportAt };
  }
}

const linkUnknown = (): AppError => new AppError('link_unknown', 404, 'This link is not one of ours, or was changed on its way.');
