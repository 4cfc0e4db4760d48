import { whenFileEnds } from '@wayfare/platform/testing';
import { Metrics } from '../metrics.js';
import { checkHealth } from './health.js';
import { startHealthServer } from './health-server.js';

describe('checkHealth', () => {
  it('asks all parts and says what is wrong with each', async () => {
    const health = await checkHealth({ database: async () => 1, queues: () => Promise.reject(new Error('refused')) });
    expect(health).toEqual({ ok: false, parts: { database: 'ok', queues: 'refused' } });
  });

  it('does not wait for a part that hangs', async () => {
    const health = await checkHealth({ database: () => new Promise(() => undefined) }, 20);
    expect(health).toEqual({ ok: false, parts: { database: 'no answer within 20 ms' } });
  });
});

describe('startHealthServer', () => {
  it('tells live from ready, says which start it is, and shows the metrics', async () => {
    let broken = false;
    const metrics = new Metrics('test');
    metrics.counter('steps_total', 'steps', ['kind']).inc({ kind: 'wait' }, 2);
    metrics.counter('steps_total', 'steps', ['kind']).inc({ kind: 'wait' });
    metrics.gauge('waiting', 'people who wait', () => 7);
    const probes = {
      database: async () => {
        if (broken) throw new Error('gone');
      },
    };
    const server = await startHealthServer({ host: '127.0.0.1', port: 0, probes, metrics, bootId: 'boot-1' });
    whenFileEnds(() => server.close());
    const of = async (route: string) => {
      const answer = await fetch(`http://127.0.0.1:${server.port}${route}`);
      return { status: answer.status, text: await answer.text() };
    };
    expect(await of('/health/ready')).toEqual({
      status: 200,
      text: JSON.stringify({ ok: true, parts: { database: 'ok' }, bootId: 'boot-1' }),
    });
    broken = true;
    expect(await of('/health/ready')).toMatchObject({ status: 503, text: expect.stringContaining('gone') });
    expect((await of('/health/live')).status).toBe(200);
    expect((await of('/nowhere')).status).toBe(404);
    const shown = (await of('/metrics')).text;
    expect(shown).toContain('wayfare_steps_total{kind="wait",program="test"} 3');
    expect(shown).toContain('wayfare_waiting{program="test"} 7');
  });
});
