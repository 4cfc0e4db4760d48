// A sender of requests in a process of its own, so that it does not share the thread of what it measures: sends each of a list of requests once, over
// so many connections, and tells its parent how long that took and how often each status came back.
import { Pool } from 'undici';

const run = async ({ base, connections, requests }) => {
  const pool = new Pool(base, { connections, pipelining: 1 });
  const statuses = {};
  const left = requests.values();
  const lane = async () => {
    for (const request of left) {
      const { statusCode, body } = await pool.request(request);
      await body.dump();
      statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: connections }, lane));
  const seconds = (performance.now() - began) / 1000;
  await pool.close();
  return { seconds, statuses };
};
process.on('message', async (work) => process.send(await run(work)));
process.on('disconnect', () => process.exit(0));
