import type { HistorySources } from '@wayfare/contracts';
import { EXIT_REASONS, REASONS } from '@wayfare/kernel';
import type { TFunction } from 'i18next';
import { type Choice, type Field, fieldName, type HistoryLeaf } from './fields.js';
import { CONSENT_CHANNELS, channelName, type Names } from './names.js';

/** What people look for first: the journey, and which of its messages. */
const ASKED: readonly string[] = ['journey', 'template', 'node', 'channel', 'reason'];

/** The journeys that a row is about already; none: all. */
const journeysIn = ({ where = [] }: HistoryLeaf): readonly unknown[] =>
  where.flatMap(({ property, is, value }) => (property === 'journey' && (is === 'eq' || is === 'in') ? [value].flat() : []));

const named = (all: readonly { readonly id: string; readonly name: string }[] = []): Choice[] =>
  all.map(({ id, name }) => ({ value: id, name }));

/** Steps of the journeys that the row is about; where it is about all of them, each with its journey. */
const sendsIn = (leaf: HistoryLeaf, history: HistorySources | undefined): Choice[] => {
  const asked = journeysIn(leaf);
  const journeys = (history?.journeys ?? []).filter(({ id }) => asked.length === 0 || asked.includes(id));
  const seen = new Map<string, Choice>();
  for (const { name: journey, sends } of journeys)
    for (const { id, name } of sends)
      if (!seen.has(id)) seen.set(id, { value: id, name: asked.length === 1 ? name : `${name} · ${journey}` });
  return [...seen.values()];
};

const reasonsFor = (leaf: HistoryLeaf, t: TFunction): Choice[] => {
  const reasons = 'messages' in leaf ? REASONS : EXIT_REASONS.filter((reason) => reason !== 'completed' && reason !== 'holdout');
  return reasons.map((reason) => ({ value: reason, name: t(`reasons.${reason}`) }));
};

const choicesOf = (name: string, leaf: HistoryLeaf, history: HistorySources | undefined, t: TFunction): Choice[] => {
  switch (name) {
    case 'journey':
      return named(history?.journeys);
    case 'template':
      return named(history?.templates);
    case 'node':
      return sendsIn(leaf, history);
    case 'channel':
      return CONSENT_CHANNELS.map((channel) => ({ value: channel, name: channelName(channel, t) }));
    default:
      return reasonsFor(leaf, t);
  }
};

/** Only messages that never left, and stays that were broken off, have a reason. */
const hasReason = (leaf: HistoryLeaf): boolean => ('messages' in leaf ? leaf.messages === 'notSent' : leaf.enrollments === 'left');

/** What can be asked of each message, or of each stay. */
export const historyFields = (leaf: HistoryLeaf, history: HistorySources | undefined, t: TFunction): Field[] =>
  ASKED.filter((name) => (name === 'journey' ? true : name === 'reason' ? hasReason(leaf) : 'messages' in leaf)).map((name) => ({
    name,
    label: fieldName(leaf, name, t),
    kind: 'text',
    choices: choicesOf(name, leaf, history, t),
    isClosed: true,
  }));

/** What a value is called: conditions name journeys, templates, steps, channels and reasons by their ids. */
export const historyValue = (leaf: HistoryLeaf, property: string, value: string, names: Names, t: TFunction): string => {
  switch (property) {
    case 'journey':
      return names.journeys?.get(value) ?? value;
    case 'template':
      return names.templates?.get(value) ?? value;
    case 'node': {
      const [journey, ...others] = journeysIn(leaf);
      const own = others.length === 0 && journey !== undefined ? names.sends?.get(`${String(journey)}/${value}`) : undefined;
      return own ?? names.sends?.get(value) ?? value;
    }
    case 'channel':
      return channelName(value, t);
    case 'reason':
      return t(`reasons.${value}`, { defaultValue: value });
    default:
      return value;
  }
};
