export { type CustomersDoor, Reports, type ReportsDeps } from './reports.js';
export type { Stay, Visit } from './timeline/stays.js';
export { Timeline, type TimelineDeps } from './timeline/timeline.js';
