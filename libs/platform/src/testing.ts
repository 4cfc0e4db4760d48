export { testDatabase, testDatabaseUrl } from './testing/database.js';
export { whenFileEnds } from './testing/dispose.js';
export { eventually } from './testing/eventually.js';
