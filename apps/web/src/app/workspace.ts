import { routes, type Settings } from '@wayfare/contracts';
import { createContext, use } from 'react';
import { useRead } from '../api/hooks.js';

export type Workspace = Pick<Settings, 'name' | 'timeZone' | 'currency' | 'sendMode' | 'today' | 'now' | 'virtualClock' | 'mailbox'>;

/** What a page shows before the workspace's settings are there, and in tests that need none. */
const BEFORE: Workspace = {
  name: '',
  timeZone: 'UTC',
  currency: 'CNY',
  sendMode: 'never',
  today: '1970-01-01',
  now: '1970-01-01T00:00:00Z',
  virtualClock: false,
  mailbox: false,
};

export const WorkspaceContext = createContext<Workspace>(BEFORE);

/** The workspace's zone, currency, send mode and clock. `now` is as old as the last read: seconds, not days. */
export const useWorkspace = (): Workspace => use(WorkspaceContext);

/** Asked again each minute, so that a send mode that another admin changed shows everywhere soon. */
export const useWorkspaceSettings = () => useRead(routes.settings, {}, { every: 60_000 });
