import { randomUUID } from 'node:crypto';
import { callApi } from '../stage.js';

/** Somebody who may be written to, by an address that nobody else has. */
export const comeIn = async (attributes: Readonly<Record<string, string | number>>): Promise<string> => {
  const externalId = randomUUID();
  await callApi('POST', '/customers', { externalId, email: `${externalId}@customers.example`, consent: { email: true }, attributes });
  return externalId;
};

/** A letter to send; everybody gets the same. @returns its id */
export const aLetter = async (name: string): Promise<string> => {
  const text = 'We have missed you.';
  const mjml = `<mjml><mj-body><mj-section><mj-column><mj-text>${text}</mj-text></mj-column></mj-section></mj-body></mjml>`;
  const { id } = (await callApi('POST', '/templates', { channel: 'email', name, subject: text, mjml })) as { id: string };
  return id;
};

type Edge = readonly [source: string, target: string, sourceHandle?: string];

/** Steps below each other, with the lines between them; `data` of each has its name. */
export const drawingOf = (steps: Readonly<Record<string, readonly [type: string, data: object]>>, edges: readonly Edge[]): object => ({
  nodes: Object.entries(steps).map(([id, [type, data]], at) => ({ id, type, position: { x: 0, y: at * 180 }, data })),
  edges: edges.map(([source, target, sourceHandle = null], at) => ({ id: `e${at}`, source, target, sourceHandle })),
  settings: {},
});

/** An audience of one group. */
export const groupOf = (group: string): readonly [string, object] => [
  'audience',
  { name: 'All', condition: { attribute: 'group', is: 'eq', value: group }, reentry: { policy: 'never' } },
];

export const createJourney = async (name: string, graph: object): Promise<string> =>
  ((await callApi('POST', '/journeys', { name, graph })) as { id: string }).id;
