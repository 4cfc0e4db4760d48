import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { ClockPort } from '@wayfare/platform';
import { isOperational } from './endpoint.js';

/** Not a guard by what it decides but by when it runs, which is first: processes that share a virtual clock agree on it before each request. */
export class ClockGuard implements CanActivate {
  constructor(private readonly clock: ClockPort) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.clock.isVirtual && !isOperational(context.getClass())) await this.clock.sync();
    return true;
  }
}
