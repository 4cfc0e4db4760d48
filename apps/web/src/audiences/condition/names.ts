import { BUILT_IN_ATTRIBUTES, type Leaf, purposeOfKey } from '@wayfare/kernel';
import type { TFunction } from 'i18next';

/** What ids are called: conditions name segments, lists and nodes by id, people do not. */
export interface Names {
  readonly segments?: ReadonlyMap<string, string> | undefined;
  readonly lists?: ReadonlyMap<string, string> | undefined;
  readonly nodes?: ReadonlyMap<string, string> | undefined;
  /** What messages are for, by key. */
  readonly purposes?: ReadonlyMap<string, string> | undefined;
  readonly journeys?: ReadonlyMap<string, string> | undefined;
  readonly templates?: ReadonlyMap<string, string> | undefined;
  /** Steps that send, of all journeys: by `journey/step`, and by the step alone where that says which. */
  readonly sends?: ReadonlyMap<string, string> | undefined;
  /** What tags are called now that were called otherwise before. */
  readonly tags?: ReadonlyMap<string, string> | undefined;
}

/** Stands for what is not filled in yet. */
export const MISSING = '…';

export const nameIn = (names: ReadonlyMap<string, string> | undefined, id: string): string => names?.get(id) ?? (id || MISSING);

/** Built-in columns have a name in each language; attributes are called what the workspace calls them. */
export const attributeName = (name: string, t: TFunction): string =>
  BUILT_IN_ATTRIBUTES.some((builtIn) => builtIn === name) ? t(`condition.builtIn.${name}`) : name;

/** The channels that people are asked to agree to. */
export const CONSENT_CHANNELS = ['email', 'sms', 'push', 'webhook'] as const;

export const channelName = (channel: string, t: TFunction): string => {
  if (channel === '') return MISSING;
  return CONSENT_CHANNELS.some((known) => known === channel) ? t(`condition.channel.${channel}`) : channel;
};

/** What somebody agrees to: a channel, or a purpose by one. */
export const consentName = (key: string, t: TFunction, names: Names): string => {
  const parts = purposeOfKey(key);
  if (!parts) return channelName(key, t);
  return t('privacy.purposes.by', { channel: channelName(parts.channel, t), purpose: names.purposes?.get(parts.purpose) ?? parts.purpose });
};

/** What a row asks about, by name. */
export const subjectName = (leaf: Leaf, t: TFunction, names: Names): string => {
  if ('attribute' in leaf) return attributeName(leaf.attribute, t) || MISSING;
  if ('event' in leaf) return leaf.event || MISSING;
  if ('order' in leaf) return t(`condition.order.${leaf.order}`);
  if ('messages' in leaf) return t(`condition.messages.${leaf.messages}.subject`);
  if ('enrollments' in leaf) return t(`condition.enrollments.${leaf.enrollments}.subject`);
  if ('tag' in leaf) return nameIn(names.tags, leaf.tag);
  if ('consent' in leaf) return consentName(leaf.consent, t, names);
  if ('segment' in leaf) return nameIn(names.segments, leaf.segment);
  if ('list' in leaf) return nameIn(names.lists, leaf.list);
  return 'message' in leaf ? nameIn(names.nodes, leaf.message.node) : leaf.score;
};
