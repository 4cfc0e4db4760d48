import { Controller, Inject, Req, Res } from '@nestjs/common';
import { Access, type Caller, Workspace } from '@wayfare/access';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import type { Core } from '@wayfare/wiring';
import type { FastifyReply } from 'fastify';
import { Body, By, Id, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';
import { headerOf, type Request } from '../http/request.js';
import { clearSessionCookie, setSessionCookie } from '../http/session-cookie.js';
import { CORE } from '../tokens.js';

/** Signing in and out, and who I am. */
@Controller()
export class SessionController {
  private readonly secure: boolean;

  constructor(
    @Inject(CORE) { config }: Core,
    private readonly access: Access,
  ) {
    this.secure = config.publicUrl?.startsWith('https://') ?? false;
  }

  @Endpoint(routes.signIn)
  async signIn(
    @Body() body: BodyOf<typeof routes.signIn>,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReplyOf<typeof routes.signIn>> {
    const { me, sessionToken } = await this.access.signIn(body, { ip: request.ip, userAgent: headerOf(request, 'user-agent') });
    setSessionCookie(reply, sessionToken, this.secure);
    return me;
  }

  @Endpoint(routes.signOut)
  async signOut(@By() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.access.signOut(caller);
    clearSessionCookie(reply, this.secure);
  }

  @Endpoint(routes.me)
  me(@By() caller: Caller): Promise<ReplyOf<typeof routes.me>> {
    return this.access.me(caller);
  }

  @Endpoint(routes.changeMe)
  changeMe(@By() caller: Caller, @Body() body: BodyOf<typeof routes.changeMe>): Promise<ReplyOf<typeof routes.changeMe>> {
    return this.access.changeMe(caller, body);
  }
}

/** Accounts, API tokens and the audit trail. */
@Controller()
export class AccessController {
  constructor(private readonly access: Access) {}

  @Endpoint(routes.users)
  users(): Promise<ReplyOf<typeof routes.users>> {
    return this.access.users();
  }

  @Endpoint(routes.createUser)
  createUser(@Body() body: BodyOf<typeof routes.createUser>): Promise<ReplyOf<typeof routes.createUser>> {
    return this.access.createUser(body);
  }

  @Endpoint(routes.changeUser)
  changeUser(@Id() id: string, @Body() body: BodyOf<typeof routes.changeUser>): Promise<ReplyOf<typeof routes.changeUser>> {
    return this.access.changeUser(id, body);
  }

  @Endpoint(routes.tokens)
  tokens(): Promise<ReplyOf<typeof routes.tokens>> {
    return this.access.tokens();
  }

  @Endpoint(routes.createToken)
  createToken(@By() caller: Caller, @Body() body: BodyOf<typeof routes.createToken>): Promise<ReplyOf<typeof routes.createToken>> {
    return this.access.createToken(body, caller);
  }

  @Endpoint(routes.revokeToken)
  revokeToken(@Id() id: string): Promise<void> {
    return this.access.revokeToken(id);
  }

  @Endpoint(routes.audit)
  audit(@Query() query: QueryOf<typeof routes.audit>): Promise<ReplyOf<typeof routes.audit>> {
    return this.access.audit(query);
  }
}

/** The workspace's settings. */
@Controller()
export class WorkspaceController {
  constructor(private readonly workspace: Workspace) {}

  @Endpoint(routes.settings)
  settings(): Promise<ReplyOf<typeof routes.settings>> {
    return this.workspace.settings();
  }

  @Endpoint(routes.changeSettings)
  changeSettings(@Body() body: BodyOf<typeof routes.changeSettings>): Promise<ReplyOf<typeof routes.changeSettings>> {
    return this.workspace.changeSettings(body);
  }
}
