import { parseArgs } from 'node:util';

/** What `npm start -- …` can be told; everything else comes from the environment. */
export interface StartOptions {
  /** Load the demo data. */
  readonly demo: boolean;
  /** Run the queues on a Redis found on the PATH. */
  readonly redis: boolean;
}

/** @throws TypeError naming an option that does not exist */
export const readOptions = (args: readonly string[]): StartOptions => {
  const { values } = parseArgs({ args: [...args], options: { demo: { type: 'boolean' }, redis: { type: 'boolean' } } });
  return { demo: values.demo ?? false, redis: values.redis ?? false };
};
