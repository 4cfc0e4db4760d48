import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { routes } from '@wayfare/contracts';
import type { NodeDataByKind } from '@wayfare/journey';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../api/client.js';
import { useRead } from '../../../api/hooks.js';
import { personDetail, personName } from '../../../ui/person.js';
import { isCountable } from '../../form/count.js';
import styles from '../../form/form.module.css';

type Path = NodeDataByKind['branch']['paths'][number];

/** Asks the paths one after the other, as the journey would: the first that holds is taken; `null`: the rest. */
const firstMatch = async (paths: readonly Path[], customerId: string, signal: AbortSignal): Promise<Path | null> => {
  for (const path of paths) {
    if (!path.condition) continue;
    const { matches } = await call(routes.matchSegment, { body: { condition: path.condition, customerId }, signal });
    if (matches) return path;
  }
  return null;
};

/** "Which way would this person go?" */
export const WhichWay = ({ paths }: { paths: readonly Path[] }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [customerId, setCustomerId] = useState<string | null>(null);
  const [query] = useDebouncedValue(typed.trim(), 250);
  const found = useRead(routes.customers, { query: { query, limit: 8 } }, { keep: true, fresh: 60_000 });
  const askable = paths.every((path) => isCountable(path.condition ?? null));
  const way = useQuery({
    queryKey: ['which-way', paths, customerId],
    queryFn: ({ signal }) => firstMatch(paths, customerId ?? '', signal),
    enabled: askable && customerId !== null,
    staleTime: 30_000,
  });
  if (!askable) return null;
  return (
    <div className="stack">
      <Select
        label={t('nodes.branch.whichWay')}
        placeholder={t('nodes.branch.whichWayExample')}
        searchable
        clearable
        data={(found.data?.items ?? []).map((customer) => ({
          value: customer.id,
          label: `${personName(customer)} · ${personDetail(customer)}`,
        }))}
        filter={({ options }) => options}
        searchValue={typed}
        onSearchChange={setTyped}
        value={customerId}
        onChange={setCustomerId}
        nothingFoundMessage={t('nodes.branch.noSuchPerson')}
      />
      {customerId !== null && way.data !== undefined ? (
        <p className={styles.box} aria-live="polite">
          {t('nodes.branch.goes')} <b>{way.data?.name ?? t('nodes.way.else')}</b>
        </p>
      ) : null}
    </div>
  );
};
