import { Redis } from 'ioredis';
import { eventually } from './eventually.js';

const SLOTS = 16_384;

/** One command to the node at this port, on a connection of its own. */
export const tell = async <T>(port: number, ask: (node: Redis) => Promise<T>): Promise<T> => {
  const node = new Redis({ port, host: '127.0.0.1', lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  node.on('error', () => undefined);
  try {
    await node.connect();
    return await ask(node);
  } finally {
    node.disconnect();
  }
};

interface ClusterNode {
  readonly port: number;
  /** Where the nodes talk with each other. */
  readonly busPort: number;
}

/** Makes one Redis Cluster of empty nodes on loopback: an equal share of the hash slots for each, no replicas. Returns when they agree. */
export const formCluster = async (nodes: readonly ClusterNode[]): Promise<void> => {
  const [first] = nodes;
  if (!first) throw new Error('A cluster has at least one node.');
  for (const [at, { port }] of nodes.entries()) {
    const [from, to] = [Math.floor((at * SLOTS) / nodes.length), Math.floor(((at + 1) * SLOTS) / nodes.length) - 1];
    await tell(port, (node) => node.call('CLUSTER', 'ADDSLOTSRANGE', from, to));
    await tell(port, (node) => node.call('CLUSTER', 'MEET', '127.0.0.1', first.port, first.busPort));
  }
  await clusterAgrees(nodes);
};

/** Waits until each node sees all the others, and every slot served. */
export const clusterAgrees = (nodes: readonly ClusterNode[]): Promise<boolean> =>
  eventually(async () => {
    const states = await Promise.all(nodes.map(({ port }) => tell(port, (node) => node.cluster('INFO'))));
    return states.every(
      (state) =>
        /cluster_state:ok/.test(state) &&
        new RegExp(`cluster_known_nodes:${nodes.length}\\b`).test(state) &&
        state.includes(`cluster_slots_ok:${SLOTS}`),
    );
  });
