import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ReadyMessage } from '@wayfare/platform';
import { StartError } from './start-error.js';

const LOG_LIMIT_BYTES = 20 * 1024 * 1024;
/** Over the time that a program gives itself. */
const STOP_MS = 12_000;
const TAIL_LINES = 15;

export interface ChildOptions {
  readonly name: string;
  readonly file: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFolder: string;
}

const isReady = (message: unknown): message is ReadyMessage =>
  typeof message === 'object' &&
  message !== null &&
  'ready' in message &&
  message.ready === true &&
  'port' in message &&
  typeof message.port === 'number';

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/**
 * One program of ours as a child. Its log goes to a file of its own, not through this process, so that it can say its last words
 * when this process is gone.
 */
export class Child {
  private constructor(
    readonly name: string,
    readonly logFile: string,
    private readonly process: ChildProcess,
  ) {}

  static start({ name, file, env, logFolder }: ChildOptions): Child {
    const logFile = path.join(logFolder, `${name}.log`);
    if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`);
    const log = openSync(logFile, 'a', 0o600);
    const child = spawn(process.execPath, ['--enable-source-maps', file], { env, stdio: ['ignore', log, log, 'ipc'] });
    closeSync(log);
    return new Child(name, logFile, child);
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Waits for the child's word that it is ready, and gives its port. @throws StartError `child_failed` when it ends before that */
  ready(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.process.on('message', (message) => {
        if (isReady(message)) resolve(message.port);
      });
      const failed = (): void => reject(new StartError('child_failed', { name: this.name, file: this.logFile, tail: this.tail() }));
      this.process.once('error', failed);
      this.process.once('exit', failed);
    });
  }

  /** Calls back once when it ends without having been asked to. */
  onExit(listener: (how: string) => void): void {
    this.process.once('exit', (code, signal) => listener(signal ?? `code ${code}`));
  }

  async stop(): Promise<void> {
    this.process.removeAllListeners('exit');
    if (hasEnded(this.process)) return;
    this.process.kill('SIGTERM');
    for (const end = Date.now() + STOP_MS; Date.now() < end; await pause(25)) if (hasEnded(this.process)) return;
    this.process.kill('SIGKILL');
  }

  private tail(): string {
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  }
}
