import { routes } from '@wayfare/contracts';
import { useRead } from '../api/hooks.js';

const EVERY = 30_000;

/** How many tasks are open, asked again while the page is looked at. */
export const useTaskCounts = () => useRead(routes.taskCounts, {}, { every: EVERY }).data;
