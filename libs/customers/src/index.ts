export type { Appended, Money, NewEvent } from './events/event.js';
export { Ingestion } from './events/ingestion.js';
export { Customers } from './profiles/customers.js';
export { readCustomers } from './profiles/rows.js';
export { pageOfCustomers } from './profiles/search.js';
export { type ComparedValue, comparisonToSql, jsonField, type Now } from './sql/compare.js';
export { bindEventTests, type EventTestScope, eventTestsToSql } from './sql/event-tests.js';
export { Binder, type SqlFragment } from './sql/fragment.js';
