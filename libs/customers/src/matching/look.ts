import type { IdentityRules } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';
import { MOST_VISITORS } from '../identity/holders.js';
import type { Candidate, Link } from './cluster.js';
import type { Component } from './components.js';
import { ALL_LINKS, APART, CANDIDATES, TOUCHED_LINKS } from './match.sql.js';

interface CandidateRow {
  id: string;
  createdAt: Date;
  externalId: string | null;
  agree: Record<string, string>;
  identities: [kind: string, value: string][];
}

const toCandidate = ({ identities, externalId, ...row }: CandidateRow): Candidate => {
  const values: Record<string, string[]> = externalId === null ? {} : { externalId: [externalId] };
  for (const [kind, value] of identities) {
    const list = values[kind] ?? [];
    if (!list.includes(value)) values[kind] = [...list, value];
  }
  return { ...row, values };
};

/** Who shares values that say something, by some rules: everybody, or (`since`) only of values that somebody has of whom something was first seen since then. */
export const linksBy = async (sql: Sql, { kinds, callingCode }: IdentityRules, since: Date | null): Promise<Link[]> => {
  const said = kinds.filter(({ strength }) => strength !== 'off');
  const parameters = [
    said.map(({ kind }) => kind),
    said.map(({ strength, most }) => (strength === 'weak' ? most + MOST_VISITORS : most)),
    callingCode,
  ];
  return since === null ? sql.query<Link & object>(ALL_LINKS, parameters) : sql.query<Link & object>(TOUCHED_LINKS, [...parameters, since]);
};

/** What has to be known of the customers of some components to decide who of them are one. */
export const sceneOf = async (
  sql: Sql,
  portion: readonly Component[],
  { mustAgree, callingCode }: IdentityRules,
): Promise<{ candidates: Candidate[]; links: Link[]; apart: ReadonlySet<string> }> => {
  const ids = portion.flatMap((component) => component.ids);
  const rows = await sql.query<CandidateRow>(CANDIDATES, [ids, mustAgree, callingCode]);
  const apart = await sql.query<{ one: string; other: string }>(APART, [ids]);
  return {
    candidates: rows.map(toCandidate),
    links: portion.flatMap(({ links }) => links),
    apart: new Set(apart.map(({ one, other }) => `${one} ${other}`)),
  };
};
