import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
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

const browser = await chromium.launch(stage.browser);
afterAll(() => browser.close());

/** A new window, in nobody's name; 1280×800 and Chinese unless told otherwise. What the page logs as an error fails the test that reads `problems`. */
export const openPage = async (options: BrowserContextOptions = {}): Promise<{ page: Page; problems: readonly string[] }> => {
  const context = await browser.newContext({ baseURL: stage.url, viewport: { width: 1280, height: 800 }, locale: 'zh-CN', ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return { page, problems };
};

/** A new window in the first admin's name. */
export const openSignedIn = async (options: BrowserContextOptions = {}): Promise<{ page: Page; problems: readonly string[] }> => {
  const opened = await openPage(options);
  const answer = await opened.page.request.post('/api/v1/session', { data: { email: stage.email, password: stage.password } });
  if (!answer.ok()) throw new Error(`could not sign in: ${answer.status()} ${await answer.text()}`);
  return opened;
};

/** Calls the interface with the admin's API token, for what a test needs to find there already. */
export const callApi = async (method: string, route: string, body?: unknown): Promise<unknown> => {
  const answer = await fetch(`${stage.url}/api/v1${route}`, {
    method,
    headers: { authorization: `Bearer ${stage.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
};
