/** The second door: builders that only tests import. */
export { computing } from './testing/computing.js';
export { storeEnrollments, storeMessages } from './testing/store-history.js';
export { storeEvents, storePerson } from './testing/store-person.js';
export { AUTHORITY, CERTIFICATES, SERVER_KEY } from './testing/tls.js';
