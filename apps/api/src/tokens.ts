/** What Nest injects where a class can't name it. */
export const CORE = Symbol('core');
export const MAILBOX = Symbol('mailbox');
