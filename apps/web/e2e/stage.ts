import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { z } from 'zod';

const stageSchema = z.object({
  url: z.url(),
  email: z.string(),
  password: z.string(),
  token: z.string(),
  mailbox: z.url(),
  browser: z.object({ executablePath: z.string(), args: z.array(z.string()) }),
});

/** The product that scripts/e2e.mjs has started, with a virtual clock, and the browser that starts here. */
export const stage = stageSchema.parse(JSON.parse(process.env.WAYFARE_STAGE ?? 'null'));

let starting: Promise<Browser> | undefined;
/** Started by the first test that runs: of a file whose tests are all left out (`-t`), nobody would close it. */
const theBrowser = (): Promise<Browser> => {
  starting ??= chromium.launch(stage.browser);
  return starting;
};
afterAll(async () => (await starting)?.close());

/** A person's browser: the headless one names itself as such, and clicks of machines are not counted as responses. */
const userAgentOf = (browser: Browser): string =>
  `Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36`;

const PATIENCE_MS = 20_000;

/** Where pictures of what failed are left, below the folder that no repository keeps. */
const SHOTS = path.resolve('dist', 'e2e');

const leavePicture = async (page: Page): Promise<void> => {
  mkdirSync(SHOTS, { recursive: true });
  const file = path.join(SHOTS, `${(expect.getState().currentTestName ?? 'test').replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.png`);
  await page.screenshot({ path: file });
  console.error(`What the page looked like: ${path.relative('.', file)} (${page.url()})`);
};

/**
 * A test in a new window, in nobody's name; 1280×800 and Chinese unless told otherwise. Leaves a picture where it fails, and fails itself
 * where the page reported an error. That nobody is signed in yet is no error: the page asks, and shows the door; nor is that somebody was erased: it says so.
 */
export const inWindow =
  (act: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): (() => Promise<void>) =>
  async () => {
    const browser = await theBrowser();
    const context = await browser.newContext({
      baseURL: stage.url,
      viewport: { width: 1280, height: 800 },
      locale: 'zh-CN',
      userAgent: userAgentOf(browser),
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (401|410)/.test(message.text())) problems.push(message.text());
    });
    try {
      await act(page);
      expect(problems).toEqual([]);
    } catch (error) {
      await leavePicture(page);
      throw error;
    } finally {
      await context.close();
    }
  };

/** Someone is signed in without having typed anything. */
export const signInQuietly = async (page: Page, { email, password }: Person): Promise<void> => {
  const answer = await page.request.post('/api/v1/session', { data: { email, password } });
  if (!answer.ok()) throw new Error(`could not sign in: ${answer.status()} ${await answer.text()}`);
};

/** Calls the interface with the admin's API token, for what no page is there for: the clock, events, accounts. */
export const callApi = async (method: string, route: string, body?: unknown): Promise<unknown> => {
  const answer = await fetch(`${stage.url}/api/v1${route}`, {
    method,
    headers: { authorization: `Bearer ${stage.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
};

/** Moves the product's one clock; answers when everything that came due has been carried out. @param by ISO 8601 duration */
export const advanceClock = (by: string): Promise<unknown> => callApi('POST', '/testing/clock', { advance: by });

export interface Person {
  readonly email: string;
  readonly password: string;
}

/** Someone with an account of their own, made without a page. */
export const createPerson = async (role: 'admin' | 'manager' | 'reviewer', locale: 'zh-CN' | 'en'): Promise<Person> => {
  const email = `${role}.${randomUUID()}@wayfare.example`;
  const password = randomUUID();
  await callApi('POST', '/users', { email, name: role, role, locale, password });
  return { email, password };
};
