import type { UseQueryResult } from '@tanstack/react-query';
import { type ReplyOf, routes, type Trait } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Chip, type Column, DataTable, EmptyState, Icon, Page, toastDone } from '../../ui/index.js';
import { CustomersNav } from '../CustomersNav.js';
import customers from '../customers.module.css';
import { TraitDrawer } from './TraitDrawer.js';
import { traitWords } from './words.js';

const EVERY = 4000;

/** Traits: what each is worked out of, and whether it is up to date. */
export const TraitsPage = () => {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Trait | 'new' | null>(null);
  const may = useMay(routes.createTrait);
  const traits = useRead(routes.traits, {}, { every: EVERY });
  const compute = useWrite(routes.computeTraits, { refreshes: ['/trait'], onDone: () => toastDone(t('traits.asked')) });
  const actions = may ? (
    <>
      <Button icon="refresh" busy={compute.isPending} onClick={() => compute.mutate({})}>
        {t('traits.now')}
      </Button>
      <Button icon="plus" kind="seal" onClick={() => setOpened('new')}>
        {t('traits.create')}
      </Button>
    </>
  ) : null;
  return (
    <>
      <PageTop title={t('traits.title')} crumbs={[{ label: t('customers.title'), to: '/customers' }]} actions={actions} />
      <Page>
        <CustomersNav />
        <RunStrip run={traits.data?.run ?? null} />
        <p className="muted">{t('traits.lead')}</p>
        <TraitsTable traits={traits} onOpen={setOpened} />
      </Page>
      {opened ? <TraitDrawer trait={opened === 'new' ? null : opened} onClose={() => setOpened(null)} /> : null}
    </>
  );
};

type Read = Pick<UseQueryResult<ReplyOf<typeof routes.traits>>, 'data' | 'isPending' | 'error' | 'refetch'>;
type Run = ReplyOf<typeof routes.traits>['run'];

/** How far working traits out has come, or why it has not; nothing where all is well. */
const RunStrip = ({ run }: { run: Run }) => {
  const { t } = useTranslation();
  const may = useMay(routes.cancelTraits);
  const cancel = useWrite(routes.cancelTraits, { refreshes: ['/trait'] });
  if (!run || run.state === 'done') return null;
  const isUnderWay = run.state === 'queued' || run.state === 'running';
  return (
    <div className={customers.strip} role="status">
      <Icon name={run.state === 'failed' ? 'warning' : 'refresh'} size={15} />
      <span className="grow">{t(`traits.run.${run.state}`, { done: run.stepsDone, total: run.stepsTotal })}</span>
      {may && isUnderWay ? (
        <Button small busy={cancel.isPending} onClick={() => cancel.mutate({})}>
          {t('traits.run.cancel')}
        </Button>
      ) : null}
    </div>
  );
};

const TraitsTable = ({ traits, onOpen }: { traits: Read; onOpen(trait: Trait): void }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const columns: Column<Trait>[] = [
    {
      key: 'name',
      head: t('traits.name'),
      cell: ({ name, description }) => (
        <>
          <b>{name}</b>
          <div className="muted small">{description}</div>
        </>
      ),
    },
    { key: 'of', head: t('traits.of'), cell: ({ formula }) => traitWords(formula, t) },
    { key: 'state', head: t('traits.state.label'), width: 140, cell: (trait) => <TraitState trait={trait} /> },
    {
      key: 'found',
      head: t('traits.found'),
      width: 180,
      cell: ({ foundAt }) => (foundAt ? dateTime(foundAt) : <span className="faint">{t('traits.notYet')}</span>),
    },
  ];
  const pages = {
    items: traits.data ? [...traits.data.items] : undefined,
    ...{ isPending: traits.isPending, error: traits.error, refetch: traits.refetch },
    ...{ hasNextPage: false, isFetchingNextPage: false, fetchNextPage: () => undefined },
  };
  return (
    <DataTable
      label={t('traits.title')}
      columns={columns}
      pages={pages}
      rowKey={({ name }) => name}
      onRow={onOpen}
      empty={<EmptyState icon="list" title={t('traits.emptyTitle')} body={t('traits.emptyBody')} />}
    />
  );
};

const TraitState = ({ trait: { isLeaving, pausedAt, foundAt } }: { trait: Trait }) => {
  const { t } = useTranslation();
  if (isLeaving) return <Chip tone="warn">{t('traits.state.leaving')}</Chip>;
  if (pausedAt !== null) return <Chip>{t('traits.state.paused')}</Chip>;
  return foundAt ? <Chip tone="good">{t('traits.state.fresh')}</Chip> : <Chip tone="warn">{t('traits.state.waiting')}</Chip>;
};
