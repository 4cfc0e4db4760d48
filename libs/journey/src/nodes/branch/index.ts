import { messageNodesOf } from '@wayfare/kernel';
import type { BranchStep } from '../../plan.js';
import { type Finding, unless } from '../../problems/codes.js';
import { type Act, type Handle, type NodeDefinition, none, type Scene } from '../definition.js';
import { repeatedIds } from '../repeated.js';
import type { BranchData } from './schema.js';

const ELSE: Handle = { id: 'else', label: 'else' };

const branchFindings = ({ paths }: BranchData): readonly Finding[] => [
  ...unless(paths.length > 0, 'too_few_paths'),
  ...repeatedIds(paths),
  ...unless(!paths.some((path) => path.id === ELSE.id), 'reserved_id', { id: 'else' }),
];

const take = (step: BranchStep, scene: Scene): Act => {
  const settledAt = scene.settledAt(step.paths.flatMap((path) => messageNodesOf(path.condition)));
  if (settledAt === null || settledAt > scene.now) return { does: 'hold', until: settledAt };
  const path = step.paths.find(({ condition }) => scene.ask(condition));
  return path ? { does: 'go', to: path.next, handle: path.id } : { does: 'go', to: step.otherwise, handle: ELSE.id };
};

/** People part by what is true of them: the first path whose condition holds, else the last one. */
export const branch: NodeDefinition<'branch'> = {
  place: 'middle',
  sends: false,
  handles: ({ paths }) => [...paths.map(({ id, name }) => ({ id, label: name || id })), ELSE],
  conditions: ({ paths }) => paths.map(({ id, name, condition }) => ({ name: name || id, condition })),
  matches: none,
  findings: branchFindings,
  compile: ({ id, data }, wiring) => ({
    kind: 'branch',
    id,
    name: data.name,
    paths: data.paths.map((path) => ({
      id: path.id,
      name: path.name,
      condition: path.condition ?? { any: [] },
      next: wiring.next(path.id),
    })),
    otherwise: wiring.next('else'),
  }),
  interpret: take,
};
