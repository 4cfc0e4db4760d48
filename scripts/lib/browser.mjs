import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];
/** As root (a container) Chromium has no sandbox of its own to drop into; a small /dev/shm must not stop it. */
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];

const isRunnable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = () =>
  NAMES.flatMap((name) => (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name))).find(isRunnable);

/** The binary that npm brings along on Linux, which it unpacks on first use. */
const fromNpm = async () => {
  const { default: packaged } = await import('@sparticuz/chromium');
  return { executablePath: await packaged.executablePath(), args: packaged.args };
};

const starts = async (browser) => {
  try {
    const running = await chromium.launch({ ...browser, timeout: 30_000 });
    await running.close();
    return true;
  } catch {
    return false;
  }
};

/** A Chromium that really starts here, in this order: CHROMIUM_PATH, one on the PATH, the one from npm. Undefined where none does. */
export const findBrowser = async () => {
  const own = [process.env.CHROMIUM_PATH, onPath()].filter(Boolean).map((executablePath) => ({ executablePath, args: ARGS }));
  for (const browser of own) if (await starts(browser)) return browser;
  const packaged = await fromNpm().catch(() => undefined);
  return packaged && (await starts(packaged)) ? packaged : undefined;
};
