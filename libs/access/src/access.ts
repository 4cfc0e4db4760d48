import type { BodyOf, Me, QueryOf, ReplyOf, routes, User } from '@wayfare/contracts';
import { AppError, type Clock, invalid } from '@wayfare/kernel';
import type { Database } from '@wayfare/platform';
import { ApiTokens } from './api-tokens.js';
import { Attempts } from './attempts.js';
import { readAudit } from './audit.js';
import type { Caller } from './caller.js';
import { isPassword } from './password.js';
import { toUser } from './rows.js';
import { type Origin, Sessions } from './sessions.js';
import { normalEmail, Users } from './users.js';

export interface AccessDeps {
  readonly database: Database;
  /** The product's clock: what the audit trail and `createdAt` say. */
  readonly clock: Clock;
  /** The machine's clock: sessions and attempts run out by it, whatever a virtual clock does. */
  readonly wall: Clock;
}

export interface Credentials {
  readonly cookieToken?: string | undefined;
  readonly bearer?: string | undefined;
}

const QUARTER_MS = 15 * 60_000;

/**
 * Who may come in, and as whom. A caller is a person with a session (a cookie, writes need its CSRF token) or an API token. Every call reads
 * the role anew, so that who loses it loses it at once.
 */
export class Access {
  private readonly people: Users;
  private readonly sessions: Sessions;
  private readonly apiTokens: ApiTokens;
  private readonly byAccount: Attempts;
  private readonly byAddress: Attempts;

  constructor(private readonly deps: AccessDeps) {
    this.people = new Users(deps.database, deps.clock);
    this.sessions = new Sessions(deps.database, deps.wall);
    this.apiTokens = new ApiTokens(deps.database, deps.clock);
    this.byAccount = new Attempts(deps.wall, { most: 10, windowMs: QUARTER_MS });
    this.byAddress = new Attempts(deps.wall, { most: 50, windowMs: QUARTER_MS });
  }

  /**
   * Opens a session.
   * @throws AppError `bad_credentials` (401), which does not say whether address or password is wrong; `too_many_attempts` (429)
   */
  async signIn({ email, password }: BodyOf<typeof routes.signIn>, origin: Origin): Promise<{ me: Me; sessionToken: string }> {
    const account = `${normalEmail(email)} ${origin.ip}`;
    this.byAccount.check(account);
    this.byAddress.check(origin.ip);
    const user = await this.people.byEmail(email);
    const usable = user?.disabledAt === null ? user : undefined;
    if (!(await isPassword(usable?.passwordHash ?? null, password)) || !usable) {
      this.byAccount.fail(account);
      this.byAddress.fail(origin.ip);
      throw new AppError('bad_credentials', 401, 'E-mail address or password is wrong.');
    }
    this.byAccount.succeed(account);
    await this.people.seen(usable.id);
    const sessionToken = await this.sessions.open(usable.id, origin);
    const caller = await this.authenticate({ cookieToken: sessionToken });
    if (!caller) throw new AppError('bad_credentials', 401, 'The account was disabled a moment ago.');
    return { me: await this.me(caller), sessionToken };
  }

  async signOut({ session }: Caller): Promise<void> {
    if (session) await this.sessions.close(session.tokenHash);
  }

  /** Who calls; a bearer token counts before a cookie, and a wrong one is not made good by the other. Null where nobody is recognised. */
  async authenticate({ cookieToken, bearer }: Credentials): Promise<Caller | null> {
    if (bearer !== undefined) return this.apiTokens.read(bearer);
    return cookieToken === undefined ? null : this.sessions.read(cookieToken);
  }

  async me({ userId, role, session }: Caller): Promise<Me> {
    const user = userId === null ? null : toUser(await this.people.byId(userId));
    return { user, role, csrfToken: session?.csrfToken ?? null };
  }

  async changeMe(caller: Caller, body: BodyOf<typeof routes.changeMe>): Promise<Me> {
    if (caller.userId === null) throw new AppError('not_a_person', 403, 'An API token has no account of its own to change.');
    const { password, currentPassword, name, locale, theme } = body;
    if (password !== undefined) await this.confirmPassword(caller.userId, currentPassword);
    await this.people.change(caller.userId, { name, locale, theme, password }, caller.session?.tokenHash);
    return this.me(caller);
  }

  users(): Promise<ReplyOf<typeof routes.users>> {
    return this.people.list();
  }

  createUser(body: BodyOf<typeof routes.createUser>): Promise<User> {
    return this.people.create(body);
  }

  changeUser(id: string, body: BodyOf<typeof routes.changeUser>): Promise<User> {
    return this.people.change(id, body);
  }

  tokens(): Promise<ReplyOf<typeof routes.tokens>> {
    return this.apiTokens.list();
  }

  createToken(body: BodyOf<typeof routes.createToken>, caller: Caller): Promise<ReplyOf<typeof routes.createToken>> {
    return this.apiTokens.create(body, caller.userId);
  }

  revokeToken(id: string): Promise<void> {
    return this.apiTokens.revoke(id);
  }

  audit(query: QueryOf<typeof routes.audit>): Promise<ReplyOf<typeof routes.audit>> {
    return readAudit(this.deps.database, query);
  }

  /** An administrator to begin with (decision 003); an account with this address stays as people have made it. Says whether it made one. */
  ensureAdmin({ email, password }: { email: string; password: string }): Promise<boolean> {
    return this.people.ensure({ email, password, name: email.split('@')[0] ?? email, role: 'admin' });
  }

  /** The admin token that the standalone app writes to `access.json` at each start: this one counts, earlier ones no longer do. */
  ensureStandaloneToken(token: string): Promise<void> {
    return this.apiTokens.ensure('standalone', 'admin', token);
  }

  /** Removes what has run out. */
  sweep(): Promise<void> {
    return this.sessions.sweep();
  }

  private async confirmPassword(userId: string, password: string | undefined): Promise<void> {
    const key = `user ${userId}`;
    this.byAccount.check(key);
    const { passwordHash } = await this.people.byId(userId);
    if (password !== undefined && (await isPassword(passwordHash, password))) return;
    this.byAccount.fail(key);
    throw invalid('The current password is wrong.', [
      { path: 'currentPassword', code: 'wrong_password', message: 'The current password is wrong.' },
    ]);
  }
}
