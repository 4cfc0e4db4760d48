import type { NodeKind } from '@wayfare/journey';
import { graphSchema } from '@wayfare/journey';
import type { TFunction } from 'i18next';
import type { Family } from '../../../ui/FamilyIcon.js';
import type { IconName } from '../../../ui/icons.js';
import { defaultsOf, familyOf, iconOf } from '../../nodes/table.js';
import { newId } from '../../sheet/ids.js';
import { type CanvasNode, onPaper } from '../../sheet/sheet.js';

/** What can be added: every kind of node, and saving to a list, which is an update that does nothing else. */
export const ITEMS = [
  'audience',
  'event-entry',
  'wait',
  'time-window',
  'wait-event',
  'branch',
  'frequency-check',
  'score-split',
  'split',
  'experiment',
  'send',
  'update',
  'save-to-list',
  'webhook',
  'coupon',
  'task',
  'go-to',
  'exit',
  'note',
] as const satisfies readonly (NodeKind | 'save-to-list')[];
export type Item = (typeof ITEMS)[number];

export const FAMILIES: readonly Family[] = ['entry', 'time', 'decision', 'action', 'exit', 'paper'];

const PRESETS = { 'save-to-list': 'update' } as const satisfies Partial<Record<Item, NodeKind>>;
const isPreset = (item: Item): item is keyof typeof PRESETS => item in PRESETS;

export const kindOf = (item: Item): NodeKind => (isPreset(item) ? PRESETS[item] : item);
export const itemFamily = (item: Item): Family => familyOf(kindOf(item));
export const itemIcon = (item: Item, t: TFunction): IconName => iconOf(kindOf(item), dataOf(item, t));

export const isItem = (text: string): text is Item => ITEMS.some((item) => item === text);

const dataOf = (item: Item, t: TFunction) =>
  item === 'save-to-list' ? { name: t('nodes.kind.save-to-list'), addToList: '' } : defaultsOf(item, t);

/** A new node, named in the language of the one who draws. */
export const newNode = (item: Item, t: TFunction): CanvasNode => {
  const [node] = graphSchema.shape.nodes.parse([{ id: newId('n'), type: kindOf(item), position: { x: 0, y: 0 }, data: dataOf(item, t) }]);
  if (!node) throw new Error(`no node for ${item}`);
  return onPaper(node);
};

/** The items that a search finds: by name, by what they do, and by the name of their family. */
export const findItems = (text: string, t: TFunction): Item[] => {
  const wanted = text.trim().toLocaleLowerCase();
  const says = (item: Item): string =>
    [t(`nodes.kind.${item}`), t(`nodes.about.${item}`), t(`nodes.family.${itemFamily(item)}`), item].join(' ').toLocaleLowerCase();
  return ITEMS.filter((item) => says(item).includes(wanted));
};
