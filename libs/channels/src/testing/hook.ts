import { createServer, type IncomingHttpHeaders } from 'node:http';

export interface HookCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface HookAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A receiver of webhooks on loopback that keeps every call. */
export interface Hook {
  readonly url: string;
  readonly calls: readonly HookCall[];
  /** What to answer to the nth call (from 1) in all; `drop` breaks the connection without an answer. */
  behave(behaviour: (call: HookCall, nth: number) => HookAnswer | 'drop'): void;
  close(): Promise<void>;
}

/** Starts a receiver that answers 204; close it when the test ends. */
export const startHook = async (): Promise<Hook> => {
  const calls: HookCall[] = [];
  let answer: (call: HookCall, nth: number) => HookAnswer | 'drop' = () => ({ status: 204 });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      calls.push(call);
      const answered = answer(call, calls.length);
      if (answered === 'drop') request.socket.destroy();
      else response.writeHead(answered.status, { ...answered.headers }).end(answered.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    calls,
    behave: (behaviour) => {
      answer = behaviour;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
