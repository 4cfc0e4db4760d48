import type { NodeDataByKind, NodeKind } from '@wayfare/journey';
import type { TFunction } from 'i18next';
import type { Family } from '../../ui/FamilyIcon.js';
import type { IconName } from '../../ui/icons.js';
import type { Words } from './words.js';

/** All that the canvas must know of one kind of node: `nodes/<kind>` holds one each, and `nodes/table.ts` has to hold them all. The form of a kind stands beside it (`inspectors.ts`), so that words need no components. */
export interface KindView<K extends NodeKind> {
  readonly family: Family;
  icon(data: NodeDataByKind[K]): IconName;
  /** One line that says in words what the step does. */
  sentence(data: NodeDataByKind[K], words: Words): string;
  /** What a new node of the kind holds: named in the language of the one who draws. */
  defaults(t: TFunction): NodeDataByKind[K];
}
