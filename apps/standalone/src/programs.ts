import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Child } from './child.js';
import type { InstanceLock } from './lock.js';
import { type Crash, restartDelay } from './restarts.js';
import { StartError } from './start-error.js';

/** Built beside this program: dist/apps/<name>/main.js. */
const fileOf = (name: string): string => path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', name, 'main.js');

export interface ProgramEvents {
  restarted(name: string, how: string, file: string): void;
  gaveUp(name: string, how: string, file: string): void;
}

/** api and worker: started together, started again when one dies, stopped together. */
export class Programs {
  private readonly running = new Map<string, Child>();
  private readonly crashes = new Map<string, Crash[]>();
  private stopping = false;

  constructor(
    private readonly env: NodeJS.ProcessEnv,
    private readonly logFolder: string,
    private readonly lock: InstanceLock,
    private readonly events: ProgramEvents,
  ) {}

  /** Resolves when all of them are ready, with their ports. @throws StartError `child_failed` */
  async start(names: readonly string[]): Promise<number[]> {
    return Promise.all(names.map((name) => this.launch(name)));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.running.values()].map((child) => child.stop()));
  }

  private async launch(name: string): Promise<number> {
    const child = Child.start({ name, file: fileOf(name), env: this.env, logFolder: this.logFolder });
    this.running.set(name, child);
    this.lock.note([...this.running.values()].flatMap(({ pid }) => pid ?? []));
    const port = await child.ready();
    child.onExit((how) => void this.again(child, how));
    return port;
  }

  private async again({ name, logFile }: Child, how: string): Promise<void> {
    if (this.stopping) return;
    const crashes = [...(this.crashes.get(name) ?? []), Date.now()];
    this.crashes.set(name, crashes);
    const delay = restartDelay(crashes, Date.now());
    if (delay === undefined) return this.events.gaveUp(name, how, logFile);
    this.events.restarted(name, how, logFile);
    await pause(delay);
    if (this.stopping) return;
    try {
      await this.launch(name);
    } catch (error) {
      const why = error instanceof StartError ? 'start' : String(error);
      const dead = this.running.get(name);
      if (dead) await this.again(dead, why);
    }
  }
}
