/**
 * Everything that `validate` can say, in English. The codes are stable: dictionaries translate them as `problems.<code>`
 * with the same `{{values}}`. An error stands in the way of a launch, a warning does not.
 */
export const PROBLEMS = {
  no_entry: { severity: 'error', message: 'The journey has no entry: nobody would ever come in.' },
  no_send: { severity: 'warning', message: 'The journey sends nothing.' },
  missing_name: { severity: 'warning', message: 'The step has no name.' },
  duplicate_id: { severity: 'error', message: 'The id "{{id}}" is used more than once.' },
  reserved_id: { severity: 'error', message: 'The id "{{id}}" means something else here; choose another.' },
  unreachable: { severity: 'warning', message: 'No entry leads to this step; it is left out.' },
  leads_nowhere: { severity: 'error', message: 'The way out "{{handle}}" leads nowhere.' },
  missing_source: { severity: 'error', message: 'A line begins at a step that is not there: "{{source}}".' },
  missing_target: { severity: 'error', message: 'A line ends at a step that is not there: "{{target}}".' },
  unknown_handle: { severity: 'error', message: 'A line leaves by "{{handle}}", a way out that this step does not have.' },
  two_edges_from_one_handle: { severity: 'error', message: 'The way out "{{handle}}" leads to more than one step.' },
  edge_into_entry: { severity: 'error', message: 'A line leads into the entry "{{target}}": people enter there, they do not come back.' },
  cycle: { severity: 'error', message: 'The steps go round in a circle: {{path}}.' },

  missing_audience: { severity: 'error', message: 'Choose who enters: a segment, a list or a condition.' },
  two_audiences: { severity: 'error', message: 'Choose one of segment, list and condition, not several.' },
  bad_schedule: { severity: 'error', message: '"{{value}}" is no instant such as 2027-03-01T09:00:00+08:00.' },
  bad_cron: {
    severity: 'error',
    message: '"{{value}}" is no schedule of five fields (minute hour day month weekday), or it never comes round.',
  },
  bad_holdout: { severity: 'error', message: 'The share left alone has to lie between 0 and 0.5, not at {{value}}.' },
  missing_event: { severity: 'error', message: 'Choose the event.' },
  unknown_event: { severity: 'warning', message: 'The event "{{event}}" has never been received.' },
  bad_where: { severity: 'error', message: 'A test on the event is unfinished: {{detail}}.' },
  bad_duration: { severity: 'error', message: '"{{value}}" is no duration such as PT30M or P1D, longer than nothing.' },
  bad_offset: { severity: 'error', message: '"{{value}}" is no offset of whole days, weeks, months or years such as -P3D.' },
  bad_time: { severity: 'error', message: '"{{value}}" is no time of day such as 09:00.' },
  bad_weekday: { severity: 'error', message: '{{value}} is no weekday: 1 is Monday, 7 is Sunday.' },
  bad_zone: { severity: 'error', message: '"{{value}}" is no time zone such as Asia/Shanghai.' },
  missing_attribute: { severity: 'error', message: 'Choose the attribute.' },
  unknown_attribute: { severity: 'warning', message: 'No customer has the attribute "{{attribute}}" yet.' },
  computed_attribute: { severity: 'error', message: '"{{attribute}}" is worked out by Wayfare and can not be set by a step.' },
  reserved_attribute: { severity: 'error', message: '"{{attribute}}" belongs to the customer\'s own record and can not be set by a step.' },
  empty_condition: { severity: 'error', message: 'The condition "{{path}}" says nothing.' },
  bad_condition: { severity: 'error', message: 'The condition "{{path}}" is unfinished: {{detail}}.' },
  unknown_segment: { severity: 'error', message: 'There is no segment {{segment}}.' },
  unknown_list: { severity: 'error', message: 'There is no list {{list}}.' },
  message_node_unknown: { severity: 'error', message: 'The condition asks for messages of "{{node}}", which is no step that sends.' },
  message_node_not_before: {
    severity: 'warning',
    message: 'The condition asks for messages of "{{node}}", which nobody has passed when it is asked: it is never true.',
  },
  too_few_paths: { severity: 'error', message: 'A branch needs a path apart from "else".' },
  bad_limit: { severity: 'error', message: 'The number of messages has to be a whole number from 1 to 1000, not {{value}}.' },
  too_few_bands: { severity: 'error', message: 'A score split needs two bands at least.' },
  bad_bound: { severity: 'error', message: 'The bound of "{{band}}" has to be a number above the one before.' },
  bad_tenth: { severity: 'error', message: 'The upper tenth of "{{band}}" has to lie above the one before and below 10.' },
  no_numbers: { severity: 'warning', message: 'Nobody has a number as "{{attribute}}": everybody goes by "none".' },
  too_few_arms: { severity: 'error', message: 'A split needs two arms at least.' },
  bad_weight: { severity: 'error', message: 'The weight of "{{arm}}" has to be 0 or more, not {{value}}.' },
  weight_sum: { severity: 'error', message: 'The weights add up to nothing.' },
  arm_without_weight: { severity: 'error', message: 'The weight of "{{arm}}" has to be above 0, not {{value}}.' },
  two_controls: { severity: 'error', message: 'An experiment compares with one control arm, not with several.' },
  no_decision: { severity: 'error', message: 'Say when the experiment is decided: after so many people, or after a time.' },
  bad_sample: { severity: 'error', message: 'The number of people has to be a whole number of 2 at least, not {{value}}.' },
  bad_confidence: {
    severity: 'error',
    message: 'The probability to be best that a winner needs lies between 0.5 and 0.9999, not at {{value}}.',
  },
  measure_without_goal: { severity: 'error', message: 'The experiment compares conversions, and the journey has no goal.' },
  decides_before_windows_close: {
    severity: 'warning',
    message:
      'The experiment is decided after {{duration}}, when nobody has had the whole {{window}} in which a response counts: nothing can be told by then.',
  },
  control_arm_sends: { severity: 'warning', message: 'People of the control arm "{{arm}}" get a message at "{{node}}".' },
  missing_list: { severity: 'error', message: 'Choose the list.' },
  empty_update: { severity: 'warning', message: 'The step changes nothing.' },
  empty_tag: { severity: 'error', message: 'A tag or an attribute has no name.' },
  missing_channel: { severity: 'error', message: 'Choose the channel.' },
  missing_template: { severity: 'error', message: 'Choose what is sent.' },
  unknown_template: { severity: 'error', message: 'There is no template {{template}}.' },
  wrong_channel: { severity: 'error', message: '"{{what}}" is for the channel {{found}}, this step sends by {{wanted}}.' },
  unknown_purpose: { severity: 'error', message: 'There is no purpose {{purpose}}.' },
  missing_connector: { severity: 'error', message: 'No connector sends by {{channel}}: connect one, or choose one.' },
  unknown_connector: { severity: 'error', message: 'There is no connector {{connector}}.' },
  missing_pool: { severity: 'error', message: 'Choose the pool that the codes come from.' },
  unknown_pool: { severity: 'error', message: 'There is no coupon pool {{pool}}.' },
  tier_asks_for_messages: { severity: 'error', message: 'The tier "{{tier}}" asks for messages; a branch before this step can do that.' },
  missing_title: { severity: 'error', message: 'Say what is to be done.' },
  missing_assignee: { severity: 'error', message: 'Choose who is asked to do it.' },
  unknown_assignee: { severity: 'error', message: 'Nobody with the account {{user}} can be asked: it is closed, or was never there.' },
  missing_journey: { severity: 'error', message: 'Choose the journey that people go over to.' },
  unknown_journey: { severity: 'error', message: 'There is no journey {{journey}}.' },
  journey_not_running: { severity: 'error', message: 'The journey "{{journey}}" does not run: nobody can come in.' },
  goes_to_itself: { severity: 'error', message: 'A journey can not hand people over to itself.' },
  circle_of_journeys: {
    severity: 'error',
    message: 'The journey "{{path}}" leads back to this one: let people enter each of them again only after a while.',
  },
} as const satisfies Record<string, { severity: Severity; message: string }>;

export type Severity = 'error' | 'warning';
export type ProblemCode = keyof typeof PROBLEMS;
export type ProblemValues = Readonly<Record<string, string | number>>;

/** Something that is not right with a node, or with the journey as a whole where `nodeId` is `null`. */
export interface Problem {
  readonly nodeId: string | null;
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** In English, with the values filled in. */
  readonly message: string;
  readonly values: ProblemValues;
}

/** A problem before it is known where it stands. */
export interface Finding {
  readonly code: ProblemCode;
  readonly values: ProblemValues;
}

export const finding = (code: ProblemCode, values: ProblemValues = {}): Finding => ({ code, values });

/** A finding, where the claim fails. */
export const unless = (holds: boolean, code: ProblemCode, values: ProblemValues = {}): readonly Finding[] =>
  holds ? [] : [finding(code, values)];

export const problemAt = (nodeId: string | null, { code, values }: Finding, severity: Severity = PROBLEMS[code].severity): Problem => ({
  nodeId,
  code,
  severity,
  message: PROBLEMS[code].message.replace(/\{\{(\w+)\}\}/g, (_, key: string) => String(values[key] ?? '')),
  values,
});
