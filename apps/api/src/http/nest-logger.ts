import type { LoggerService } from '@nestjs/common';
import type { Logger } from '@wayfare/platform';

/** Nest's own words in our log: what it says of its start is of interest only when one looks closely. */
export const nestLogger = (logger: Logger): LoggerService => ({
  log: (message: unknown, ...rest: unknown[]) => logger.debug({ nest: rest.at(-1) }, String(message)),
  debug: (message: unknown) => logger.debug(String(message)),
  verbose: (message: unknown) => logger.trace(String(message)),
  warn: (message: unknown, ...rest: unknown[]) => logger.warn({ nest: rest.at(-1) }, String(message)),
  error: (message: unknown, ...rest: unknown[]) =>
    logger.error({ err: message instanceof Error ? message : undefined, nest: rest.at(-1) }, String(message)),
});
