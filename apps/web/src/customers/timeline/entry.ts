import type { TimelineItem } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import type { Format } from '../../i18n/create-format.js';
import type { IconName } from '../../ui/index.js';
import type { usePurposeWords } from '../privacy/purpose-words.js';

/** One line of the timeline in words. */
export interface Entry {
  readonly title: string;
  /** Smaller, below: why, how much, where to. */
  readonly notes: readonly string[];
  readonly icon: IconName;
  readonly tone: 'plain' | 'good' | 'warn' | 'bad' | 'action' | 'entry' | 'next';
}

type Detail = TimelineItem['detail'];
interface Reader {
  readonly t: TFunction;
  readonly format: Format;
  readonly purposes: Pick<ReturnType<typeof usePurposeWords>, 'nameOf' | 'reasonOf'>;
}

const textIn = (detail: Detail, name: string): string | null => {
  const value = detail[name];
  return typeof value === 'string' && value !== '' ? value : null;
};
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const moneyIn = (detail: Detail, format: Format): string | null => {
  const { value } = detail;
  if (!isRecord(value)) return null;
  const { amount, currency } = value;
  return typeof amount === 'number' ? format.money(amount, typeof currency === 'string' ? currency : undefined) : null;
};

const some = (...notes: readonly (string | null)[]): string[] => notes.filter((note) => note !== null);

const MOST_PROPERTIES = 5;
const propertiesIn = (detail: Detail): string[] => {
  const { properties } = detail;
  if (!isRecord(properties)) return [];
  return Object.entries(properties)
    .slice(0, MOST_PROPERTIES)
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
};

const nodeName = ({ node }: TimelineItem, t: TFunction): string => node?.name ?? t('customers.timeline.someMessage');

const STATE_TONES: Readonly<Record<string, Entry['tone']>> = {
  sent: 'action',
  delivered: 'action',
  bounced: 'bad',
  failed: 'bad',
  suppressed: 'warn',
  cancelled: 'warn',
  unknown: 'warn',
};

/** Until when a message waits, and why where something holds it back. */
const waitingWords = (detail: Detail, notBefore: string, { t, format }: Pick<Reader, 't' | 'format'>): string => {
  const deferredBy = textIn(detail, 'deferredBy');
  const at = format.dateTime(notBefore);
  return t(deferredBy === null ? 'customers.timeline.notBefore' : `customers.timeline.deferred.${deferredBy}`, { at });
};

const messageEntry = (item: TimelineItem, { t, format, purposes }: Reader): Entry => {
  const { detail } = item;
  const state = textIn(detail, 'state') ?? 'queued';
  const reason = textIn(detail, 'reason');
  const purpose = textIn(detail, 'purpose');
  const address = textIn(detail, 'address');
  const notBefore = state === 'queued' ? textIn(detail, 'notBefore') : null;
  return {
    title: t(`customers.timeline.message.${state}`, { node: nodeName(item, t) }),
    notes: some(
      reason === null ? null : purposes.reasonOf(reason, purpose),
      reason === null && purpose !== null ? t('privacy.purposes.isFor', { purpose: purposes.nameOf(purpose) }) : null,
      address === null ? null : t('customers.timeline.to', { address }),
      notBefore === null ? null : waitingWords(detail, notBefore, { t, format }),
      textIn(detail, 'error'),
    ),
    icon: textIn(detail, 'channel') === 'webhook' ? 'hook' : 'mail',
    tone: STATE_TONES[state] ?? 'plain',
  };
};

const RESPONSE_ICONS: Readonly<Record<string, IconName>> = {
  open: 'mail',
  click: 'bolt',
  reply: 'chat',
  conversion: 'flag',
  unsubscribe: 'out',
};

const responseEntry = (item: TimelineItem, { t }: Reader): Entry => {
  const response = textIn(item.detail, 'response') ?? 'open';
  const isMachine = item.detail['machine'] === true;
  const isBad = response === 'bounce' || response === 'complaint' || response === 'unsubscribe';
  const values = { node: nodeName(item, t) };
  return {
    title: isMachine ? t('customers.timeline.machineOpen', values) : t(`customers.timeline.response.${response}`, values),
    notes: some(textIn(item.detail, 'url')),
    icon: RESPONSE_ICONS[response] ?? 'warning',
    tone: isMachine ? 'plain' : isBad ? 'bad' : 'good',
  };
};

const orderEntry = ({ detail }: TimelineItem, { t, format }: Reader): Entry => {
  const lines = Array.isArray(detail['lines']) ? detail['lines'].filter(isRecord) : [];
  const bought = lines
    .slice(0, 4)
    .map((line) => t('customers.timeline.line', { quantity: String(line['quantity']), product: String(line['product']) }));
  const number = textIn(detail, 'orderId');
  return {
    title: t('customers.timeline.order', { amount: moneyIn(detail, format) ?? '' }),
    notes: [
      ...bought,
      ...some(number === null ? null : t('customers.timeline.orderNumber', { number }), textIn(detail, 'channel'), textIn(detail, 'store')),
    ],
    icon: 'tag',
    tone: 'good',
  };
};

/** Into which other journey they went, or why that one did not let them in. */
const handOverWords = ({ goesOnIn }: Detail, t: TFunction): string | null => {
  if (!isRecord(goesOnIn) || typeof goesOnIn['name'] !== 'string') return null;
  const journey = goesOnIn['name'];
  return typeof goesOnIn['refused'] === 'string'
    ? t(`customers.timeline.notLetIn.${goesOnIn['refused']}`, { journey })
    : t('customers.timeline.goesOnIn', { journey });
};

const exitedEntry = ({ detail }: TimelineItem, { t }: Reader): Entry => {
  const reason = textIn(detail, 'reason');
  return {
    title: t('customers.timeline.exited'),
    notes: some(reason === null ? null : t(`reasons.${reason}`, { defaultValue: reason }), handOverWords(detail, t)),
    icon: 'door',
    tone: 'plain',
  };
};

/** To which arm an experiment took them, and how many went there then. */
const experimentWords = ({ experiment }: Detail, { t, format }: Pick<Reader, 't' | 'format'>): string | null => {
  if (!isRecord(experiment)) return null;
  const { arm, share } = experiment;
  return t('customers.timeline.byExperiment', { arm: String(arm), share: format.percent(Number(share), 0) });
};

const couponEntry = ({ detail }: TimelineItem, { t, format }: Reader): Entry => {
  const [pool, expiresAt, redeemedAt] = [textIn(detail, 'pool'), textIn(detail, 'expiresAt'), textIn(detail, 'redeemedAt')];
  return {
    title: t('customers.timeline.coupon', { code: textIn(detail, 'code') ?? '' }),
    notes: some(
      pool === null ? null : t('customers.timeline.couponPool', { pool }),
      expiresAt === null ? null : t('customers.timeline.couponExpires', { at: format.dateTime(expiresAt) }),
      redeemedAt === null ? null : t('customers.timeline.couponRedeemed', { at: format.dateTime(redeemedAt) }),
    ),
    icon: 'ticket',
    tone: 'action',
  };
};

/** What a colleague was asked to do, and what became of it. */
const taskEntry = ({ detail }: TimelineItem, { t, format }: Reader): Entry => {
  const state = textIn(detail, 'state') ?? 'open';
  const [dueAt, closedAt, by] = [textIn(detail, 'dueAt'), textIn(detail, 'closedAt'), textIn(detail, 'by')];
  const key = state === 'open' && dueAt !== null ? 'openDue' : state === 'done' && by !== null ? 'doneBy' : state;
  const at = state === 'open' ? dueAt : closedAt;
  return {
    title: t('customers.timeline.task', { title: textIn(detail, 'title') ?? '' }),
    notes: some(
      t(`customers.timeline.taskState.${key}`, { at: at === null ? '' : format.dateTime(at), by }),
      textIn(detail, 'outcome'),
      textIn(detail, 'note'),
    ),
    icon: 'todo',
    tone: state === 'done' ? 'good' : state === 'open' ? 'action' : 'plain',
  };
};

const STAGE_TONES: Readonly<Record<string, Entry['tone']>> = {
  at_risk: 'warn',
  lapsed: 'bad',
  loyal: 'good',
  won_back: 'good',
  new: 'good',
};

/** The numbers that decided, in words. */
const whyChanged = (to: string, why: Readonly<Record<string, unknown>>, { t, format }: Reader): string | null => {
  const total = moneyIn({ value: why['total'] }, format);
  if (total !== null) return t('customers.timeline.value.why.tier', { amount: total });
  const count = (name: string): number => Number(why[name] ?? 0);
  const numbers = { idle: count('idleDays'), gap: count('gapDays'), previous: count('previousGapDays'), purchases: count('purchases') };
  return t(`customers.timeline.value.why.${to}`, { ...numbers, defaultValue: '' }) || null;
};

/** Another stage of life, or another tier. */
const valueEntry = ({ detail }: TimelineItem, reader: Reader): Entry => {
  const { t } = reader;
  const [from, to, why] = [textIn(detail, 'from'), textIn(detail, 'to') ?? '', detail['why']];
  const isStage = detail['what'] === 'stage';
  const named = (name: string): string => (isStage ? t(`value.stages.name.${name}`) : name);
  const key = `customers.timeline.value.${isStage ? 'stage' : 'tier'}`;
  return {
    title: from === null ? t(`${key}First`, { to: named(to) }) : t(key, { from: named(from), to: named(to) }),
    notes: some(isRecord(why) ? whyChanged(to, why, reader) : null),
    icon: 'gauge',
    tone: (isStage ? STAGE_TONES[to] : undefined) ?? 'plain',
  };
};

/** A wait that ends, or a message that leaves; the line itself shows when. */
const nextEntry = (item: TimelineItem, { t }: Reader): Entry => {
  const isMessage = textIn(item.detail, 'messageId') !== null;
  const deferredBy = textIn(item.detail, 'deferredBy');
  return {
    title: t(isMessage ? 'customers.timeline.nextMessage' : 'customers.timeline.nextWait', { node: nodeName(item, t) }),
    notes: some(deferredBy === null ? null : t(`customers.timeline.heldBy.${deferredBy}`)),
    icon: isMessage ? 'mail' : 'clock',
    tone: 'next',
  };
};

/** What is older stands in files only. */
const archivedEntry = ({ detail }: TimelineItem, { t, format }: Reader): Entry => {
  const [what, until, on] = ['what', 'until', 'on'].map((name) => textIn(detail, name) ?? '');
  return {
    title: t(`customers.timeline.archived.${what}`, { until, defaultValue: t('customers.timeline.archived.other', { until }) }),
    notes: [t('customers.timeline.archivedOn', { day: format.date(on ?? '') })],
    icon: 'list',
    tone: 'plain',
  };
};

const ENTRIES: Readonly<Record<TimelineItem['kind'], (item: TimelineItem, reader: Reader) => Entry>> = {
  created: (_item, { t }) => ({ title: t('customers.timeline.created'), notes: [], icon: 'person', tone: 'entry' }),
  event: ({ detail }, { t, format }) => ({
    title: t('customers.timeline.event', { name: textIn(detail, 'name') ?? '' }),
    notes: [...some(moneyIn(detail, format)), ...propertiesIn(detail)],
    icon: 'bolt',
    tone: 'plain',
  }),
  order: orderEntry,
  entered: (item, { t }) => ({
    title: t('customers.timeline.entered', { node: nodeName(item, t) }),
    notes: [],
    icon: 'people',
    tone: 'entry',
  }),
  moved: (item, { t, format }) => ({
    title: t('customers.timeline.moved', { node: nodeName(item, t) }),
    notes: item.detail['waiting'] === true ? [t('customers.timeline.waiting')] : some(experimentWords(item.detail, { t, format })),
    icon: 'right',
    tone: 'plain',
  }),
  switched: ({ journey, node }, { t }) => ({
    title: t('customers.timeline.switched', { version: journey?.version ?? '' }),
    notes: some(node?.name ?? null),
    icon: 'redo',
    tone: 'plain',
  }),
  exited: exitedEntry,
  message: messageEntry,
  response: responseEntry,
  coupon: couponEntry,
  task: taskEntry,
  value: valueEntry,
  next: nextEntry,
  archived: archivedEntry,
};

/** Words one line of a customer's timeline. */
export const entryOf = (item: TimelineItem, reader: Reader): Entry => ENTRIES[item.kind](item, reader);

export const TIMELINE_FILTERS = ['all', 'journeys', 'messages', 'behaviour'] as const;
export type TimelineFilter = (typeof TIMELINE_FILTERS)[number];

const SHOWN: Readonly<Record<Exclude<TimelineFilter, 'all'>, readonly TimelineItem['kind'][]>> = {
  journeys: ['entered', 'moved', 'switched', 'exited', 'coupon', 'task', 'next'],
  messages: ['message', 'response', 'archived'],
  behaviour: ['event', 'order', 'value', 'archived'],
};

export const isShown = (item: TimelineItem, filter: TimelineFilter): boolean => filter === 'all' || SHOWN[filter].includes(item.kind);

export interface Day {
  /** `YYYY-MM-DD` in the workspace's zone; `ahead` for what is still to come. */
  readonly day: string;
  readonly items: readonly TimelineItem[];
}

/** Lines by day, in the order in which they came. */
export const byDay = (items: readonly TimelineItem[], dayOf: (instant: string) => string): Day[] => {
  const days = new Map<string, TimelineItem[]>();
  for (const item of items) {
    const day = item.kind === 'next' ? 'ahead' : dayOf(item.at);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days].map(([day, lines]) => ({ day, items: lines }));
};
