import type { FindingCode, Locale, ReadingName } from '@wayfare/contracts';
import type { Reason } from '@wayfare/kernel';
import { EN } from './en.js';
import { ZH_CN } from './zh-cn.js';

/** What a sentence is filled in with, told in the reader's language already. */
export type Filled = Readonly<Record<string, string>>;
type Sentence = (values: Filled) => string;

/** Columns of the files that people download. */
export const COLUMNS = [
  'customer',
  'externalId',
  'name',
  'email',
  'phone',
  'locale',
  'decidedAt',
  'result',
  'arm',
  'node',
  'channel',
  'control',
  'reading',
  'takenAt',
  'measure',
  'amount',
  'reason',
  'people',
  'targeted',
  'heldOut',
  'suppressed',
  'sent',
  'delivered',
  'bounced',
  'failed',
  'unknown',
  'pending',
  'opened',
  'machineOpened',
  'clicked',
  'unsubscribed',
  'complained',
  'responded',
  'responseRate',
  'converted',
  'conversionRate',
  'value',
  'currency',
  'otherValue',
  'difference',
  'low',
  'high',
  'minimumDetectable',
  'journey',
  'day',
  'timeZone',
  'response',
  'goal',
] as const;
export type Column = (typeof COLUMNS)[number];

export type Sheet = 'summary' | 'nodes' | 'arms' | 'suppressed' | 'readings' | 'people';

/** What the mail about tasks says. */
interface TaskMailWords {
  readonly subject: Sentence;
  readonly subjectMany: Sentence;
  readonly one: string;
  readonly many: Sentence;
  readonly about: Sentence;
  readonly due: Sentence;
  readonly noDue: string;
  readonly open: string;
  readonly more: Sentence;
  readonly all: string;
  readonly why: Sentence;
}

/** Everything that the product's own mails and the files of the reports say, in one language. */
export interface Words {
  readonly subject: Sentence;
  readonly title: Sentence;
  readonly funnel: Sentence;
  readonly money: Sentence;
  readonly open: string;
  readonly why: Sentence;
  readonly end: string;
  readonly taskMail: TaskMailWords;
  /** The sentences of a report; empty where a finding is not said in a mail. */
  readonly findings: Readonly<Record<FindingCode, Sentence>>;
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly results: Readonly<Record<string, string>>;
  readonly readings: Readonly<Record<ReadingName | 'now', string>>;
  readonly columns: Readonly<Record<Column, string>>;
  readonly sheets: Readonly<Record<Sheet, string>>;
  readonly yes: string;
  readonly no: string;
  /** A click or a reply, where no event is the response. */
  readonly click: string;
}

const WORDS: Readonly<Record<Locale, Words>> = { en: EN, 'zh-CN': ZH_CN };

export const wordsOf = (locale: Locale): Words => WORDS[locale];
