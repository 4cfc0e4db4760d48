import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { Access, Workspace } from '@wayfare/access';
import { CustomerValues, Lists, LookAlikes, Segments, Tags, Traits } from '@wayfare/audiences';
import { Confirmations, Connectors, Coupons, Preferences, Templates, Tracking } from '@wayfare/channels';
import {
  AttributeRules,
  AttributeTypes,
  Collector,
  Consents,
  CustomerAttributes,
  Customers,
  Erasures,
  EventTypes,
  Feeds,
  IdentityTrials,
  Imports,
  InboundHooks,
  Ingestion,
  Matching,
  Merges,
  Purposes,
  Sources,
  SubjectExports,
  Suppressions,
  WriteKeys,
} from '@wayfare/customers';
import { Engine, Forecasts, Journeys, Tasks, TestRuns, Watch } from '@wayfare/engine';
import { Archives } from '@wayfare/platform';
import { Reports, Subscriptions, TaskMailSetting, Timeline } from '@wayfare/reports';
import { type Core, Demo, type Services } from '@wayfare/wiring';
import { AREAS } from './areas/modules.js';
import { Mailbox } from './mailbox/mailbox.js';
import { SystemModule } from './system/system.module.js';
import { CORE, VIRTUAL_TIME } from './tokens.js';

/** The services of this process, under the names by which the controllers ask for them. */
const providersOf = (core: Core, services: Services, mailbox: string | null): Provider[] => [
  { provide: CORE, useValue: core },
  { provide: VIRTUAL_TIME, useValue: services.virtualTime },
  { provide: Demo, useValue: services.demo },
  { provide: Mailbox, useValue: new Mailbox(mailbox) },
  { provide: Access, useValue: services.access },
  { provide: Workspace, useValue: services.workspace },
  { provide: Customers, useValue: services.customers },
  { provide: CustomerAttributes, useValue: services.attributes },
  { provide: AttributeTypes, useValue: services.attributeTypes },
  { provide: AttributeRules, useValue: services.attributeRules },
  { provide: SubjectExports, useValue: services.subjectExports },
  { provide: Erasures, useValue: services.erasures },
  { provide: Suppressions, useValue: services.suppressions },
  { provide: Preferences, useValue: services.preferences },
  { provide: Confirmations, useValue: services.confirmations },
  { provide: Purposes, useValue: services.purposes },
  { provide: Consents, useValue: services.consents },
  { provide: Ingestion, useValue: services.ingestion },
  { provide: EventTypes, useValue: services.eventTypes },
  { provide: WriteKeys, useValue: services.writeKeys },
  { provide: InboundHooks, useValue: services.inboundHooks },
  { provide: Collector, useValue: services.collector },
  { provide: Imports, useValue: services.imports },
  { provide: Merges, useValue: services.merges },
  { provide: Sources, useValue: services.sources },
  { provide: Feeds, useValue: services.feeds },
  { provide: Matching, useValue: services.matching },
  { provide: IdentityTrials, useValue: services.identityTrials },
  { provide: Segments, useValue: services.segments },
  { provide: Lists, useValue: services.lists },
  { provide: LookAlikes, useValue: services.lookAlikes },
  { provide: CustomerValues, useValue: services.values },
  { provide: Tags, useValue: services.tags },
  { provide: Traits, useValue: services.traits },
  { provide: Connectors, useValue: services.connectors },
  { provide: Templates, useValue: services.templates },
  { provide: Coupons, useValue: services.coupons },
  { provide: Tracking, useValue: services.tracking },
  { provide: Engine, useValue: services.engine },
  { provide: Journeys, useValue: services.journeys },
  { provide: Forecasts, useValue: services.forecasts },
  { provide: Tasks, useValue: services.tasks },
  { provide: TestRuns, useValue: services.testRuns },
  { provide: Watch, useValue: services.watch },
  { provide: Archives, useValue: services.archives },
  { provide: Reports, useValue: services.reports },
  { provide: Subscriptions, useValue: services.subscriptions },
  { provide: TaskMailSetting, useValue: services.taskMailSetting },
  { provide: Timeline, useValue: services.timeline },
];

@Global()
@Module({})
class ServicesModule {}

@Module({})
class AppModule {}

/** @param mailbox the base address of the mail sink's HTTP view; null where there is none */
export const appModule = (core: Core, services: Services, mailbox: string | null): DynamicModule => {
  const providers = providersOf(core, services, mailbox);
  return { module: AppModule, imports: [{ module: ServicesModule, providers, exports: providers }, ...AREAS, SystemModule] };
};
