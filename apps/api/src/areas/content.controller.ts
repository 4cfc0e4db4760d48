import { Controller, Inject } from '@nestjs/common';
import { Connectors, Templates } from '@wayfare/channels';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Body, Id, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';
import { Mailbox } from '../mailbox/mailbox.js';

/** Connectors: the ways out of the house. */
@Controller()
export class ConnectorsController {
  constructor(private readonly store: Connectors) {}

  @Endpoint(routes.connectors)
  connectors(): Promise<ReplyOf<typeof routes.connectors>> {
    return this.store.connectors();
  }

  @Endpoint(routes.createConnector)
  createConnector(@Body() body: BodyOf<typeof routes.createConnector>): Promise<ReplyOf<typeof routes.createConnector>> {
    return this.store.createConnector(body);
  }

  @Endpoint(routes.changeConnector)
  changeConnector(@Id() id: string, @Body() body: BodyOf<typeof routes.changeConnector>): Promise<ReplyOf<typeof routes.changeConnector>> {
    return this.store.changeConnector(id, body);
  }

  @Endpoint(routes.deleteConnector)
  deleteConnector(@Id() id: string): Promise<void> {
    return this.store.deleteConnector(id);
  }

  @Endpoint(routes.makeDkimKey)
  makeDkimKey(@Id() id: string, @Body() body: BodyOf<typeof routes.makeDkimKey>): Promise<ReplyOf<typeof routes.makeDkimKey>> {
    return this.store.makeDkimKey(id, body);
  }

  @Endpoint(routes.testConnector)
  testConnector(@Id() id: string, @Body() body: BodyOf<typeof routes.testConnector>): Promise<ReplyOf<typeof routes.testConnector>> {
    return this.store.testConnector(id, body);
  }
}

/** Templates: what people are sent. */
@Controller()
export class TemplatesController {
  constructor(private readonly store: Templates) {}

  @Endpoint(routes.templates)
  templates(@Query() query: QueryOf<typeof routes.templates>): Promise<ReplyOf<typeof routes.templates>> {
    return this.store.templates(query);
  }

  @Endpoint(routes.template)
  template(@Id() id: string): Promise<ReplyOf<typeof routes.template>> {
    return this.store.template(id);
  }

  @Endpoint(routes.createTemplate)
  createTemplate(@Body() body: BodyOf<typeof routes.createTemplate>): Promise<ReplyOf<typeof routes.createTemplate>> {
    return this.store.createTemplate(body);
  }

  @Endpoint(routes.changeTemplate)
  changeTemplate(@Id() id: string, @Body() body: BodyOf<typeof routes.changeTemplate>): Promise<ReplyOf<typeof routes.changeTemplate>> {
    return this.store.changeTemplate(id, body);
  }

  @Endpoint(routes.deleteTemplate)
  deleteTemplate(@Id() id: string): Promise<void> {
    return this.store.deleteTemplate(id);
  }

  @Endpoint(routes.previewTemplate)
  previewTemplate(@Id() id: string, @Body() body: BodyOf<typeof routes.previewTemplate>): Promise<ReplyOf<typeof routes.previewTemplate>> {
    return this.store.previewTemplate(id, body);
  }

  @Endpoint(routes.previewDraft)
  previewDraft(@Body() body: BodyOf<typeof routes.previewDraft>): Promise<ReplyOf<typeof routes.previewDraft>> {
    return this.store.previewDraft(body);
  }

  @Endpoint(routes.testTemplate)
  testTemplate(@Id() id: string, @Body() body: BodyOf<typeof routes.testTemplate>): Promise<ReplyOf<typeof routes.testTemplate>> {
    return this.store.testTemplate(id, body);
  }
}

/** The standalone app's own mail sink. */
@Controller()
export class MailboxController {
  constructor(@Inject(Mailbox) private readonly box: Mailbox) {}

  @Endpoint(routes.mailbox)
  mailbox(@Query() query: QueryOf<typeof routes.mailbox>): Promise<ReplyOf<typeof routes.mailbox>> {
    return this.box.mailbox(query);
  }
}
