import { AppError, type Clock } from '@wayfare/kernel';

export interface AttemptRule {
  /** Failures that are borne within the window. */
  readonly most: number;
  readonly windowMs: number;
}

const MOST_KEYS = 10_000;

/**
 * Counts failed attempts by key (an address, an account) and refuses further ones for a while. It lives in the memory of one process: with n
 * api processes an attacker has n times the attempts, which is still far from enough to guess a password.
 */
export class Attempts {
  private readonly failures = new Map<string, number[]>();

  constructor(
    private readonly clock: Clock,
    private readonly rule: AttemptRule,
  ) {}

  /** Throws `too_many_attempts` (429, with the seconds to wait) where the key has failed too often. */
  check(key: string): void {
    const recent = this.recent(key);
    const [oldest] = recent;
    if (oldest === undefined || recent.length < this.rule.most) return;
    const seconds = Math.ceil((oldest + this.rule.windowMs - this.clock.now().getTime()) / 1000);
    throw new AppError('too_many_attempts', 429, `Too many failed attempts. Try again in ${seconds} seconds.`, { values: { seconds } });
  }

  fail(key: string): void {
    const recent = [...this.recent(key), this.clock.now().getTime()].slice(-this.rule.most);
    this.failures.delete(key);
    this.failures.set(key, recent);
    const [first] = this.failures.keys();
    if (this.failures.size > MOST_KEYS && first !== undefined) this.failures.delete(first);
  }

  succeed(key: string): void {
    this.failures.delete(key);
  }

  private recent(key: string): number[] {
    const from = this.clock.now().getTime() - this.rule.windowMs;
    return (this.failures.get(key) ?? []).filter((at) => at > from);
  }
}
