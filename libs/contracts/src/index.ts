import { accessRoutes } from './access.js';
import { attributeTypeRoutes } from './attribute-types.js';
import { attributeRoutes } from './attributes.js';
import { contentRoutes } from './content.js';
import { couponRoutes } from './coupons.js';
import { customerRoutes } from './customers.js';
import { editRoutes } from './edits.js';
import { experimentRoutes } from './experiments.js';
import { forecastRoutes } from './forecasts.js';
import { importRoutes } from './imports.js';
import { journeyRoutes } from './journeys.js';

export {
  IDENTITY_KIND,
  type IdentityKind,
  type IdentityRules,
  type IdentityTrial,
  identityRulesSchema,
  OWN_FIELDS,
} from './identity-rules.js';
export { DUPLICATE_REASONS, type MatchRun, MERGE_RULES, type Merge, type PossibleDuplicate } from './merges.js';

import { liveRoutes } from './live.js';
import { lookAlikeRoutes } from './look-alikes.js';
import { mergeRoutes } from './merges.js';
import { previewRoutes } from './preview.js';
import { privacyRoutes } from './privacy.js';
import { purposeRoutes } from './purposes.js';
import { replayRoutes } from './replay.js';
import { reportRoutes } from './reports.js';
import { segmentRoutes } from './segments.js';
import { sourceRoutes } from './sources.js';
import { suppressionRoutes } from './suppressions.js';
import { systemRoutes } from './system.js';
import { tagRoutes } from './tags.js';
import { taskRoutes } from './tasks.js';
import { testRunRoutes } from './test-runs.js';
import { traitRoutes } from './traits.js';
import { valueRoutes } from './value.js';
import { whyRoutes } from './why.js';

/** Every route of the interface below `/api/v1`. */
export const routes = {
  ...accessRoutes,
  ...attributeRoutes,
  ...attributeTypeRoutes,
  ...customerRoutes,
  ...contentRoutes,
  ...couponRoutes,
  ...journeyRoutes,
  ...mergeRoutes,
  ...liveRoutes,
  ...lookAlikeRoutes,
  ...editRoutes,
  ...experimentRoutes,
  ...forecastRoutes,
  ...importRoutes,
  ...previewRoutes,
  ...privacyRoutes,
  ...replayRoutes,
  ...reportRoutes,
  ...suppressionRoutes,
  ...purposeRoutes,
  ...sourceRoutes,
  ...systemRoutes,
  ...tagRoutes,
  ...taskRoutes,
  ...testRunRoutes,
  ...traitRoutes,
  ...valueRoutes,
  ...segmentRoutes,
  ...whyRoutes,
};

export {
  type ApiToken,
  type AuditEntry,
  LOCALES,
  type Locale,
  localeSchema,
  type Me,
  roleSchema,
  type Settings,
  settingsChangeSchema,
  signInSchema,
  themeSchema,
  UNAPPROVED_TAGS,
  type User,
} from './access.js';
export {
  type AttributeFacts,
  type AttributeType,
  type AttributeTypeDetail,
  attributeFactsSchema,
} from './attribute-types.js';
export {
  ATTRIBUTE_SOURCES,
  type AttributeClaim,
  type AttributeRules,
  type AttributeSource,
  CONTACT_FIELDS,
  type ContactField,
  type CustomerAttributes,
} from './attributes.js';
export { idSchema, type Page, type PageQuery, type ProblemDocument } from './common.js';
export { CONSENT_PURPOSES, type ConsentEvidence, type ConsentHistory, type ConsentProof, type ConsentPurpose } from './consent.js';
export { type Connector, type Mail, mailSchema, type Template, type TemplateInput, type TemplatePreview } from './content.js';
export { CODE_REFUSALS, type CouponPool } from './coupons.js';
export {
  type AttributeValue,
  type Catalogue,
  type Customer,
  type CustomerDetail,
  type CustomerInput,
  EVENT_FATES,
  type EventFate,
  type EventInput,
  type EventsReply,
  eventInputSchema,
  type List,
  type ListMember,
  type ListOrigin,
  type OrderValues,
  type Segment,
  type TimelineItem,
} from './customers.js';
export type { JourneyChanges } from './edits.js';
export { entities } from './entities.js';
export { LEDGER_HEAD, type LedgerEntry, ledgerLine, type ReadLedger, readLedger } from './erasure-ledger.js';
export type { Experiment } from './experiments.js';
export { ASSUMPTIONS, type Forecast, type ForecastResult } from './forecasts.js';
export {
  consentForAllSchema,
  DATE_FORMATS,
  type DateFormat,
  FILE_ENCODINGS,
  type FileEncoding,
  IMPORT_KINDS,
  type Import,
  type ImportCheck,
  type ImportFile,
  type ImportKind,
  type ImportOptions,
  type ImportPreview,
  importFileSchema,
  importOptionsSchema,
  importSchema,
  mappingSchema,
  onlyUpdatesOrders,
  ROW_COLUMN,
  type RowMatching,
  rowMatchingSchema,
  UPDATE_KEYS,
} from './imports.js';
export {
  type Deciles,
  type GuardDecision,
  type Journey,
  type JourneyState,
  type JourneySummary,
  type JourneyVersion,
  type LaunchChoice,
  type LaunchSheet,
  type Live,
  OVERDUE_CHOICES,
  type Overdue,
  type OverdueChoice,
  type Version,
} from './journeys.js';
export {
  type CollectBody,
  type CollectItem,
  collectItemSchema,
  EVENT_SOURCES,
  type EventFates,
  type EventSource,
  type EventType,
  type EventTypeDetail,
  type HookMapping,
  type InboundDelivery,
  type InboundHook,
  type WriteKey,
} from './live.js';
export {
  type Alike,
  LEAST_SEED,
  LEFT_OUT_REASONS,
  type LikenessBin,
  type LikenessPart,
  LOOK_ALIKE_REFUSALS,
  type LookAlike,
  type LookAlikeInput,
  type LookAlikeSummary,
  lookAlikeInputSchema,
  MOST_ALIKE,
} from './look-alikes.js';
export { NODE_PEOPLE, type NodePeople } from './node-people.js';
export { BECAUSE, type JourneyPreview, type PreviewStep } from './preview.js';
export type { Erasure, SubjectExport } from './privacy.js';
export type { MessagePurposeDetail } from './purposes.js';
export type { Replay, ReplayFrame } from './replay.js';
export {
  FINDINGS,
  type FindingCode,
  type Home,
  type Lift,
  type MorningMail,
  READINGS,
  REPORT_PEOPLE,
  type Reading,
  type ReadingName,
  type Report,
  type ReportPeople,
  type SendDay,
} from './reports.js';
export {
  ADMINS,
  type Allowed,
  type AnyRoute,
  type BodyOf,
  type Method,
  type QueryOf,
  type ReplyOf,
  ROLES,
  type Role,
  type Route,
} from './route.js';
export { type HistorySources, type SegmentDay, USE_KINDS, type Use } from './segments.js';
export {
  type DatabaseSettings,
  type Drift,
  databaseSettingsSchema,
  driftSchema,
  type FeedInput,
  type HttpSettings,
  httpSettingsSchema,
  type Reads,
  RUN_STATES,
  readsSchema,
  SOURCE_KINDS,
  type Source,
  type SourceColumn,
  type SourceConnection,
  type SourceFeed,
  type SourceKind,
  type SourceRun,
  sourceColumnSchema,
  sourceConnectionSchema,
} from './sources.js';
export type { Suppression } from './suppressions.js';
export type { Archive, Archives, SelfCheck, SelfDifference, Stall, SystemState } from './system.js';
export { ARCHIVE_KINDS } from './system.js';
export { TAG_ORIGINS, type Tag, type TagBatch, type TagOrigin } from './tags.js';
export { TASK_SCOPES, TASK_STATES, type Task, type TaskAssignee, type TaskCounts, type TaskScope } from './tasks.js';
export {
  MOST_TEST_PEOPLE,
  TEST_SPEEDS,
  type TestHappening,
  type TestMessage,
  type TestRun,
  type TestRunResult,
} from './test-runs.js';
export { TRAIT_TAKES, type Trait, type TraitFormula, type TraitTake, traitField, traitFormulaSchema } from './traits.js';
export {
  type CustomerValue,
  STAGES,
  type Stage,
  TIERS,
  type TierRules,
  type ValueOverview,
  type ValueSettings,
  valueSettingsSchema,
} from './value.js';
export type { Why, WhyDoor, WhyHandOver, WhyStay } from './why.js';
