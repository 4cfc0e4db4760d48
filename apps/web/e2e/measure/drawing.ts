/** A large drawing: an audience above columns of steps, each leading to the one below it; branches also to their neighbour. */
export const largeDrawing = (cards: number, columns = 12) => {
  const kindAt = (at: number): string => {
    if (at === 0) return 'audience';
    if (at + columns >= cards) return 'exit';
    return ['update', 'branch', 'wait', 'send'][Math.ceil(at / columns) % 4] ?? 'wait';
  };
  const dataOf: Readonly<Record<string, object>> = {
    audience: { condition: { tag: 'vip' } },
    branch: { paths: [{ id: 'vip', name: 'Yes', condition: { tag: 'vip' } }] },
    wait: { mode: 'duration', duration: 'P1D' },
    send: { channel: 'email' },
    update: { addTags: ['seen'] },
    exit: {},
  };
  const nodes = Array.from({ length: cards }, (_, at) => {
    const [row, column] = [Math.ceil(at / columns), (at - 1 + columns) % columns];
    const type = kindAt(at);
    return { id: `n${at}`, type, position: { x: column * 286, y: row * 187 }, data: { name: `${type} ${at}`, ...dataOf[type] } };
  });
  const lineFrom = (at: number, sourceHandle: string | null, to: number) => ({
    id: `e${at}${sourceHandle ?? ''}`,
    source: `n${at}`,
    sourceHandle,
    target: `n${to}`,
  });
  const edges = nodes.flatMap(({ type }, at) => {
    const below = at === 0 ? 1 : at + columns;
    if (type === 'exit') return [];
    if (type !== 'branch') return [lineFrom(at, null, below)];
    const beside = at % columns === 0 ? below - 1 : Math.min(below + 1, cards - 1);
    return [lineFrom(at, 'vip', below), lineFrom(at, 'else', beside)];
  });
  return { nodes, edges, settings: {} };
};
