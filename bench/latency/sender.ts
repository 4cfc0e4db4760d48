import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const CONNECTIONS = 32;

interface Api {
  readonly port: number;
  readonly authorization: string;
}

const post = (agent: Agent, { port, authorization }: Api, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { authorization, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const call = request({ agent, host: '127.0.0.1', port, path: '/api/v1/events', method: 'POST', headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    call.once('error', reject);
    call.end(body);
  });

/**
 * Sends single events at a fixed rate, whether or not those before were answered, and says when each was sent (epoch milliseconds) and how long its answer took.
 */
export const sendAtRate = async (
  api: Api,
  events: readonly { readonly externalId: string; readonly name: string }[],
  perSecond: number,
): Promise<{ sentAt: number[]; answerMs: number[] }> => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const began = Date.now();
  const [sentAt, answerMs]: number[][] = [[], []];
  const answers: Promise<void>[] = [];
  for (const [at, { externalId, name }] of events.entries()) {
    const due = began + (at * 1000) / perSecond;
    if (due > Date.now()) await pause(due - Date.now());
    const sent = Date.now();
    sentAt?.push(sent);
    const body = { id: `${name}-${externalId}`, customer: { externalId }, name, occurredAt: new Date(sent).toISOString(), properties: {} };
    answers.push(
      post(agent, api, JSON.stringify({ events: [body] })).then((status) => {
        if (status !== 202) throw new Error(`an event was answered ${status}`);
        answerMs?.push(Date.now() - sent);
      }),
    );
  }
  await Promise.all(answers);
  agent.destroy();
  return { sentAt: sentAt ?? [], answerMs: answerMs ?? [] };
};
