import { Tracker } from './tracker.js';
import type { Settings } from './types.js';

/*
 * The script of `<script async src="https://…/sdk.js">`. The page calls `wayfare('init', { key })` and then whatever it has to tell; what it called before the script was there waits in `wayfare.q`.
 */
const COMMANDS = ['track', 'page', 'identify', 'consent', 'reset'] as const;
type Command = (typeof COMMANDS)[number];
type Call = readonly [command: 'init' | Command, ...rest: unknown[]];
type Wayfare = ((...call: Call) => void) & { q?: ArrayLike<unknown>[] };

const page = window as typeof window & { wayfare?: Wayfare };
const source = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href;
let tracker: Tracker | undefined;

// biome-ignore lint/suspicious/noConsole: it is for whoever writes the page
const warn = (what: unknown): void => console.warn('wayfare:', what);

const isCommand = (command: string): command is Command => COMMANDS.some((one) => one === command);

const wayfare: Wayfare = (...[command, ...rest]) => {
  try {
    if (command === 'init') {
      const settings = rest[0] as Settings;
      tracker ??= new Tracker(settings, new URL('/api/v1/collect', settings.url ?? source).href);
    } else if (tracker && isCommand(command)) (tracker[command] as (...values: unknown[]) => void)(...rest);
    else warn(tracker ? `there is no ${command}` : 'call init first');
  } catch (error) {
    // the shop's page goes on whatever is wrong here
    warn(error);
  }
};

// a page that has it twice, or was shown again, goes on with the first
if (!page.wayfare || page.wayfare.q) {
  const before = page.wayfare?.q ?? [];
  page.wayfare = wayfare;
  for (const call of before) wayfare(...(Array.from(call) as unknown as Call));
}
