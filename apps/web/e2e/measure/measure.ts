import path from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const IN_PAGE = path.resolve('apps', 'web', 'e2e', 'measure', 'in-page.js');

const rendersSchema = z.object({ cards: z.record(z.string(), z.number()), lines: z.record(z.string(), z.number()) });
/** How often each card and each line has been rendered since `begin`, by its id. */
export type Renders = z.infer<typeof rendersSchema>;

const openingSchema = z.object({ viewMs: z.number(), wholeMs: z.number(), first: z.array(z.string()) });
/** Milliseconds until what is in view was painted, and until the last card was; and the cards that were painted first, by their ids. */
export type Opening = z.infer<typeof openingSchema>;

/** Measures a page from within; to be called before it is opened. */
export const measured = async (page: Page) => {
  await page.addInitScript({ path: IN_PAGE });
  const ask = async <Answer>(schema: z.ZodType<Answer>, question: string): Promise<Answer> => schema.parse(await page.evaluate(question));
  return {
    /** From here on renders and frames are counted. */
    begin: (): Promise<unknown> => page.evaluate('measure.begin()'),
    renders: (): Promise<Renders> => ask(rendersSchema, 'measure.renders()'),
    framesPerSecond: (): Promise<number> => ask(z.number(), 'measure.framesPerSecond()'),
    /** The next click opens a drawing of so many cards. */
    awaitOpening: (cards: number): Promise<unknown> => page.evaluate(`measure.awaitOpening(${cards})`),
    /** How long it took from that click. */
    /** The ids of the cards of which some part lies on the paper now. */
    inView: (): Promise<string[]> => ask(z.array(z.string()), 'measure.inView()'),
    /** Waits until so many lie there. */
    allInView: (cards: number): Promise<unknown> => page.evaluate(`measure.allInView(${cards})`),
    opened: (): Promise<Opening> => ask(openingSchema, 'measure.opened()'),
  };
};
