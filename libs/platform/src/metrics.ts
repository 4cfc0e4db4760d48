import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds, from a fast query to a long step. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** What `/metrics` shows. Every name begins with `wayfare_`; asking twice for one metric gives the same. */
export class Metrics {
  private readonly registry = new Registry();

  constructor(program: string) {
    this.registry.setDefaultLabels({ program });
    collectDefaultMetrics({ register: this.registry });
  }

  counter<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    const found = this.registry.getSingleMetric(`wayfare_${name}`);
    return found instanceof Counter ? found : new Counter({ name: `wayfare_${name}`, help, labelNames, registers: [this.registry] });
  }

  /** A value that is asked for when someone looks. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name: `wayfare_${name}`,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read());
      },
    });
  }

  histogram<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Histogram<L> {
    const found = this.registry.getSingleMetric(`wayfare_${name}`);
    return found instanceof Histogram
      ? found
      : new Histogram({ name: `wayfare_${name}`, help, labelNames, buckets: SECONDS, registers: [this.registry] });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}
