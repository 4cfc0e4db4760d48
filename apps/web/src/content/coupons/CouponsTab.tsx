import { type CouponPool, routes } from '@wayfare/contracts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { IconButton } from '../../ui/Button.js';
import { Button, Chip, type Column, confirmDestructive, DataTable, EmptyState, SearchField, toastDone } from '../../ui/index.js';
import styles from '../content.module.css';
import { AddCodesDialog } from './AddCodesDialog.js';
import { PoolDialog } from './PoolDialog.js';

type Open = { readonly what: 'new' } | { readonly what: 'edit' | 'add'; readonly pool: CouponPool } | null;

/** How a pool that runs low stands. */
const stock = ({ total, left }: CouponPool): 'noCodes' | 'none' | 'low' => (total === 0 ? 'noCodes' : left === 0 ? 'none' : 'low');

/** Pools of codes: how many each has left, and what became of the others. */
export const CouponsTab = ({ tabs }: { tabs: ReactNode }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<Open>(null);
  const pages = usePages(routes.couponPools, { query: { query } });
  const may = useMay(routes.createCouponPool);
  const remove = useWrite(routes.deleteCouponPool, { refreshes: ['/coupon-pools'], onDone: () => toastDone(t('content.coupons.deleted')) });
  const putAway = async ({ id, name, issued }: CouponPool): Promise<void> => {
    const affects = t('content.coupons.deleteAffects', { issued: number(issued) });
    const isSure = await confirmDestructive({
      title: t('content.coupons.deleteTitle', { name }),
      affects,
      action: t('content.coupons.delete'),
    });
    if (isSure) remove.mutate({ id });
  };
  const create = may ? (
    <Button kind="seal" icon="plus" onClick={() => setOpen({ what: 'new' })}>
      {t('content.coupons.create')}
    </Button>
  ) : null;
  const figure = (key: 'issued' | 'redeemed' | 'expired'): Column<CouponPool> => ({
    key,
    head: t(`content.coupons.${key}`),
    cell: (pool) => number(pool[key]),
    numeric: true,
    width: 110,
  });
  const acts: Column<CouponPool> = {
    key: 'acts',
    head: '',
    cell: (pool) => (
      <span className={styles.acts}>
        <Button small icon="plus" onClick={() => setOpen({ what: 'add', pool })}>
          {t('content.coupons.add')}
        </Button>
        <IconButton icon="edit" label={`${t('content.coupons.edit')}: ${pool.name}`} onClick={() => setOpen({ what: 'edit', pool })} />
        <IconButton icon="trash" label={`${t('content.coupons.delete')}: ${pool.name}`} onClick={() => void putAway(pool)} />
      </span>
    ),
    width: 210,
  };
  const columns: Column<CouponPool>[] = [
    {
      key: 'name',
      head: t('content.coupons.name'),
      cell: (pool) => (
        <span className={styles.pool}>
          <b>{pool.name}</b>
          {pool.isLow ? <Chip tone="warn">{t(`content.coupons.${stock(pool)}`)}</Chip> : null}
        </span>
      ),
    },
    {
      key: 'left',
      head: t('content.coupons.left'),
      cell: (pool) => t('content.coupons.of', { left: number(pool.left), total: number(pool.total) }),
      numeric: true,
      width: 190,
    },
    figure('issued'),
    figure('redeemed'),
    figure('expired'),
    ...(may ? [acts] : []),
  ];
  return (
    <>
      <div className={styles.bar}>
        {tabs}
        <SearchField label={t('content.coupons.search')} onSearch={setQuery} width={240} />
        <span className="grow" />
        {create}
      </div>
      <p className="muted small">{t('content.coupons.lead')}</p>
      <DataTable
        label={t('content.tabs.coupons')}
        columns={columns}
        pages={pages}
        rowKey={(pool) => pool.id}
        empty={<EmptyState icon="ticket" title={t('content.coupons.emptyTitle')} body={t('content.coupons.emptyBody')} action={create} />}
      />
      {open?.what === 'new' ? <PoolDialog onClose={() => setOpen(null)} onMade={(pool) => setOpen({ what: 'add', pool })} /> : null}
      {open?.what === 'edit' ? <PoolDialog pool={open.pool} onClose={() => setOpen(null)} /> : null}
      {open?.what === 'add' ? <AddCodesDialog pool={open.pool} onClose={() => setOpen(null)} /> : null}
    </>
  );
};
