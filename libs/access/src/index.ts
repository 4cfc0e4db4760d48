export { Access, type AccessDeps, type Credentials } from './access.js';
export { type Caller, mayWrite } from './caller.js';
export { IdempotencyKeys, type StoredAnswer } from './idempotency-keys.js';
export { SESSION_MOST_MS } from './sessions.js';
export { Workspace, type WorkspaceDeps } from './workspace.js';
