interface DrawnNode {
  readonly id: string;
  readonly type: string;
  readonly position: { readonly x: number; readonly y: number };
  readonly data: object;
}

/** A node as the canvas saves it. */
export const node = (id: string, type: string, x: number, y: number, data: object): DrawnNode => ({ id, type, position: { x, y }, data });

/** `all`: those of one group, each once. */
export const audienceOf = (group: string, x = 0): DrawnNode =>
  node('all', 'audience', x, 0, {
    name: 'All',
    condition: { attribute: 'group', is: 'eq', value: group },
    reentry: { policy: 'never' },
  });

/** `all`, and ends; what lies between is still to be drawn. */
export const openDrawing = (group: string, ...ends: readonly DrawnNode[]): object => ({
  nodes: [audienceOf(group, 300), ...ends],
  edges: [],
  settings: {},
});

/** `all → <pause> → end` for those of one group. */
export const waitingDrawing = (group: string, [id, name, duration]: readonly [id: string, name: string, duration: string]): object => ({
  nodes: [audienceOf(group), node(id, 'wait', 0, 180, { name, mode: 'duration', duration }), node('end', 'exit', 0, 360, { name: 'End' })],
  edges: [
    { id: 'a', source: 'all', target: id, sourceHandle: null },
    { id: 'b', source: id, target: 'end', sourceHandle: null },
  ],
  settings: {},
});

/** `door → rest → end`, for those of whom an event is heard. */
export const restingDrawing = (event: string): object => ({
  nodes: [
    node('door', 'event-entry', 0, 0, { name: 'Door', event, reentry: { policy: 'never' } }),
    node('rest', 'wait', 0, 180, { name: 'Rest', mode: 'duration', duration: 'P30D' }),
    node('end', 'exit', 0, 360, { name: 'End' }),
  ],
  edges: [
    { id: 'a', source: 'door', target: 'rest', sourceHandle: null },
    { id: 'b', source: 'rest', target: 'end', sourceHandle: null },
  ],
  settings: {},
});
