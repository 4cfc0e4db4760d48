/** `all → <pause> → end` for those of one group. */
export const waitingDrawing = (group: string, [id, name, duration]: readonly [id: string, name: string, duration: string]): object => ({
  nodes: [
    {
      id: 'all',
      type: 'audience',
      position: { x: 0, y: 0 },
      data: { name: 'All', condition: { attribute: 'group', is: 'eq', value: group }, reentry: { policy: 'never' } },
    },
    { id, type: 'wait', position: { x: 0, y: 180 }, data: { name, mode: 'duration', duration } },
    { id: 'end', type: 'exit', position: { x: 0, y: 360 }, data: { name: 'End' } },
  ],
  edges: [
    { id: 'a', source: 'all', target: id, sourceHandle: null },
    { id: 'b', source: id, target: 'end', sourceHandle: null },
  ],
  settings: {},
});
