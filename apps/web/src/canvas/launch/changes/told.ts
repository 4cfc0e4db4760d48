import type { JourneyChanges } from '@wayfare/contracts';
import type { Graph, GraphNode } from '@wayfare/journey';
import { sentenceOf } from '../../nodes/table.js';
import type { Words } from '../../nodes/words.js';

type Node = JourneyChanges['nodes'][number];
type Line = JourneyChanges['lines'][number];

/** One difference in words. */
export interface Told {
  readonly key: string;
  readonly tone: 'added' | 'removed' | 'changed';
  readonly text: string;
  /** What it said before, and what it says now. */
  readonly turn: { readonly before: string; readonly after: string } | null;
}

export interface Drawings {
  readonly before: Graph;
  readonly after: Graph;
}

const find = (graph: Graph, id: string): GraphNode | undefined => graph.nodes.find((node) => node.id === id);
const nameOf = ({ before, after }: Drawings, id: string): string => find(after, id)?.data.name || find(before, id)?.data.name || id;
const says = (node: GraphNode | undefined, words: Words): string => (node ? sentenceOf(node.type, node.data, words) : '');

/** Notes are for those who draw: they change nothing for anybody. */
const tellNote = ({ nodeId, change }: Node, { before, after }: Drawings, words: Words): Told => ({
  key: `node ${nodeId} ${change}`,
  tone: change,
  text: words.t(`changes.note.${change}`, { text: says(find(change === 'removed' ? before : after, nodeId), words) }),
  turn: null,
});

const tellNode = (node: Node, drawings: Drawings, words: Words): Told => {
  const { t } = words;
  if (node.kind === 'note') return tellNote(node, drawings, words);
  const name = nameOf(drawings, node.nodeId);
  const [before, after] = [says(find(drawings.before, node.nodeId), words), says(find(drawings.after, node.nodeId), words)];
  const fields = words.format.list(node.fields.map(({ field }) => t(`changes.field.${field}`, { defaultValue: field })));
  return {
    key: `node ${node.nodeId} ${node.change}`,
    tone: node.change,
    text: t(`changes.node.${node.change}`, { name, kind: t(`nodes.kind.${node.kind}`), fields }),
    turn: node.change === 'changed' && before !== after ? { before, after } : null,
  };
};

/** Lines of steps that were there before and still are; where the lines of others lead says the drawing. */
const tellLines = ({ nodes, lines }: JourneyChanges, drawings: Drawings, { t }: Words): Told[] => {
  const others = new Set(nodes.filter(({ change }) => change !== 'changed').map(({ nodeId }) => nodeId));
  const stays = lines.filter(({ source }) => !others.has(source));
  const isBeside = (one: Line, other: Line): boolean => one.source === other.source && one.handle === other.handle;
  return stays.flatMap((line) => {
    if (line.change === 'removed' && stays.some((other) => other.change === 'added' && isBeside(line, other))) return [];
    const was = stays.find((other) => other.change === 'removed' && isBeside(line, other));
    const names = { source: nameOf(drawings, line.source), target: nameOf(drawings, line.target) };
    const turned = line.change === 'added' && was !== undefined;
    return {
      key: `line ${line.source} ${line.handle} ${line.target} ${line.change}`,
      tone: turned ? ('changed' as const) : line.change,
      text: turned ? t('changes.line.turned', { ...names, was: nameOf(drawings, was.target) }) : t(`changes.line.${line.change}`, names),
      turn: null,
    };
  });
};

/** What sets the draft apart from what runs, in words. */
export const tell = (changes: JourneyChanges, drawings: Drawings, words: Words): Told[] => [
  ...changes.nodes.map((node) => tellNode(node, drawings, words)),
  ...tellLines(changes, drawings, words),
  ...changes.settings.map(
    ({ field }): Told => ({
      key: `setting ${field}`,
      tone: 'changed',
      text: words.t('changes.setting', { name: words.t(`changes.settings.${field}`, { defaultValue: field }) }),
      turn: null,
    }),
  ),
];
