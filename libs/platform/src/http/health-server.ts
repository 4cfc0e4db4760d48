import { createServer } from 'node:http';
import type { Metrics } from '../metrics.js';
import { checkHealth, type HealthProbe } from './health.js';
import { listen } from './listen.js';

export interface HealthServerOptions {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  readonly probes: Readonly<Record<string, HealthProbe>>;
  readonly metrics: Metrics;
  readonly bootId: string;
}

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** For a program without an HTTP interface of its own: `/health/live`, `/health/ready` (200 or 503 with what is wrong) and `/metrics`. */
export const startHealthServer = async ({ host, port, probes, metrics, bootId }: HealthServerOptions): Promise<HealthServer> => {
  const reply = async (url: string): Promise<{ status: number; type: string; body: string }> => {
    if (url === '/metrics') return { status: 200, type: metrics.contentType, body: await metrics.text() };
    if (url === '/health/live') return { status: 200, type: 'application/json', body: JSON.stringify({ ok: true, bootId }) };
    if (url !== '/health/ready') return { status: 404, type: 'application/json', body: '{}' };
    const health = await checkHealth(probes);
    return { status: health.ok ? 200 : 503, type: 'application/json', body: JSON.stringify({ ...health, bootId }) };
  };
  const server = createServer((request, response) => {
    reply(request.url ?? '').then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const bound = await listen(server, port, host);
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
