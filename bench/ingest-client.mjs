// A sender of requests in a process of its own, so that it does not share the thread of what it measures: sends each of a list of requests once, over so many connections,
// as fast as they are answered or, with `perSecond`, at that rate whether or not those before were answered. Tells its parent how long that took, how often each status came back, and how long each waited.
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';

const run = async ({ base, connections, requests, perSecond }) => {
  const pool = new Pool(base, { connections, pipelining: 1 });
  const statuses = {};
  const answerMs = [];
  const send = async (request) => {
    const sent = performance.now();
    const { statusCode, body } = await pool.request(request);
    await body.dump();
    statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
    answerMs.push(performance.now() - sent);
  };
  const left = requests.values();
  const lane = async () => {
    for (const request of left) await send(request);
  };
  const atRate = async () => {
    const first = performance.now();
    const sending = [];
    for (const [at, request] of requests.entries()) {
      const early = first + (at * 1000) / perSecond - performance.now();
      if (early > 0) await pause(early);
      sending.push(send(request));
    }
    await Promise.all(sending);
  };
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  await (perSecond ? atRate() : Promise.all(Array.from({ length: connections }, lane)));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await pool.close();
  return { seconds, statuses, answerMs, cpuMs: (user + system) / 1000 };
};
process.on('message', async (work) => process.send(await run(work)));
process.on('disconnect', () => process.exit(0));
