export { testDatabase, testDatabaseUrl } from './testing/database.js';
export { whenFileEnds } from './testing/dispose.js';
export { eventually } from './testing/eventually.js';
export { testFolder } from './testing/folder.js';
export { sourceDatabases, TestMysql } from './testing/mysql.js';
export { PlannedDatabase } from './testing/planned-database.js';
export { type QueueBackend, queueBackends, queuesAt, testQueues } from './testing/queues.js';
export { TestRedis } from './testing/redis.js';
export { unzipped } from './testing/unzipped.js';
