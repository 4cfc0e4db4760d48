import { conditionSchema } from '@wayfare/kernel';
import type { z } from 'zod';
import { auditEntrySchema, meSchema, settingsSchema, tokenSchema, userSchema } from './access.js';
import { moneySchema, problemDocumentSchema } from './common.js';
import { connectorSchema, mailSchema, previewSchema, templateSchema } from './content.js';
import { couponPoolSchema } from './coupons.js';
import {
  catalogueSchema,
  customerDetailSchema,
  customerSchema,
  eventInputSchema,
  listSchema,
  orderValuesSchema,
  segmentSchema,
  timelineItemSchema,
} from './customers.js';
import { journeyChangesSchema } from './edits.js';
import { forecastSchema } from './forecasts.js';
import { importPreviewSchema, importSchema } from './imports.js';
import {
  journeySchema,
  journeySummarySchema,
  journeyVersionSchema,
  launchSheetSchema,
  liveSchema,
  problemSchema,
  versionSchema,
} from './journeys.js';
import {
  deliverySchema,
  eventFatesSchema,
  eventTypeDetailSchema,
  eventTypeSchema,
  hookMappingSchema,
  inboundHookSchema,
  writeKeySchema,
} from './live.js';
import { lookAlikeSchema } from './look-alikes.js';
import { messagePurposeSchema } from './purposes.js';
import { homeSchema, liftSchema, reportArmSchema, reportNodeSchema, reportSchema, sendDaySchema } from './reports.js';
import { historySourcesSchema } from './segments.js';
import { systemSchema } from './system.js';
import { taskSchema } from './tasks.js';
import { customerValueSchema, valueOverviewSchema, valueSettingsSchema } from './value.js';

/** The things that the interface gives, under the names by which its description calls them. */
export const entities: Readonly<Record<string, z.ZodType>> = {
  ApiToken: tokenSchema,
  AuditEntry: auditEntrySchema,
  Catalogue: catalogueSchema,
  OrderValues: orderValuesSchema,
  Condition: conditionSchema,
  Connector: connectorSchema,
  CouponPool: couponPoolSchema,
  Customer: customerSchema,
  CustomerDetail: customerDetailSchema,
  CustomerValue: customerValueSchema,
  Event: eventInputSchema,
  EventFates: eventFatesSchema,
  EventType: eventTypeSchema,
  EventTypeDetail: eventTypeDetailSchema,
  Forecast: forecastSchema,
  HookMapping: hookMappingSchema,
  InboundDelivery: deliverySchema,
  InboundHook: inboundHookSchema,
  Home: homeSchema,
  SystemState: systemSchema,
  Import: importSchema,
  ImportPreview: importPreviewSchema,
  Journey: journeySchema,
  JourneyChanges: journeyChangesSchema,
  JourneyProblem: problemSchema,
  JourneySummary: journeySummarySchema,
  JourneyVersion: journeyVersionSchema,
  LaunchSheet: launchSheetSchema,
  Lift: liftSchema,
  List: listSchema,
  Live: liveSchema,
  LookAlike: lookAlikeSchema,
  Mail: mailSchema,
  Me: meSchema,
  MessagePurpose: messagePurposeSchema,
  Money: moneySchema,
  Problem: problemDocumentSchema,
  Report: reportSchema,
  ReportArm: reportArmSchema,
  ReportNode: reportNodeSchema,
  Segment: segmentSchema,
  HistorySources: historySourcesSchema,
  SendDay: sendDaySchema,
  Settings: settingsSchema,
  Task: taskSchema,
  Template: templateSchema,
  TemplatePreview: previewSchema,
  TimelineItem: timelineItemSchema,
  User: userSchema,
  ValueOverview: valueOverviewSchema,
  ValueSettings: valueSettingsSchema,
  Version: versionSchema,
  WriteKey: writeKeySchema,
};
