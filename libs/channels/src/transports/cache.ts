import type { OpenConnector } from '../connectors/rows.js';
import type { Transport } from './transport.js';

interface Kept {
  readonly revision: number;
  readonly transport: Transport;
  users: number;
  retired: boolean;
}

/** A transport for as long as someone sends through it. */
export interface Borrowed {
  readonly transport: Transport;
  giveBack(): Promise<void>;
}

/**
 * One transport for each connector, kept open from run to run. One whose connector has changed takes no new users and is closed when the last
 * of the old ones has gone.
 */
export class TransportCache {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly open: (connector: OpenConnector) => Transport) {}

  borrow(connector: OpenConnector): Borrowed {
    const entry = this.current(connector);
    entry.users += 1;
    return {
      transport: entry.transport,
      giveBack: async () => {
        entry.users -= 1;
        if (entry.retired && entry.users === 0) await entry.transport.close();
      },
    };
  }

  async close(): Promise<void> {
    const all = [...this.kept.values()];
    this.kept.clear();
    await Promise.all(all.map(({ transport }) => transport.close()));
  }

  private current(connector: OpenConnector): Kept {
    const known = this.kept.get(connector.id);
    if (known?.revision === connector.revision) return known;
    if (known) {
      known.retired = true;
      if (known.users === 0) void known.transport.close();
    }
    const entry = { revision: connector.revision, transport: this.open(connector), users: 0, retired: false };
    this.kept.set(connector.id, entry);
    return entry;
  }
}
