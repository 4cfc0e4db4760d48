export { applyBootstrap, readBootstrap } from './bootstrap.js';
export { type Core, openCore } from './core.js';
export { Demo } from './demo/demo.js';
export { probesOf } from './probes.js';
export { buildServices, type Services, type Surroundings } from './services.js';
