import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { callApi, inWindow, stage } from './stage.js';

/** A shop of its own origin, whose page loads the script as the guide says. */
const openShop = async (key: string, settings: object = {}) => {
  const html = `<!doctype html><html lang="en"><head><title>Shop</title><link rel="icon" href="data:,"><script>
    !(function (w, d, n) { w[n] = w[n] || function () { (w[n].q = w[n].q || []).push(arguments); };
      var s = d.createElement('script'); s.async = 1; s.src = '${stage.url}/sdk.js'; d.head.appendChild(s); })(window, document, 'wayfare');
    wayfare('init', ${JSON.stringify({ key, ...settings })});
    wayfare('page');
  </script></head><body><h1>Shop</h1></body></html>`;
  const server = createServer((_, reply) => reply.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => new Promise((resolve) => server.close(resolve)) };
};

const say = (page: Page, ...call: unknown[]) => page.evaluate(`wayfare(...${JSON.stringify(call)})`);

/** How many have come into a journey. */
const entered = async (id: string): Promise<number> => ((await callApi('GET', `/journeys/${id}/live`)) as { entered: number }).entered;
const eventsOf = async (name: string): Promise<number> => {
  const { items } = (await callApi('GET', `/event-types?query=${name}`)) as { items: { name: string; days: number[] }[] };
  return items.find((one) => one.name === name)?.days.at(-1) ?? 0;
};

const launch = async (event: string): Promise<string> => {
  const graph = {
    nodes: [
      { id: 'in', type: 'event-entry', position: { x: 0, y: 0 }, data: { name: 'In', event, reentry: { policy: 'never' } } },
      { id: 'wait', type: 'wait', position: { x: 0, y: 1 }, data: { name: 'Wait', mode: 'duration', duration: 'P1D' } },
      { id: 'end', type: 'exit', position: { x: 0, y: 2 }, data: { name: 'End' } },
    ],
    edges: [
      { id: 'a', source: 'in', target: 'wait' },
      { id: 'b', source: 'wait', target: 'end' },
    ],
  };
  const { id } = (await callApi('POST', '/journeys', { name: `By ${event}`, graph })) as { id: string };
  await callApi('POST', `/journeys/${id}/launch`, {});
  return id;
};

const makeKey = async (body: object): Promise<string> => ((await callApi('POST', '/write-keys', body)) as { key: string }).key;

describe('the script on the pages of another website', () => {
  it(
    'keeps what happens offline, sends it once when the browser is online again, and starts a journey by it',
    inWindow(async (page) => {
      const journey = await launch('sdk_added_to_cart');
      await callApi('POST', '/testing/clock', { advance: 'PT1H' });
      const shop = await openShop(await makeKey({ name: 'Shop' }));
      try {
        await page.goto(shop.url);
        await page.waitForResponse((answer) => answer.url().endsWith('/collect') && answer.status() === 202);
        await page.context().setOffline(true);
        await say(page, 'track', 'sdk_added_to_cart', { sku: 'A-1' });
        await say(page, 'track', 'sdk_added_to_cart', { sku: 'A-2' });
        expect(await page.evaluate('Object.values(localStorage).join().match(/sdk_added_to_cart/g).length')).toBe(2);
        const sent = page.waitForResponse((answer) => answer.url().endsWith('/collect') && answer.status() === 202);
        await page.context().setOffline(false);
        expect(await (await sent).json()).toEqual({ accepted: 2, duplicates: 0, rejected: [] });
        await callApi('POST', '/testing/clock', { advance: 'PT0S' });
        expect([await entered(journey), await eventsOf('sdk_added_to_cart')]).toEqual([1, 2]);
        await page.waitForFunction('!Object.values(localStorage).join().includes("sdk_added_to_cart")');
      } finally {
        await shop.close();
      }
    }),
  );

  it(
    'stores and sends nothing before somebody agrees, where the page says so',
    inWindow(async (page) => {
      const shop = await openShop(await makeKey({ name: 'Careful shop' }), { consent: 'required' });
      const calls: string[] = [];
      page.on('request', (request) => calls.push(new URL(request.url()).pathname));
      try {
        await page.goto(shop.url);
        await page.waitForFunction('!wayfare.q');
        await say(page, 'track', 'sdk_before', {});
        await page.evaluate('dispatchEvent(new Event("pagehide"))');
        expect([calls.includes('/api/v1/collect'), await page.evaluate('localStorage.length')]).toEqual([false, 0]);
        const sent = page.waitForResponse((answer) => answer.url().endsWith('/collect'));
        await say(page, 'consent', { tracking: true });
        await say(page, 'track', 'sdk_after', {});
        expect(await (await sent).json()).toMatchObject({ accepted: 1 });
        await say(page, 'consent', { tracking: false });
        expect(await page.evaluate('Object.values(localStorage)')).toEqual(['{"tracking":false}']);
      } finally {
        await shop.close();
      }
    }),
  );

  it(
    'is told of by pages of the key’s own origins alone',
    inWindow(async (page) => {
      const key = await makeKey({ name: 'Other shop', origins: ['https://other.example'] });
      const answer = await page.request.post(`${stage.url}/api/v1/collect`, {
        headers: { origin: 'https://evil.example', 'content-type': 'text/plain' },
        data: JSON.stringify({
          key,
          device: 'device-0123456789abcdef',
          items: [{ type: 'track', id: '1', at: '2026-01-01T00:00:00Z', name: 'x' }],
        }),
      });
      expect([answer.status(), (await answer.json()).code]).toEqual([403, 'origin_refused']);
    }),
  );
});
