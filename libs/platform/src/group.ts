import { setTimeout as pause } from 'node:timers/promises';

/** What has come in together and is worked on together. */
interface Waiting<In, Out> {
  readonly input: In;
  readonly resolve: (output: Out) => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupSettings {
  /** Groups that are worked on at the same time: one that has to wait for a lock holds up no other. */
  readonly lanes: number;
  /** While others keep coming, groups begin at least so far apart. */
  readonly apartMs: number;
  /** Inputs of one group at most. */
  readonly most: number;
}

const SETTINGS: GroupSettings = { lanes: 3, apartMs: 20, most: 250 };

/**
 * Group commit: what comes in while another is at work shares the next transaction, so that a thousand senders a second cost the database fifty commits. Somebody who comes alone
 * waits for nobody; only who comes while others do waits, for `apartMs` at most and the group before.
 */
export class Group<In, Out> {
  private waiting: Waiting<In, Out>[] = [];
  private working = 0;
  private opening = false;
  private lastBegan = Number.NEGATIVE_INFINITY;
  private readonly settings: GroupSettings;

  /** @param work gives an output for each input, in their order; what it throws is thrown to each of the group */
  constructor(
    private readonly work: (inputs: readonly In[]) => Promise<readonly Out[]>,
    settings: Partial<GroupSettings> = {},
  ) {
    this.settings = { ...SETTINGS, ...settings };
  }

  join(input: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ input, resolve, reject });
      this.open();
    });
  }

  /** Begins the next group: at once where nobody is at work, else when the last one began long enough ago. */
  private open(): void {
    if (this.opening || this.waiting.length === 0 || this.working >= this.settings.lanes) return;
    const left = this.working === 0 && this.waiting.length === 1 ? 0 : this.lastBegan + this.settings.apartMs - performance.now();
    if (left <= 0) void this.begin();
    else {
      this.opening = true;
      void pause(left).then(() => {
        this.opening = false;
        void this.begin();
      });
    }
  }

  private async begin(): Promise<void> {
    const group = this.waiting.splice(0, this.settings.most);
    if (group.length === 0) return;
    this.working += 1;
    this.lastBegan = performance.now();
    this.open();
    try {
      const outputs = await this.work(group.map(({ input }) => input));
      for (const [at, { resolve, reject }] of group.entries()) {
        if (at in outputs) resolve(outputs[at] as Out);
        else reject(new Error('a group gave less than it was given'));
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      this.working -= 1;
      this.open();
    }
  }
}
