import { identityRulesSchema } from '@wayfare/contracts';
import { type Candidate, clusterPeople, type Link } from './cluster.js';

const rules = identityRulesSchema.parse({});
const NOW = new Date('2027-03-30T09:00:00.000Z');

/** `phone:1 email:a name:Li` … in words: each person by their values; what stands behind `name` must agree. */
const people = (...said: readonly string[]): Candidate[] =>
  said.map((words, at) => {
    const pairs = words.split(' ').map((word) => word.split(':') as [string, string]);
    const values: Record<string, string[]> = {};
    for (const [kind, value] of pairs) if (kind !== 'name') values[kind] = [...(values[kind] ?? []), value];
    const name = pairs.find(([kind]) => kind === 'name')?.[1].replaceAll('_', ' ');
    return { id: String(at + 1), createdAt: NOW, values, agree: name === undefined ? {} : { name } };
  });

const linksOf = (candidates: readonly Candidate[]): Link[] => {
  const ids = new Map<string, string[]>();
  for (const { id, values } of candidates)
    for (const [kind, list] of Object.entries(values))
      for (const value of list) ids.set(`${kind} ${value}`, [...(ids.get(`${kind} ${value}`) ?? []), id]);
  return [...ids].flatMap(([key, who]) =>
    who.length > 1 ? [{ kind: key.split(' ')[0] ?? '', value: key.split(' ')[1] ?? '', ids: who }] : [],
  );
};

const found = (said: readonly string[], apart: readonly string[] = []) => {
  const candidates = people(...said);
  const { same, doubts } = clusterPeople(candidates, linksOf(candidates), rules, new Set(apart));
  return {
    same: same.map(({ ids, rule }) => `${rule} ${ids.join(' ')}`),
    doubts: doubts.map(({ one, other, why }) => `${why} ${one} ${other}`),
  };
};

it('puts together whoever is linked by strong values, over any number of steps', () => {
  expect(found(['phone:1', 'phone:1 email:a', 'email:a openid:o', 'openid:o', 'phone:2'])).toEqual({
    same: ['identity 1 2 3 4'],
    doubts: [],
  });
});

it('leaves two member ids to somebody who decides', () => {
  expect(found(['externalId:a phone:1', 'externalId:b phone:1', 'phone:1'])).toEqual({ same: ['identity 1 3'], doubts: ['limit 1 2'] });
});

it('leaves a family that shares one phone apart, and whoever shares two things together', () => {
  expect(found(['phone:1 name:Wang_Fang', 'phone:1 name:Wang_Wei'])).toEqual({ same: [], doubts: ['contradiction 1 2'] });
  expect(found(['phone:1 email:a name:Wang_Fang', 'phone:1 email:a name:Fang'])).toEqual({ same: ['identity 1 2'], doubts: [] });
  expect(found(['phone:1 email:a name:Old_Name', 'phone:1 email:a name:New_Name'])).toEqual({ same: ['identity 1 2'], doubts: [] });
});

it('finds who is one person among those behind one phone who are not', () => {
  const family = ['phone:1 name:Wang_Fang', 'phone:1 name:Wang_Wei', 'phone:1 name:W._Wei', 'phone:1 name:Fang_Wang'];
  expect(found(family)).toEqual({ same: ['identity 1 4', 'identity 2 3'], doubts: ['contradiction 1 2'] });
});

it('takes one letter for one word of a name, not for two', () => {
  expect(found(['phone:1 name:C._Wei', 'phone:1 name:Chen_Chao'])).toEqual({ same: [], doubts: ['contradiction 1 2'] });
  expect(found(['phone:1 name:C._C.', 'phone:1 name:Chen_Chao'])).toEqual({ same: ['identity 1 2'], doubts: [] });
});

it('takes no notice of what too many share', () => {
  const many = Array.from({ length: 16 }, (_, at) => `email:info phone:${at}`);
  expect(found(many)).toEqual({ same: [], doubts: [] });
});

it('leads a visitor to the only one who was recognised on the device, and nobody to a shared one', () => {
  expect(found(['device:d', 'device:d externalId:a', 'device:d'])).toEqual({ same: ['visitor 1 2 3'], doubts: [] });
  expect(found(['device:d', 'device:d externalId:a', 'device:d externalId:b'])).toEqual({ same: [], doubts: [] });
  expect(found(['device:d externalId:a', 'device:d externalId:b'])).toEqual({ same: [], doubts: [] });
});

it('never puts together whom somebody has parted', () => {
  expect(found(['phone:1', 'phone:1', 'phone:1'], ['1 2'])).toEqual({ same: ['identity 1 3'], doubts: [] });
});

it('gives the same answer in whatever order people and values come', () => {
  const candidates = people('phone:1 name:A', 'phone:1 email:a', 'email:a name:B', 'email:b phone:2', 'email:b', 'openid:o phone:2 name:C');
  const links = linksOf(candidates);
  const answer = clusterPeople(candidates, links, rules, new Set());
  expect(
    clusterPeople([...candidates].reverse(), [...links].reverse(), rules, new Set())
      .same.map(({ ids }) => ids)
      .sort(),
  ).toEqual(answer.same.map(({ ids }) => ids).sort());
});
