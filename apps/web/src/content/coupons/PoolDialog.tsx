import { Modal, NumberInput, Switch, TextInput } from '@mantine/core';
import { type CouponPool, routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { Button, Footer } from '../../ui/index.js';

interface PoolDialogProps {
  /** Absent: a new one is made. */
  readonly pool?: CouponPool;
  onClose(): void;
  onMade?(pool: CouponPool): void;
}

const LOW_AT = 100;

/** What a pool is called, when it runs low, and how one learns that a code was used. */
export const PoolDialog = ({ pool, onClose, onMade }: PoolDialogProps) => {
  const { t } = useTranslation();
  const [name, setName] = useState(pool?.name ?? '');
  const [lowAt, setLowAt] = useState(pool?.lowAt ?? LOW_AT);
  const [redeem, setRedeem] = useState(pool?.redeem ?? null);
  const done = (made: CouponPool): void => {
    onClose();
    onMade?.(made);
  };
  const options = { refreshes: ['/coupon-pools'], onDone: done };
  const create = useWrite(routes.createCouponPool, options);
  const save = useWrite(routes.changeCouponPool, options);
  const isWhole = name.trim() !== '' && (redeem === null || (redeem.event.trim() !== '' && redeem.property.trim() !== ''));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = { name: name.trim(), lowAt, redeem };
    if (!isWhole) return;
    if (pool) save.mutate({ id: pool.id, body });
    else create.mutate({ body });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={pool ? t('content.coupons.title.edit', { name: pool.name }) : t('content.coupons.title.new')}
      size={480}
    >
      <form onSubmit={submit}>
        <div className="stack">
          <TextInput
            label={t('content.coupons.name')}
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <NumberInput
            label={t('content.coupons.lowAt')}
            min={0}
            allowDecimal={false}
            allowNegative={false}
            value={lowAt}
            onChange={(value) => setLowAt(typeof value === 'number' ? value : 0)}
          />
          <Switch
            label={t('content.coupons.redeem')}
            description={t('content.coupons.redeemHint')}
            checked={redeem !== null}
            onChange={(event) => setRedeem(event.currentTarget.checked ? { event: 'coupon.redeemed', property: 'code' } : null)}
          />
          {redeem === null ? null : (
            <>
              <TextInput
                label={t('content.coupons.event')}
                value={redeem.event}
                maxLength={200}
                onChange={(event) => setRedeem({ ...redeem, event: event.currentTarget.value })}
              />
              <TextInput
                label={t('content.coupons.property')}
                value={redeem.property}
                maxLength={200}
                onChange={(event) => setRedeem({ ...redeem, property: event.currentTarget.value })}
              />
            </>
          )}
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" disabled={!isWhole} busy={create.isPending || save.isPending}>
            {t(pool ? 'content.coupons.save' : 'content.coupons.make')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
