import { createLogger, type JobHandler, Metrics } from '@wayfare/platform';
import { handlerOf } from './processing.js';

describe('the handler of a queue', () => {
  const job = (name: string) => ({ name, id: '1', data: {} });

  const around = (handlers: Readonly<Record<string, JobHandler>>) => {
    const calls: string[] = [];
    const metrics = new Metrics('test');
    const clock = {
      isVirtual: true,
      now: () => new Date(0),
      sync: async (): Promise<void> => {
        calls.push('sync');
      },
    };
    const core = { clock, metrics, logger: createLogger({ level: 'silent', name: 'test' }) };
    return { calls, metrics, handle: handlerOf(core, 'engine', new Map(Object.entries(handlers))) };
  };

  test('a job finds the clock as it stands for everyone', async () => {
    const { calls, handle } = around({
      step: async () => {
        calls.push('step');
      },
    });
    await handle(job('step'));
    expect(calls).toEqual(['sync', 'step']);
  });

  test('a job that it does not know fails, so that it is kept for a worker that does', async () => {
    const { handle } = around({});
    await expect(handle(job('from-the-future'))).rejects.toThrow('from-the-future');
  });

  test('a job that fails is measured as such, and its error goes on', async () => {
    const { metrics, handle } = around({ step: () => Promise.reject(new Error('broken')) });
    await expect(handle(job('step'))).rejects.toThrow('broken');
    expect(await metrics.text()).toMatch(/wayfare_job_seconds_count\{[^}]*job="step",outcome="failed"[^}]*\} 1/);
  });
});
