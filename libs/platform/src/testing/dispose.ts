type Dispose = () => Promise<unknown>;

declare global {
  /** Read by tests/environment.mjs, which calls these after the last hook of a test file, newest first. */
  var wayfareDisposers: Dispose[] | undefined;
}

/** Has something let go of when the test file has ended, whatever came of its tests. */
export const whenFileEnds = (dispose: Dispose): void => {
  globalThis.wayfareDisposers ??= [];
  globalThis.wayfareDisposers.push(dispose);
};
