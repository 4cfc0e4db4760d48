import { TestEnvironment as NodeEnvironment } from 'jest-environment-node';

/** Node's environment that lets go of databases and servers (`whenFileEnds`) after the last hook of a file has run, newest first. */
export default class DisposingEnvironment extends NodeEnvironment {
  async handleTestEvent(event) {
    if (event.name !== 'run_finish') return;
    for (const dispose of (this.global.wayfareDisposers ?? []).reverse()) await dispose();
  }
}
