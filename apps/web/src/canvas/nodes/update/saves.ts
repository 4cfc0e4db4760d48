import type { NodeDataByKind } from '@wayfare/journey';

/** Whether an update does nothing but put people on a list: it is then a step of its own to those who draw. */
export const onlySaves = ({ set = {}, addTags = [], removeTags = [], addToList }: NodeDataByKind['update']): boolean =>
  addToList !== undefined && Object.keys(set).length + addTags.length + removeTags.length === 0;
