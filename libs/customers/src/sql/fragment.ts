/** A piece of a statement with the values of its placeholders. */
export interface SqlFragment {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** Hands out placeholders for a statement that is being put together; the same value asked for twice is bound once. */
export class Binder {
  readonly parameters: unknown[] = [];
  private readonly known = new Map<string, string>();

  constructor(private readonly first: number) {}

  /** The placeholder of a value, cast to its type: `$3::text`. */
  bind(value: string | number | Date | readonly string[], type: string): string {
    const key = `${type} ${JSON.stringify(value)}`;
    const known = this.known.get(key);
    if (known) return known;
    this.parameters.push(value);
    const placeholder = `$${this.first + this.parameters.length - 1}::${type}`;
    this.known.set(key, placeholder);
    return placeholder;
  }
}
