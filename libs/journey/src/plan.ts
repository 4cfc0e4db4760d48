import type { Condition, MessagePurpose, PropertyTest, WeeklyWindow } from '@wayfare/kernel';

/**
 * What `compile(graph)` returns: typed steps with every reference resolved, frozen with the version. The engine runs
 * plans, never drawings; recorded plans keep their meaning for ever, so a field may be added here but none may change.
 */
export interface Plan {
  readonly format: 1;
  /** Ids of the entry steps, in the order of the drawing. */
  readonly entries: readonly string[];
  readonly steps: Readonly<Record<string, Step>>;
  readonly settings: PlanSettings;
}

/** Something a customer does, as settings and entry nodes name it. */
export interface EventMatch {
  readonly event: string;
  readonly where: readonly PropertyTest[];
}

export interface PlanSettings {
  /** What counts as a response; `null`: a click or a reply. `window` is an ISO 8601 duration from the decision on. */
  readonly response: { readonly match: EventMatch | null; readonly window: string };
  readonly goal: { readonly match: EventMatch; readonly window: string; readonly exitOnGoal: boolean } | null;
  readonly exitWhen: Condition | null;
  /** IANA zone of the journey; `null`: the workspace's. */
  readonly timeZone: string | null;
  /** In place of the workspace's, for every channel; absent: the workspace's. */
  readonly quietHours?: { readonly from: string; readonly to: string };
  /** How many of an audience come in at most: of one run, in an hour, in 24 hours. Absent: all at once. */
  readonly entryCap?: EntryCap;
  /** The first so many of an audience come in; the others when somebody has confirmed it. */
  readonly blastGuard?: { readonly first: number };
  /** More people than `most` led in by events `within` a duration pause the journey, before they come in. Absent: however many. */
  readonly breaker?: EntryBreaker;
  /** 1 … 9: of two journeys that want the same person, the one with more goes first. Absent: 5. */
  readonly priority?: number;
  /** Whom events lead here during a pause: they come in when it ends (absent), or not at all. */
  readonly whilePaused?: 'refuse';
}

export interface EntryBreaker {
  readonly most: number;
  readonly within: string;
}

export interface EntryCap {
  readonly run?: number;
  readonly hour?: number;
  readonly day?: number;
}

/** `never`: once in a life. `after`: not inside now, and the last stay ended at least `after` ago. `always`: not inside now. */
export interface Reentry {
  readonly policy: 'never' | 'after' | 'always';
  readonly after: string | null;
}

export type Audience = { readonly segmentId: string } | { readonly listId: string } | { readonly condition: Condition };

/** When an audience enters: at launch, at one instant, or again and again by a cron line in the journey's zone. */
export type Schedule = { readonly at: string } | { readonly cron: string };

interface StepBase {
  readonly id: string;
  readonly name: string;
}
interface OneWay extends StepBase {
  readonly next: string;
}

export interface AudienceStep extends OneWay {
  readonly kind: 'audience';
  readonly audience: Audience;
  readonly schedule: Schedule | null;
  readonly reentry: Reentry;
  /** Share of the people held out, 0 … 0.5. */
  readonly holdout: number;
}
export interface EventEntryStep extends OneWay, EventMatch {
  readonly kind: 'event-entry';
  readonly reentry: Reentry;
  readonly holdout: number;
}
export type WaitRule =
  | { readonly mode: 'duration'; readonly duration: string }
  /** `time` is `HH:MM`; `weekdays` are ISO (1 = Monday … 7 = Sunday), all seven where none is named. */
  | { readonly mode: 'until'; readonly time: string; readonly weekdays: readonly number[]; readonly zone: 'customer' | 'workspace' }
  /** `yearly`: on each anniversary of the date; absent: on the date itself. */
  | {
      readonly mode: 'date';
      readonly attribute: string;
      readonly offset: string | null;
      readonly time: string;
      readonly yearly?: boolean;
    };
export interface WaitStep extends OneWay {
  readonly kind: 'wait';
  readonly rule: WaitRule;
}
export interface TimeWindowStep extends OneWay {
  readonly kind: 'time-window';
  readonly window: WeeklyWindow;
  /** Whose clock it is. */
  readonly zone: 'customer' | 'workspace';
}
export interface WaitEventStep extends StepBase, EventMatch {
  readonly kind: 'wait-event';
  readonly timeout: string;
  readonly matched: string;
  readonly timedOut: string;
}
export interface BranchStep extends StepBase {
  readonly kind: 'branch';
  /** First match wins. */
  readonly paths: readonly { readonly id: string; readonly name: string; readonly condition: Condition; readonly next: string }[];
  readonly otherwise: string;
}
export interface FrequencyCheckStep extends StepBase {
  readonly kind: 'frequency-check';
  /** `null`: all together. */
  readonly channel: string | null;
  /** Who has had so many messages `within` the time before goes `over`, who has had fewer `under`. */
  readonly limit: number;
  readonly within: string;
  readonly under: string;
  readonly over: string;
}
export interface ScoreSplitStep extends StepBase {
  readonly kind: 'score-split';
  readonly attribute: string;
  /** With rising bounds: the first whose bound the number lies below takes the person; `null`, of the last, has none. */
  readonly bands: readonly { readonly id: string; readonly name: string; readonly below: number | null; readonly next: string }[];
  /** Of whom no number is known. */
  readonly none: string;
  /** The nine numbers between the tenths, as they were when the version was published; absent where bounds were typed. */
  readonly deciles?: readonly number[];
}
export interface Arm {
  readonly id: string;
  readonly name: string;
  readonly control: boolean;
  /** The arm takes the people whose `stableFraction` lies in [from, to). */
  readonly from: number;
  readonly to: number;
  readonly next: string;
}
export interface SplitStep extends StepBase {
  readonly kind: 'split';
  /** By stable hash, or by an attribute that holds the arm's id; who holds none leaves with `unassigned`. */
  readonly assignBy: 'hash' | { readonly attribute: string };
  readonly arms: readonly Arm[];
}
export interface ExperimentStep extends StepBase {
  readonly kind: 'experiment';
  /** Which experiment it is, whatever version it stands in: its arms with their shares. */
  readonly among: string;
  /** With the shares of the drawing, which hold until others are decided on. */
  readonly arms: readonly Arm[];
  /** As the settings define it. */
  readonly measure: 'response' | 'conversion';
  /** `thompson`: the shares follow what the arms have shown, again and again. */
  readonly mode: 'winner' | 'thompson';
  /** When it is decided; `null`: never by itself. */
  readonly decide: {
    /** People whose windows have closed. */
    readonly people: number | null;
    readonly duration: string | null;
    /** The least probability to be best. */
    readonly confidence: number;
    readonly otherwise: 'keep' | 'best';
  } | null;
}
export interface UpdateStep extends OneWay {
  readonly kind: 'update';
  readonly set: Readonly<Record<string, string | number | boolean | null>>;
  readonly addTags: readonly string[];
  readonly removeTags: readonly string[];
  readonly addToList: string | null;
}
/** The hour at which the person has answered most; `fallback` (`HH:MM`) for those who have not answered often enough. */
export interface BestTime {
  readonly mode: 'best';
  readonly fallback: string;
}
export interface SendStep extends OneWay {
  readonly kind: 'send';
  readonly channel: string;
  readonly connectorId: string;
  readonly templateId: string;
  /** The revision that stood when the version was published: later edits of the template change nothing here. */
  readonly templateRevision: number;
  readonly tracking: { readonly opens: boolean; readonly clicks: boolean };
  readonly ignoreCaps: boolean;
  /** Absent: the consent to the channel is asked for, and nothing besides. */
  readonly purpose?: MessagePurpose;
  /** Absent: at once. */
  readonly timing?: BestTime;
  /** Absent: no. */
  readonly ignoreQuietHours?: boolean;
  /** A message that has not been handed over so long after the decision is not sent (`expired`). Absent: it waits for as long as it takes. */
  readonly expires?: string;
}
export interface WebhookStep extends OneWay {
  readonly kind: 'webhook';
  readonly connectorId: string;
  readonly templateId: string;
  readonly templateRevision: number;
}
export interface ExitStep extends StepBase {
  readonly kind: 'exit';
  readonly reason: 'completed';
}
export interface CouponStep extends StepBase {
  readonly kind: 'coupon';
  /** The first tier whose condition holds says from which pool; `poolId` where none does. */
  readonly tiers: readonly { readonly condition: Condition; readonly poolId: string }[];
  readonly poolId: string;
  /** For how long a code is good; `null`: for ever. */
  readonly validFor: string | null;
  readonly issued: string;
  /** Of those for whom the pool had no code left. */
  readonly empty: string;
}
/** A colleague is asked to do something for each person. */
export interface TaskStep extends StepBase {
  readonly kind: 'task';
  /** In Liquid, as the note is. */
  readonly title: string;
  readonly note: string | null;
  /** One colleague, or whoever of a role comes first. */
  readonly assignee: { readonly user: string } | { readonly role: string };
  /** By when it should be done; `null`: when the waiting ends, or nobody said. */
  readonly dueIn: string | null;
  /** People go on at once, or stay until it is done: for `timeout` at most. */
  readonly onward:
    | { readonly waits: false; readonly next: string }
    | { readonly waits: true; readonly timeout: string; readonly done: string; readonly timedOut: string };
}
/** People leave, and come into another journey by its first entry. */
export interface GoToStep extends StepBase {
  readonly kind: 'go-to';
  readonly journeyId: string;
}
export type Step =
  | AudienceStep
  | EventEntryStep
  | WaitStep
  | TimeWindowStep
  | WaitEventStep
  | BranchStep
  | FrequencyCheckStep
  | ScoreSplitStep
  | SplitStep
  | ExperimentStep
  | UpdateStep
  | SendStep
  | WebhookStep
  | CouponStep
  | TaskStep
  | GoToStep
  | ExitStep;
export type StepKind = Step['kind'];

/** The priority of journeys that name none; the database knows it too (journey_versions.priority). */
export const USUAL_PRIORITY = 5;

/** The salts of the stable hash: one for each experiment, so that arms of different experiments are independent. */
export const splitSalt = (journeyId: string, nodeId: string): string => `split:${journeyId}:${nodeId}`;
/** One for all journeys: who is held out of one by it is held out of all. */
export const GLOBAL_HOLDOUT_SALT = 'holdout';
export const holdoutSalt = (journeyId: string): string => `holdout:${journeyId}`;

/**
 * The product's own event: a customer has asked for no more of the messages of the journey that its property `journeyId` names.
 * It ends their stay in that journey.
 */
export const UNSUBSCRIBED_EVENT = 'message.unsubscribed';

/** The product's own event: a colleague has done the task that the node of its property `nodeId`, in the journey `journeyId`, made for the customer. */
export const TASK_DONE_EVENT = 'customer.task_done';
