import type { EventMatch } from '../plan.js';
import type { DraftMatch } from './match.schema.js';

export const compileMatch = (match: DraftMatch): EventMatch => ({ event: match.event, where: match.where ?? [] });
