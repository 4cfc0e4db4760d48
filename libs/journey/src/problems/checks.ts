import { BUILT_IN_ATTRIBUTES, isWallTime, parseDuration, propertyTestSchema } from '@wayfare/kernel';
import type { DraftMatch } from '../nodes/match.schema.js';
import { type Finding, finding, unless } from './codes.js';
import { connectorFor, type GraphContext, templateFor } from './known.js';

/** Checks that several kinds of node share. */

/** Whether a duration is one and moves an instant forward. */
export const isPositiveDuration = (text: string): boolean => {
  const parts = parseDuration(text);
  return parts !== null && parts.years + parts.months + parts.days + parts.milliseconds > 0;
};

export const durationFindings = (text: string): readonly Finding[] => unless(isPositiveDuration(text), 'bad_duration', { value: text });

export const timeFindings = (text: string): readonly Finding[] => unless(isWallTime(text), 'bad_time', { value: text });

export const isBuiltInAttribute = (name: string): boolean => BUILT_IN_ATTRIBUTES.some((builtIn) => builtIn === name);

export const attributeFindings = (name: string, known: GraphContext): readonly Finding[] => {
  if (name === '') return [finding('missing_attribute')];
  return unless(isBuiltInAttribute(name) || known.attributes.has(name), 'unknown_attribute', { attribute: name });
};

export const eventFindings = (name: string, known: GraphContext): readonly Finding[] =>
  unless(known.events.has(name), 'unknown_event', { event: name });

export const matchFindings = (match: DraftMatch, known: GraphContext): readonly Finding[] => {
  const broken = (match.where ?? []).find((test) => !propertyTestSchema.safeParse(test).success);
  return [
    ...(match.event === '' ? [finding('missing_event')] : eventFindings(match.event, known)),
    ...(broken ? [finding('bad_where', { detail: broken.property === '' ? 'it names no property' : broken.property })] : []),
  ];
};

/** A template and a connector that are there and belong to the channel. */
export const deliveryFindings = (
  channel: string,
  step: { templateId?: string | undefined; connectorId?: string | undefined },
  known: GraphContext,
): readonly Finding[] => {
  const template = templateFor(step.templateId, known);
  const connector = connectorFor(channel, step.connectorId, known);
  return [
    ...unless(Boolean(step.templateId), 'missing_template'),
    ...unless(!step.templateId || template !== undefined, 'unknown_template', { template: step.templateId ?? '' }),
    ...unless(!template || template.channel === channel, 'wrong_channel', {
      what: 'template',
      found: template?.channel ?? '',
      wanted: channel,
    }),
    ...unless(Boolean(step.connectorId) || connector !== undefined, 'missing_connector', { channel }),
    ...unless(!step.connectorId || connector !== undefined, 'unknown_connector', { connector: step.connectorId ?? '' }),
    ...unless(!connector || connector.channel === channel, 'wrong_channel', {
      what: 'connector',
      found: connector?.channel ?? '',
      wanted: channel,
    }),
  ];
};
