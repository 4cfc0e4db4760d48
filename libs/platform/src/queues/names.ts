/**
 * Every queue and every kind of job. A producer names a job by this table; the worker refuses to start unless each kind
 * has exactly one handler.
 */
export const QUEUE = {
  engine: 'engine',
  imports: 'imports',
  sources: 'sources',
  maintenance: 'maintenance',
  reports: 'reports',
  forecasts: 'forecasts',
  testRuns: 'tests',
  computations: 'computations',
} as const;

/** Each connector has a queue of its own, so that a slow provider slows nobody else. */
export const dispatchQueue = (connectorId: string): string => `dispatch-${connectorId}`;

export const JOB = {
  /** Takes one cohort one step on: `{cohortId, seq}`. */
  step: 'step',
  /** Materialises the audience of an entry run: `{runId}`. */
  enter: 'enter',
  /** Enters one chunk of a run: `{runId, chunkNo}`. */
  enterChunk: 'enter-chunk',
  /** Brings people whom another journey has handed over into theirs: `{cohortId}`. */
  handOver: 'hand-over',
  /** Shows one ingested batch of events to the journeys: `{batchId}`. */
  wake: 'wake',
  /** Looks at an experiment, which may decide it: `{experimentId}`. */
  look: 'look',
  /** Hands queued messages of one connector to its provider: `{connectorId, slot}`. */
  dispatch: 'dispatch',
  /** Puts everything of one customer into a file: `{exportId}`. */
  subjectExport: 'subject-export',
  /** Reads and applies one uploaded file: `{importId}`. */
  import: 'import',
  /** Carries one run of a data source on: `{runId}`. */
  source: 'source',
  /** Finds due cohorts, open batches, planned runs, expired leases and queued messages, and adds their jobs again. */
  reconcile: 'reconcile',
  /** Writes old months to files and takes them out of the database. */
  archive: 'archive',
  /** Removes what has run out: sessions, stored answers. */
  sweep: 'sweep',
  /** Works out what a draft would do: `{forecastId}`. */
  forecast: 'forecast',
  /** Sends test people through a draft, and their mails to test addresses: `{testRunId}`. */
  testRun: 'test-run',
  /** Takes the readings of reports that are due, and sends the morning mails about them. */
  morning: 'morning',
  /** Tells colleagues by mail what they were asked to do. */
  taskMails: 'task-mails',
  /** Counts a report anew that takes long: `{journeyId, day}`. */
  count: 'count',
  /** Works out what the product knows about people: `{runId}`. */
  compute: 'compute',
  /** Looks for the people most like others: `{lookAlikeId}`. */
  lookAlike: 'look-alike',
  /** Looks for customers who are one person: `{runId}`. */
  match: 'match',
  /** Works out what other rules about one person would do: `{trialId}`. */
  tryRules: 'try-rules',
  /** Fills an empty workspace with demo data. */
  demo: 'demo',
} as const;
export type JobName = (typeof JOB)[keyof typeof JOB];

/** Job ids, deterministic: adding twice is adding once. */
export const jobId = {
  step: (cohortId: string, seq: number): string => `step:${cohortId}:${seq}`,
  enter: (runId: string): string => `enter:${runId}`,
  enterChunk: (runId: string, chunkNo: number): string => `enter-chunk:${runId}:${chunkNo}`,
  handOver: (cohortId: string): string => `hand-over:${cohortId}`,
  wake: (batchId: string): string => `wake:${batchId}`,
  look: (experimentId: string, at: Date): string => `look:${experimentId}:${at.getTime()}`,
  dispatch: (connectorId: string, slot: number): string => `dispatch:${connectorId}:${slot}`,
  match: (runId: string): string => `match:${runId}`,
  tryRules: (trialId: string): string => `try-rules:${trialId}`,
  subjectExport: (exportId: string): string => `subject-export:${exportId}`,
  import: (importId: string): string => `import:${importId}`,
  source: (runId: string): string => `source:${runId}`,
  count: (journeyId: string, day: string): string => `count:${journeyId}:${day}`,
  forecast: (forecastId: string): string => `forecast:${forecastId}`,
  testRun: (testRunId: string): string => `test-run:${testRunId}`,
  compute: (runId: string): string => `compute:${runId}`,
  lookAlike: (lookAlikeId: string): string => `look-alike:${lookAlikeId}`,
};
