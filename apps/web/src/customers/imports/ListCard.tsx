import { Radio, Select, TextInput } from '@mantine/core';
import { type ImportOptions, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { Card } from '../../ui/index.js';
import styles from './imports.module.css';

export interface ListChoice {
  readonly list: NonNullable<ImportOptions['list']>;
  readonly unknown: NonNullable<ImportOptions['unknown']>;
}

interface ListCardProps {
  readonly choice: ListChoice;
  onChange(choice: ListChoice): void;
}

const NEW = 'new';

/** Which list the file becomes, and what becomes of keys that nobody has. */
export const ListCard = ({ choice, onChange }: ListCardProps) => {
  const { t } = useTranslation();
  const { list, unknown } = choice;
  const lists = useRead(routes.lists, { query: { limit: 200 } }).data?.items ?? [];
  return (
    <Card title={t('customers.imports.list.title')}>
      <div className={styles.filter}>
        <Select
          w={240}
          searchable
          aria-label={t('customers.imports.list.which')}
          data={[{ value: NEW, label: t('customers.imports.list.new') }, ...lists.map(({ id, name }) => ({ value: id, label: name }))]}
          value={'id' in list ? list.id : NEW}
          allowDeselect={false}
          onChange={(id) => onChange({ ...choice, list: id === NEW || id === null ? { name: '' } : { id } })}
        />
        {'name' in list ? (
          <TextInput
            w={280}
            aria-label={t('customers.imports.list.name')}
            placeholder={t('customers.imports.list.name')}
            value={list.name}
            onChange={(event) => onChange({ ...choice, list: { name: event.currentTarget.value } })}
          />
        ) : null}
      </div>
      <Radio.Group
        label={t('customers.imports.list.unknown')}
        value={unknown}
        onChange={(value) => onChange({ ...choice, unknown: value === 'make' ? 'make' : 'reject' })}
      >
        <div className={styles.checks}>
          <Radio value="reject" label={t('customers.imports.list.reject')} />
          <Radio value="make" label={t('customers.imports.list.make')} />
        </div>
      </Radio.Group>
    </Card>
  );
};
