import { Access, IdempotencyKeys, Workspace } from '@wayfare/access';
import {
  CustomerValues,
  Lists,
  LookAlikes,
  Segments,
  SegmentsComputation,
  TagComputation,
  Tags,
  TraitComputation,
  Traits,
  ValueComputation,
} from '@wayfare/audiences';
import {
  Confirmations,
  Connectors,
  Coupons,
  Dispatcher,
  Preferences,
  PublicLinks,
  TemplateStore,
  Templates,
  TestMails,
  Tracking,
} from '@wayfare/channels';
import {
  AttributeLook,
  AttributeRules,
  AttributeSettling,
  AttributeTypes,
  Collector,
  Computations,
  Consents,
  CustomerAttributes,
  Customers,
  ErasureLedgerFile,
  Erasures,
  EventBooks,
  EventTypes,
  Feeds,
  IdentityTrials,
  Imports,
  InboundHooks,
  Ingestion,
  Matching,
  Merges,
  Purposes,
  readCustomers,
  SourceRuns,
  Sources,
  SubjectExports,
  Suppressions,
  WriteKeys,
} from '@wayfare/customers';
import {
  COHORT_LIMIT,
  Engine,
  EngineFollower,
  EngineMetrics,
  Forecasts,
  Journeys,
  MessageGate,
  nodePeopleSource,
  type OtherWork,
  Tasks,
  TestRuns,
  VirtualTime,
  Watch,
} from '@wayfare/engine';
import { Archives, type Database, readSettings, retentionIn, SharedVirtualClock } from '@wayfare/platform';
import {
  MorningLinks,
  MorningMails,
  MorningWork,
  Readings,
  Recounting,
  Reports,
  Subscriptions,
  TaskMailSetting,
  TaskMails,
  Timeline,
} from '@wayfare/reports';
import { ARCHIVED_KINDS } from './archived-kinds.js';
import type { Core } from './core.js';
import { DEMO_PEOPLE, Demo } from './demo/demo.js';

/** What the apps are told beyond the configuration. */
export interface Surroundings {
  /** The base address of the mail sink's HTTP view; null where this installation has none. */
  readonly mailbox: string | null;
}

/** Every service of the domain, made once for a process and knowing each other: api and worker run on the same ones. */
export interface Services {
  readonly access: Access;
  readonly idempotencyKeys: IdempotencyKeys;
  readonly workspace: Workspace;
  readonly customers: Customers;
  readonly attributes: CustomerAttributes;
  readonly attributeRules: AttributeRules;
  readonly attributeTypes: AttributeTypes;
  readonly consents: Consents;
  readonly purposes: Purposes;
  readonly confirmations: Confirmations;
  readonly suppressions: Suppressions;
  readonly subjectExports: SubjectExports;
  readonly erasures: Erasures;
  readonly erasureLedger: ErasureLedgerFile;
  readonly preferences: Preferences;
  readonly ingestion: Ingestion;
  readonly eventTypes: EventTypes;
  readonly writeKeys: WriteKeys;
  readonly inboundHooks: InboundHooks;
  readonly collector: Collector;
  readonly imports: Imports;
  readonly merges: Merges;
  readonly sources: Sources;
  readonly feeds: Feeds;
  readonly sourceRuns: SourceRuns;
  readonly matching: Matching;
  readonly identityTrials: IdentityTrials;
  readonly segments: Segments;
  readonly lists: Lists;
  readonly lookAlikes: LookAlikes;
  /** What the product works out about people, each night and when something has changed. */
  readonly computations: Computations;
  readonly values: CustomerValues;
  readonly tags: Tags;
  readonly traits: Traits;
  readonly connectors: Connectors;
  readonly templates: Templates;
  readonly coupons: Coupons;
  readonly dispatcher: Dispatcher;
  readonly tracking: Tracking;
  readonly engine: Engine;
  readonly journeys: Journeys;
  readonly watch: Watch;
  readonly archives: Archives;
  readonly forecasts: Forecasts;
  readonly tasks: Tasks;
  readonly testRuns: TestRuns;
  /** null where the clock is the real one, which nobody moves. */
  readonly virtualTime: VirtualTime | null;
  readonly reports: Reports;
  readonly recounting: Recounting;
  readonly timeline: Timeline;
  /** Readings of the reports and the mails about them. */
  readonly morning: MorningWork;
  readonly subscriptions: Subscriptions;
  /** What colleagues are asked to do, told them by mail. */
  readonly taskMails: TaskMails;
  readonly taskMailSetting: TaskMailSetting;
  readonly demo: Demo;
}

export const buildServices = (core: Core, { mailbox }: Surroundings): Services => {
  const { database, clock, wall, queues, logger, secrets, config, metrics } = core;
  const { allowPrivateAddresses } = config;
  const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const links = new PublicLinks({ publicUrl, secret: config.secretKey });

  const books = new EventBooks({ database, clock, logger });
  const ingestion = new Ingestion({ database, queues, clock, books });
  const customers = new Customers({ database, clock, events: ingestion });
  const writeKeys = new WriteKeys({ database, clock, secrets });
  const people = {
    byIds: (ids: readonly string[]) => readCustomers(database, ids),
    customers: customers.customers.bind(customers),
  };
  const reports = new Reports({ database, clock, customers: people, keepsSlowCounts: !clock.isVirtual });

  const computations = new Computations({
    database,
    queues,
    clock,
    logger,
    events: ingestion,
    all: [
      new ValueComputation(),
      new TraitComputation(),
      new TagComputation(),
      new SegmentsComputation(),
      new AttributeSettling(),
      new AttributeLook(),
    ],
  });

  const connectorsOn = (own: Database): Connectors =>
    new Connectors({ database: own, clock, wall, queues, secrets, allowPrivateAddresses });
  const templatesOn = (own: Database): Templates => new Templates({ database: own, clock, links, connectors: connectorsOn(own) });
  const lists = new Lists({ database, clock, reportPeople: reports, nodePeople: nodePeopleSource });
  const importsOn = (own: Database): Imports => new Imports({ database: own, clock, queues: { add: async () => undefined } });
  const imports = new Imports({ database, clock, queues });
  const sources = new Sources({ database, clock, wall, secrets, allowPrivateAddresses });
  const sourceRuns = new SourceRuns({ database, clock, queues, logger, sources, imports });
  const connectors = connectorsOn(database);
  const dispatcher = new Dispatcher({
    ...{ database, clock, wall, queues, logger, secrets, links, allowPrivateAddresses },
    templates: new TemplateStore(database),
    gate: new MessageGate({ clock }),
    events: ingestion,
  });
  const tracking = new Tracking({ database, clock, links, events: ingestion });
  const morningLinks = new MorningLinks({ publicUrl, secret: config.secretKey });
  const morning = new MorningWork({
    ...{ database, clock, queues, logger },
    readings: new Readings({ database, clock }),
    mails: new MorningMails({ database, clock, connectors, links: morningLinks }),
  });
  const taskMails = new TaskMails({ database, clock, queues, connectors, publicUrl });
  const engineMetrics = new EngineMetrics(metrics);
  const engine = new Engine({ database, queues, clock, logger, dispatcher, customers, metrics: engineMetrics, cohortLimit: COHORT_LIMIT });

  const erasures = new Erasures({ database, erase: (id) => engine.erase(id) });
  const follower = new EngineFollower(engine.parts);

  return {
    access: new Access({ database, clock, wall }),
    idempotencyKeys: new IdempotencyKeys(database, wall, secrets),
    workspace: new Workspace({ database, clock, mailbox: mailbox !== null }),
    customers,
    attributes: new CustomerAttributes({ database, clock }),
    attributeRules: new AttributeRules({ database, clock, computations }),
    attributeTypes: new AttributeTypes({ database, clock, computations }),
    consents: new Consents({ database, clock }),
    purposes: new Purposes({ database, clock }),
    confirmations: new Confirmations({ database, clock, links }),
    suppressions: new Suppressions({ database, clock }),
    subjectExports: new SubjectExports({ database, clock, queues }),
    erasures,
    erasureLedger: new ErasureLedgerFile({ database, logger, erasures, file: config.erasures ?? null }),
    preferences: new Preferences({ database, clock, links, tracking }),
    ingestion,
    eventTypes: new EventTypes({ database, clock }),
    writeKeys,
    inboundHooks: new InboundHooks({ database, clock, wall, secrets, ingestion, books }),
    collector: new Collector({ database, clock, keys: writeKeys, ingestion, books, follower }),
    imports,
    sources,
    feeds: new Feeds({ database, clock, queues, sources, imports }),
    sourceRuns,
    merges: new Merges({ database, clock, follower }),
    matching: new Matching({ database, clock, queues, follower }),
    identityTrials: new IdentityTrials({ database, clock, queues }),
    segments: new Segments({ database, clock }),
    lists,
    lookAlikes: new LookAlikes({ database, clock, queues, logger }),
    computations,
    values: new CustomerValues({ database, clock, computations }),
    tags: new Tags({ database, clock, computations }),
    traits: new Traits({ database, clock, computations }),
    connectors,
    templates: templatesOn(database),
    coupons: new Coupons({ database, clock }),
    dispatcher,
    tracking,
    engine,
    journeys: new Journeys(engine),
    archives: new Archives({
      ...{ database, queues, clock, logger, kinds: ARCHIVED_KINDS },
      folder: config.archives ?? null,
      keptMonths: async (sql) => retentionIn(await readSettings(sql)),
    }),
    watch: new Watch({ database, clock, queues }),
    forecasts: new Forecasts(engine),
    tasks: new Tasks({ database, clock, events: ingestion }),
    testRuns: new TestRuns(engine, new TestMails({ database, links, connectors, templates: new TemplateStore(database) })),
    virtualTime:
      clock instanceof SharedVirtualClock
        ? new VirtualTime({ engine, clock, other: together(morning, taskMails, computations, sourceRuns) })
        : null,
    reports,
    recounting: new Recounting({ database, clock, queues, logger }),
    morning,
    subscriptions: new Subscriptions({ database, clock, links: morningLinks }),
    taskMails,
    taskMailSetting: new TaskMailSetting({ database, clock }),
    timeline: new Timeline(database),
    demo: new Demo({ people: DEMO_PEOPLE, database, clock, queues, logger, lists, templatesOn, connectorsOn, importsOn }),
  };
};

/** Several that have work by the clock as one. */
const together = (...all: readonly OtherWork[]): OtherWork => ({
  left: async () => (await Promise.all(all.map((one) => one.left()))).flat(),
  next: async (until) => {
    const next = (await Promise.all(all.map((one) => one.next(until)))).filter((at) => at !== null);
    return next.sort((one, other) => one.getTime() - other.getTime())[0] ?? null;
  },
  announce: async () => void (await Promise.all(all.map((one) => one.announce()))),
});
