import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../../form/sources.js';
import type { InspectorProps } from '../inspectors.js';
import { AttributeSets } from './AttributeSets.js';
import { ListField } from './ListField.js';
import { onlySaves } from './saves.js';

const orNone = (tags: string[]): string[] | undefined => (tags.length === 0 ? undefined : tags);

export const Inspector = ({ data, change, fault }: InspectorProps<'update'>) => {
  const { t } = useTranslation();
  const tags = useCatalogue()?.tags ?? [];
  const list = (
    <ListField
      value={data.addToList ?? ''}
      error={fault('missing_list', 'unknown_list')}
      onChange={(addToList) => change({ ...data, addToList: addToList === '' && !onlySaves(data) ? undefined : addToList })}
    />
  );
  if (onlySaves(data)) return list;
  return (
    <>
      <TagsInput
        label={t('nodes.update.addTags')}
        data={tags}
        value={data.addTags ?? []}
        acceptValueOnBlur
        onChange={(addTags) => change({ ...data, addTags: orNone(addTags) })}
      />
      <TagsInput
        label={t('nodes.update.removeTags')}
        data={tags}
        value={data.removeTags ?? []}
        acceptValueOnBlur
        onChange={(removeTags) => change({ ...data, removeTags: orNone(removeTags) })}
      />
      <AttributeSets
        value={data.set ?? {}}
        onChange={(set) => change({ ...data, set: Object.keys(set).length === 0 ? undefined : set }, 'set')}
        error={fault('reserved_attribute', 'computed_attribute', 'empty_tag')}
      />
      {data.addToList === undefined ? null : list}
      {fault('empty_update') ? <p className="small muted">{fault('empty_update')}</p> : null}
    </>
  );
};
