import type { Page } from 'playwright-core';
import { z } from 'zod';

const traceEvent = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  dur: z.number().optional(),
  tdur: z.number().optional(),
  args: z.object({ name: z.unknown().optional() }).optional(),
});

/** What the page's own thread did, in milliseconds: by the clock, and of the processor's time, which is what is left of a task when others use the machine too. */
export interface Tasks {
  readonly longestMs: number;
  readonly longestCpuMs: number;
  readonly cpuMs: number;
}

const longest = (durations: readonly (number | undefined)[]): number =>
  durations.reduce<number>((most, duration) => Math.max(most, duration ?? 0), 0) / 1000;

/** Does something under Chromium's trace. */
export const traced = async (page: Page, act: () => Promise<void>): Promise<Tasks> => {
  const devtools = await page.context().newCDPSession(page);
  const events: z.infer<typeof traceEvent>[] = [];
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...z.array(traceEvent).parse(value)));
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { excludedCategories: ['*'], includedCategories: ['disabled-by-default-devtools.timeline', '__metadata'] },
  });
  await act();
  const ended = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
  await devtools.send('Tracing.end');
  await ended;
  await devtools.detach();
  const threadOf = ({ pid, tid }: { pid: number; tid: number }): string => `${pid} ${tid}`;
  const pages = new Set(events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf));
  const tasks = events.filter((event) => event.name === 'RunTask' && event.ph === 'X' && pages.has(threadOf(event)));
  return {
    longestMs: longest(tasks.map(({ dur }) => dur)),
    longestCpuMs: longest(tasks.map(({ tdur }) => tdur)),
    cpuMs: tasks.reduce((sum, { tdur }) => sum + (tdur ?? 0), 0) / 1000,
  };
};
