import { People1795300000000 } from './1795300000000-people.js';
import { Channels1795300100000 } from './1795300100000-channels.js';
import { Journeys1795300200000 } from './1795300200000-journeys.js';
import { Workspace1795300300000 } from './1795300300000-workspace.js';
import { InstantsAndImports1795300400000 } from './1795300400000-instants-and-imports.js';
import { Dispatch1795300450000 } from './1795300450000-dispatch.js';
import { FileStructure1795300500000 } from './1795300500000-file-structure.js';
import { ConnectorRevisions1795300550000 } from './1795300550000-connector-revisions.js';
import { WayTotals1795300600000 } from './1795300600000-way-totals.js';
import { ReportReadings1795300700000 } from './1795300700000-report-readings.js';
import { Deferrals1795300800000 } from './1795300800000-deferrals.js';
import { EntryControl1795300900000 } from './1795300900000-entry-control.js';
import { Edits1795301000000 } from './1795301000000-edits.js';
import { Forecasts1795301100000 } from './1795301100000-forecasts.js';
import { Pauses1795301300000 } from './1795301300000-pauses.js';
import { Priority1795301310000 } from './1795301310000-priority.js';
import { EntryBreaker1795301320000 } from './1795301320000-entry-breaker.js';
import { SelfChecks1795301330000 } from './1795301330000-self-checks.js';
import { ReportCounts1795301400000 } from './1795301400000-report-counts.js';
import { Experiments1795401000000 } from './1795401000000-experiments.js';
import { HandOvers1795402000000 } from './1795402000000-hand-overs.js';
import { Coupons1795402100000 } from './1795402100000-coupons.js';
import { TestRuns1795403000000 } from './1795403000000-test-runs.js';
import { WayQuarters1795404000000 } from './1795404000000-way-quarters.js';
import { WayQuartersOfBefore1795404000100 } from './1795404000100-way-quarters-of-before.js';
import { ProvenConnectors1795404000200 } from './1795404000200-proven-connectors.js';
import { MessageTotals1795405000000 } from './1795405000000-message-totals.js';
import { MessageTotalsOfBefore1795405000100 } from './1795405000100-message-totals-of-before.js';
import { ReportCountsAnew1795405000200 } from './1795405000200-report-counts-anew.js';
import { SentQuarters1795405900000 } from './1795405900000-sent-quarters.js';
import { SentQuartersOfBefore1795405900100 } from './1795405900100-sent-quarters-of-before.js';
import { Shards1795406000000 } from './1795406000000-shards.js';
import { Archives1795406000100 } from './1795406000100-archives.js';
import { JourneyNeeds1795407000000 } from './1795407000000-journey-needs.js';
import { Tasks1795501000000 } from './1795501000000-tasks.js';
import { ImportFiles1795502000000 } from './1795502000000-import-files.js';
import { DataSources1795503000000 } from './1795503000000-data-sources.js';
import { LiveEvents1795504000000 } from './1795504000000-live-events.js';
import { Merges1795505000000 } from './1795505000000-merges.js';
import { MatchRuns1795505000100 } from './1795505000100-match-runs.js';
import { ConsentRecords1795506000000 } from './1795506000000-consent-records.js';
import { Preferences1795506100000 } from './1795506100000-preferences.js';
import { SubjectRights1795506200000 } from './1795506200000-subject-rights.js';
import { PeopleChanges1795507000000 } from './1795507000000-people-changes.js';
import { Computed1795508000000 } from './1795508000000-computed.js';
import { Value1795508000100 } from './1795508000100-value.js';
import { Tags1796010000000 } from './1796010000000-tags.js';
import { Traits1796010000100 } from './1796010000100-traits.js';
import { LookAlikes1796020000000 } from './1796020000000-look-alikes.js';
import { ValueReasons1796020000100 } from './1796020000100-value-reasons.js';
import { TaskMails1796020000200 } from './1796020000200-task-mails.js';
import { IdentityTrials1796030000000 } from './1796030000000-identity-trials.js';
import { WholePhoneNumbers1796030000500 } from './1796030000500-whole-phone-numbers.js';
import { OrderConditions1796040000000 } from './1796040000000-order-conditions.js';
import { SegmentsOverTime1796050000000 } from './1796050000000-segments-over-time.js';
import { ListMemberSources1796050000100 } from './1796050000100-list-member-sources.js';
import { AttributeClaims1796060000000 } from './1796060000000-attribute-claims.js';
import { AttributeFacts1796060000100 } from './1796060000100-attribute-facts.js';
import { ArchivedMessages1796080000000 } from './1796080000000-archived-messages.js';
import { MessagePurposes1797020000000 } from './1797020000000-message-purposes.js';
import { ConsentRequests1797020000100 } from './1797020000100-consent-requests.js';
import { ContactClaims1797030000000 } from './1797030000000-contact-claims.js';
import { RowMatching1797040000000 } from './1797040000000-row-matching.js';
import { TagNames1797040000100 } from './1797040000100-tag-names.js';
import { ValueNights1797060000000 } from './1797060000000-value-nights.js';

/** The one ordered list of migrations. */
export const MIGRATIONS = [
  People1795300000000,
  Channels1795300100000,
  Journeys1795300200000,
  Workspace1795300300000,
  InstantsAndImports1795300400000,
  Dispatch1795300450000,
  FileStructure1795300500000,
  ConnectorRevisions1795300550000,
  WayTotals1795300600000,
  ReportReadings1795300700000,
  Deferrals1795300800000,
  EntryControl1795300900000,
  Edits1795301000000,
  Forecasts1795301100000,
  Pauses1795301300000,
  Priority1795301310000,
  EntryBreaker1795301320000,
  SelfChecks1795301330000,
  ReportCounts1795301400000,
  Experiments1795401000000,
  HandOvers1795402000000,
  Coupons1795402100000,
  TestRuns1795403000000,
  WayQuarters1795404000000,
  WayQuartersOfBefore1795404000100,
  ProvenConnectors1795404000200,
  MessageTotals1795405000000,
  MessageTotalsOfBefore1795405000100,
  ReportCountsAnew1795405000200,
  SentQuarters1795405900000,
  SentQuartersOfBefore1795405900100,
  Shards1795406000000,
  Archives1795406000100,
  JourneyNeeds1795407000000,
  Tasks1795501000000,
  ImportFiles1795502000000,
  DataSources1795503000000,
  LiveEvents1795504000000,
  Merges1795505000000,
  MatchRuns1795505000100,
  ConsentRecords1795506000000,
  Preferences1795506100000,
  SubjectRights1795506200000,
  PeopleChanges1795507000000,
  Computed1795508000000,
  Value1795508000100,
  Tags1796010000000,
  Traits1796010000100,
  LookAlikes1796020000000,
  ValueReasons1796020000100,
  TaskMails1796020000200,
  IdentityTrials1796030000000,
  WholePhoneNumbers1796030000500,
  OrderConditions1796040000000,
  SegmentsOverTime1796050000000,
  ListMemberSources1796050000100,
  AttributeClaims1796060000000,
  AttributeFacts1796060000100,
  ArchivedMessages1796080000000,
  MessagePurposes1797020000000,
  ConsentRequests1797020000100,
  ContactClaims1797030000000,
  RowMatching1797040000000,
  TagNames1797040000100,
  ValueNights1797060000000,
];

export { SHARDED_TABLES } from './sharded-tables.js';
