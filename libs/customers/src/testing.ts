/** The second door: builders that only tests import. */
export { storeEvents, storePerson } from './testing/store-person.js';
