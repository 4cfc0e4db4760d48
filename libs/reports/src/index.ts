export { MorningLinks } from './morning/links.js';
export { MorningMails } from './morning/mails.js';
export { MorningWork } from './morning/morning.js';
export { type EndPage, Subscriptions } from './morning/subscriptions.js';
export { Readings } from './readings/readings.js';
export { type CustomersDoor, Reports, type ReportsDeps } from './reports.js';
export { type CountJob, Recounting } from './response/recounting.js';
export { Timeline } from './timeline/timeline.js';
