import type { Sql } from '@wayfare/platform';

const NAMES = 'SELECT alias, tag FROM tag_names';

/**
 * What tags were called before they were renamed, or became part of another one (decision 038). Whoever writes tags writes the name of now; whoever asks for one asks for all that it has been called, since a former name may
 * still come in: from a file, from a program, from a journey under way.
 */
export class TagNames {
  private readonly former = new Map<string, string[]>();

  constructor(private readonly now: ReadonlyMap<string, string>) {
    for (const [alias, tag] of now) this.former.set(tag, [...(this.former.get(tag) ?? []), alias]);
  }

  static async read(sql: Sql): Promise<TagNames> {
    const rows = await sql.query<{ alias: string; tag: string }>(NAMES);
    return new TagNames(new Map(rows.map(({ alias, tag }) => [alias, tag])));
  }

  get isEmpty(): boolean {
    return this.now.size === 0;
  }

  /** What a tag is called now. */
  nowOf(tag: string): string {
    return this.now.get(tag) ?? tag;
  }

  /** Tags by their names of now, each once, in their order. */
  allNow(tags: readonly string[]): string[] {
    return [...new Set(tags.map((tag) => this.nowOf(tag)))];
  }

  /** All that a tag is and was called, the name of now first. */
  everOf(tag: string): string[] {
    const now = this.nowOf(tag);
    return [now, ...(this.former.get(now) ?? [])];
  }
}

/** The names of tags that are about to be written; of no tags nobody asks. */
export const tagsNow = async (sql: Sql, tags: readonly string[]): Promise<string[]> =>
  tags.length === 0 ? [] : (await TagNames.read(sql)).allNow(tags);
