import { freePort } from '../local/port.js';
import { LocalRedis } from '../local/redis.js';
import { whenFileEnds } from './dispose.js';
import { testFolder } from './folder.js';
import { clusterAgrees, formCluster, tell } from './redis-cluster.js';

const CLUSTER_NODES = 3;

interface Node {
  readonly folder: string;
  readonly port: number;
  /** Set for a node of a cluster. */
  readonly busPort?: number;
  running: LocalRedis;
}

/** A Redis for one test file, or a Redis Cluster of three nodes, that can be killed and comes back with its data on the same ports. */
export class TestRedis {
  private constructor(private readonly nodes: readonly Node[]) {}

  static async start(kind: 'redis' | 'redis-cluster' = 'redis'): Promise<TestRedis> {
    const clustered = kind === 'redis-cluster';
    const nodes: Node[] = [];
    whenFileEnds(async () => {
      for (const { running } of nodes) await running.stop('SIGKILL');
    });
    for (let at = 0; at < (clustered ? CLUSTER_NODES : 1); at += 1) {
      const place = { folder: testFolder('redis'), port: await freePort(), ...(clustered ? { busPort: await freePort() } : {}) };
      nodes.push({ ...place, running: await LocalRedis.start(place) });
    }
    const redis = new TestRedis(nodes);
    if (clustered) await formCluster(redis.members);
    return redis;
  }

  /** As REDIS_URL takes it. */
  get url(): string {
    return this.nodes.map(({ running }) => running.url).join(',');
  }

  /** All nodes die without a word. */
  async kill(): Promise<void> {
    for (const { running } of this.nodes) await running.stop('SIGKILL');
  }

  async comeBack(): Promise<void> {
    for (const node of this.nodes) node.running = await LocalRedis.start(node);
    if (this.members.length > 0) await clusterAgrees(this.members);
  }

  /** Throws everything away that it holds. */
  async wipe(): Promise<void> {
    for (const { port } of this.nodes) await tell(port, (node) => node.flushall());
  }

  private get members(): { port: number; busPort: number }[] {
    return this.nodes.flatMap(({ port, busPort }) => (busPort === undefined ? [] : [{ port, busPort }]));
  }
}
