import type { IdentityRules, PossibleDuplicate } from '@wayfare/contracts';
import { type Evidence, type Said, SamePersonRule, saidBoth } from '../identity/same-person.js';
import type { Shared } from '../merging/merge.js';

/** A customer who shares something with another one. */
export interface Candidate {
  readonly id: string;
  readonly createdAt: Date;
  /** Their values by the kind of identity. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** What people who share one value must not differ in. */
  readonly agree: Readonly<Record<string, string>>;
}

/** A value and who has it. */
export interface Link extends Shared {
  readonly ids: readonly string[];
}

/** Customers who are one person; `visitor`: by something weak alone, somebody without a name of their own. */
export interface Cluster {
  readonly ids: readonly string[];
  readonly rule: 'identity' | 'visitor';
  readonly cause: readonly Shared[];
}

export interface Doubt {
  readonly one: string;
  readonly other: string;
  readonly why: PossibleDuplicate['why'];
  readonly cause: readonly Shared[];
}

/** Customers who are being put together. The oldest one gives them their name. */
interface Group extends Evidence {
  readonly members: Candidate[];
  readonly values: Map<string, Set<string>>;
  said: Said;
  readonly cause: Shared[];
  visitor: boolean;
}

const older = (a: Candidate, b: Candidate): number =>
  a.createdAt.getTime() - b.createdAt.getTime() || (BigInt(a.id) < BigInt(b.id) ? -1 : 1);
const pairKey = (a: string, b: string): string => (BigInt(a) < BigInt(b) ? `${a} ${b}` : `${b} ${a}`);

/**
 * Who of some customers are one person. Values are taken in the order of the rules and of themselves, so that the same customers always give the same answer. Two groups that share a strong value become one,
 * unless together they had more values of a kind than one person has (`limit`), or differ in what they must agree in and share nothing else (`contradiction`): that is for somebody to decide. Then those who
 * have nothing strong go to whoever has the same weak value, where that is one person alone.
 */
class Clustering {
  private readonly groupOf = new Map<string, Group>();
  private readonly doubts = new Map<string, { a: Candidate; b: Candidate; why: Doubt['why']; cause: Shared[] }>();
  private readonly rule: SamePersonRule;

  constructor(
    candidates: readonly Candidate[],
    rules: IdentityRules,
    private readonly apart: ReadonlySet<string>,
  ) {
    this.rule = new SamePersonRule(rules);
    for (const candidate of candidates) {
      const values = new Map(Object.entries(candidate.values).map(([kind, list]) => [kind, new Set(list)]));
      const said = Object.fromEntries(Object.entries(candidate.agree).map(([name, text]) => [name, [text]]));
      this.groupOf.set(candidate.id, { members: [candidate], values, said, cause: [], visitor: false });
    }
  }

  joinStrong(links: readonly Link[]): void {
    for (const link of links) {
      const apart: Group[] = [];
      for (const group of this.groupsOf(link)) if (!this.findHome(group, apart, link)) apart.push(group);
    }
  }

  /** Visitors go to the only one with a name who has the same device. */
  joinVisitors(links: readonly (Link & { most: number })[]): void {
    for (const link of links) {
      const groups = this.groupsOf(link);
      const named = groups.filter((group) => this.rule.isNamed(group));
      const nameless = groups.filter((group) => !this.rule.isNamed(group));
      const [home] = named.length > 0 ? named : nameless;
      if (!home || named.length > link.most || named.length > 1) continue;
      for (const group of nameless) if (group !== home && !this.areApart(home, group)) this.join(home, group, link, true);
    }
  }

  clusters(): Cluster[] {
    return [...new Set(this.groupOf.values())]
      .filter(({ members }) => members.length > 1)
      .map(({ members, cause, visitor }) => ({
        ids: members.sort(older).map(({ id }) => id),
        rule: visitor ? 'visitor' : 'identity',
        cause,
      }));
  }

  open(): Doubt[] {
    const open = new Map<string, Doubt>();
    for (const { a, b, why, cause } of this.doubts.values()) {
      const [one, other] = [this.groupOf.get(a.id), this.groupOf.get(b.id)];
      if (!one || !other || one === other || this.areApart(one, other)) continue;
      const [first, second] = [one.members.sort(older)[0]?.id ?? a.id, other.members.sort(older)[0]?.id ?? b.id];
      const key = pairKey(first, second);
      if (!open.has(key)) open.set(key, { one: first, other: second, why, cause });
    }
    return [...open.values()];
  }

  private groupsOf({ ids }: Link): Group[] {
    return [...new Set(ids.flatMap((id) => this.groupOf.get(id) ?? []))].sort((a, b) =>
      older(a.members[0] as Candidate, b.members[0] as Candidate),
    );
  }

  /** A group that has gone into another one meanwhile is that one. */
  private now(group: Group): Group {
    return this.groupOf.get(group.members[0]?.id ?? '') ?? group;
  }

  private areApart(one: Group, other: Group): boolean {
    if (this.apart.size === 0) return false;
    return one.members.some(({ id }) => other.members.some((member) => this.apart.has(pairKey(id, member.id))));
  }

  /** Puts a group to the first of those who are apart that it may be one with. */
  private findHome(group: Group, apart: readonly Group[], link: Link): boolean {
    return apart.some((other) => this.meet(this.now(other), this.now(group), link));
  }

  /** Whether two groups are one from now on. */
  private meet(one: Group, other: Group, link: Link): boolean {
    if (one === other) return true;
    if (this.areApart(one, other)) return false;
    const why = this.rule.objection(one, other);
    if (why === null) this.join(one, other, link, false);
    else this.doubt(one, other, why, link);
    return why === null;
  }

  private doubt(one: Group, other: Group, why: Doubt['why'], { kind, value }: Link): void {
    const [a, b] = [one.members[0], other.members[0]];
    if (!a || !b) return;
    const key = pairKey(a.id, b.id);
    const known = this.doubts.get(key);
    if (!known) this.doubts.set(key, { a, b, why, cause: [{ kind, value }] });
    else if (!known.cause.some((cause) => cause.kind === kind && cause.value === value)) known.cause.push({ kind, value });
  }

  private join(into: Group, from: Group, { kind, value }: Link, isVisitor: boolean): void {
    into.members.push(...from.members);
    into.said = saidBoth(into.said, from.said);
    into.cause.push(...from.cause, { kind, value });
    into.visitor = (into.cause.length === 1 ? isVisitor : into.visitor && isVisitor) && (from.members.length === 1 || from.visitor);
    for (const [name, values] of from.values) {
      const had = into.values.get(name);
      if (had) for (const one of values) had.add(one);
      else into.values.set(name, values);
    }
    for (const member of from.members) this.groupOf.set(member.id, into);
  }
}

/** A value of which more customers than this have one links nobody: its kind says so. */
const linksOf = (links: readonly Link[], rules: IdentityRules, strength: 'strong' | 'weak'): (Link & { most: number })[] =>
  rules.kinds.flatMap((rule) =>
    rule.strength !== strength
      ? []
      : links
          .filter((link) => link.kind === rule.kind && (strength === 'weak' || link.ids.length <= rule.most))
          .sort((a, b) => (a.value < b.value ? -1 : 1))
          .map((link) => ({ ...link, most: rule.most })),
  );

/** @param apart pairs of customers, `<smaller id> <greater id>`, of whom somebody has said that they are two */
export const clusterPeople = (
  candidates: readonly Candidate[],
  links: readonly Link[],
  rules: IdentityRules,
  apart: ReadonlySet<string>,
): { same: Cluster[]; doubts: Doubt[] } => {
  const clustering = new Clustering(candidates, rules, apart);
  const strong = linksOf(links, rules, 'strong');
  // what was put together first may share with the others what one of them alone did not
  clustering.joinStrong(strong);
  clustering.joinStrong(strong);
  clustering.joinVisitors(linksOf(links, rules, 'weak'));
  return { same: clustering.clusters(), doubts: clustering.open() };
};
