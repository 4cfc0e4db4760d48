import type { ReportPeople } from '@wayfare/contracts';
import { createContext, use } from 'react';

/** A number of the report that was clicked: whose people are shown, and what they are called. */
export interface Opened {
  readonly what: ReportPeople;
  readonly nodeId?: string | undefined;
  readonly armId?: string | undefined;
  /** "Responded · Men's e-mail" */
  readonly label: string;
  readonly people: number;
}

export const OpenContext = createContext<(opened: Opened) => void>(() => undefined);

/** Opens the people behind a number. */
export const useOpen = (): ((opened: Opened) => void) => use(OpenContext);
