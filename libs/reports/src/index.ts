export { type CustomersDoor, Reports, type ReportsDeps } from './reports.js';
export { Timeline } from './timeline/timeline.js';
