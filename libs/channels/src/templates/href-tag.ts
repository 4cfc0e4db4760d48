import { type Context, type Emitter, type Liquid, Tag, type TagToken, type Template, type TopLevelToken, TypeGuards } from 'liquidjs';

/** Makes the address that a link of a message really has: a tracked one, or its own. */
export type LinkMaker = (slot: number, url: string) => string;

const makers = new WeakMap<object, LinkMaker>();

/** Binds the maker of links to one rendering. Templates see nothing of it: it hangs on the scope object from outside. */
export const withLinks = <Scope extends object>(scope: Scope, maker: LinkMaker): Scope => {
  makers.set(scope, maker);
  return scope;
};

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#34': '"',
  '#39': "'",
  '#38': '&',
  '#x26': '&',
};

const decode = (html: string): string => html.replace(/&(#?\w{2,5});/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole);
const encode = (url: string): string => url.replace(/&/g, '&amp;').replace(/"/g, '&#34;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const SCRIPT = /^(?:javascript|data|vbscript):/i;
/** Browsers overlook blanks and control characters in front of and inside of a scheme. */
const CONTROLS = /[\p{Cc}\s]+/gu;

/** What stands in an `href` after Liquid has printed it, as the address the mail gets. Scripts become `#`: a customer's attribute may hold one. */
export const finishHref = (printed: string, slot: number, maker: LinkMaker | undefined): string => {
  const url = decode(printed).trim();
  if (SCRIPT.test(url.replace(CONTROLS, ''))) return '#';
  return encode(maker && /^https?:\/\//i.test(url) ? maker(slot, url) : url);
};

/** The same in plain text, where nothing is a tag: what is no web address stays as it is. */
export const finishUrl = (printed: string, slot: number, maker: LinkMaker | undefined): string =>
  maker && /^https?:\/\/\S+$/i.test(printed) ? maker(slot, printed) : printed;

/**
 * `{% wayfare_href 3 %}…{% endwayfare_href %}` in HTML, `wayfare_url` in text: what the compiler writes in place of each link's address. At render it prints
 * what is inside, then hands the finished address to the maker of links.
 */
export class HrefTag extends Tag {
  protected readonly finish: typeof finishHref = finishHref;
  private readonly slot: number;
  private readonly inside: Template[] = [];

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    this.slot = Number(token.args);
    for (let next = remaining.shift(); next; next = remaining.shift()) {
      if (TypeGuards.isTagToken(next) && next.name === `end${token.name}`) return;
      this.inside.push(liquid.parser.parseToken(next, remaining));
    }
    throw new Error('a link is not closed');
  }

  override *render(context: Context, emitter: Emitter): Generator<unknown, void, string> {
    const printed = yield this.liquid.renderer.renderTemplates(this.inside, context);
    emitter.write(this.finish(printed, this.slot, makers.get(context.environments)));
  }
}

export class UrlTag extends HrefTag {
  protected override readonly finish = finishUrl;
}
