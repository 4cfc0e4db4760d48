import type { NodeDataByKind } from '@wayfare/journey';
import { called, joined, type Words } from '../words.js';
import { onlySaves } from './saves.js';

/** "Tags “vip”, sets tier to L3, adds to the list “Asked”". */
export const sentence = (data: NodeDataByKind['update'], words: Words): string => {
  const { t, names, format } = words;
  if (data.addToList === '' && onlySaves(data)) return t('nodes.update.noListYet');
  const sets = Object.entries(data.set ?? {}).map(([attribute, value]) =>
    value === null ? t('nodes.update.clears', { attribute }) : t('nodes.update.sets', { attribute, value: String(value) }),
  );
  const parts = [
    data.addTags?.length ? t('nodes.update.tags', { tags: format.list(data.addTags) }) : null,
    data.removeTags?.length ? t('nodes.update.untags', { tags: format.list(data.removeTags) }) : null,
    ...sets,
    data.addToList ? t('nodes.update.lists', { list: called(names.lists, data.addToList) }) : null,
  ];
  return joined(parts, words) || t('nodes.update.nothing');
};
