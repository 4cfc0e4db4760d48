import type { ClockPort } from '@wayfare/platform';

/** The real clock with a lead that can be made longer: delayed jobs are kept as in production, and nobody has to wait for them. */
export class LeadingClock implements ClockPort {
  readonly isVirtual = false;
  private leadMs = 0;

  now(): Date {
    return new Date(Date.now() + this.leadMs);
  }

  async sync(): Promise<void> {
    // One process.
  }

  jump(ms: number): void {
    this.leadMs += ms;
  }
}
