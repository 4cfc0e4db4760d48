import { Switch } from '@mantine/core';
import { TIERS } from '@wayfare/contracts';
import type { NodeDataByKind } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../../ui/Button.js';
import { ConditionField } from '../../form/ConditionField.js';
import { DurationField } from '../../form/DurationField.js';
import { Labeled } from '../../form/Labeled.js';
import { newId } from '../../sheet/ids.js';
import type { InspectorProps } from '../inspectors.js';
import { useMostPeople } from './audience.js';
import { PoolField } from './PoolField.js';

type Tier = NonNullable<NodeDataByKind['coupon']['tiers']>[number];

const MOST_TIERS = 20;

/** One for each tier of value, still without a pool. */
const tiersOfValue = (): Tier[] =>
  TIERS.map((tier) => ({ id: newId('t'), name: tier, condition: { attribute: 'value_tier', is: 'eq', value: tier } }));

export const Inspector = ({ nodeId, data, change, fault }: InspectorProps<'coupon'>) => {
  const { t } = useTranslation();
  const people = useMostPeople(nodeId);
  const { tiers = [], validFor } = data;
  const setTiers = (next: readonly Tier[], thing?: string): void =>
    change({ ...data, tiers: next.length === 0 ? undefined : [...next] }, thing);
  const setTier = (tier: Tier, thing: string): void =>
    setTiers(
      tiers.map((each) => (each.id === tier.id ? tier : each)),
      `${tier.id}.${thing}`,
    );
  return (
    <>
      {tiers.map((tier, at) => (
        <Labeled
          key={tier.id}
          label={t('nodes.coupon.tierName', { number: at + 1 })}
          aside={
            <IconButton
              icon="trash"
              size={13}
              label={t('nodes.coupon.removeTier', { number: at + 1 })}
              onClick={() => setTiers(tiers.filter(({ id }) => id !== tier.id))}
            />
          }
        >
          <div className="stack">
            <ConditionField
              nodeId={nodeId}
              noMessages
              value={tier.condition}
              onChange={(condition) => setTier({ ...tier, condition }, 'condition')}
            />
            <PoolField
              label={t('nodes.coupon.tierPool', { number: at + 1 })}
              value={tier.poolId}
              onChange={(poolId) => setTier({ ...tier, poolId }, 'pool')}
              error={tier.poolId ? undefined : fault('missing_pool')}
            />
          </div>
        </Labeled>
      ))}
      <PoolField
        label={t('nodes.coupon.pool')}
        value={data.poolId}
        onChange={(poolId) => change({ ...data, poolId })}
        error={data.poolId ? fault('unknown_pool') : fault('missing_pool')}
        people={people}
      />
      <Button small icon="plus" disabled={tiers.length >= MOST_TIERS} onClick={() => setTiers([...tiers, { id: newId('t'), name: '' }])}>
        {t('nodes.coupon.addTier')}
      </Button>
      {tiers.length === 0 ? (
        <Button small icon="gauge" onClick={() => setTiers(tiersOfValue())}>
          {t('nodes.coupon.tiersOfValue')}
        </Button>
      ) : null}
      <Switch
        label={t('nodes.coupon.good')}
        checked={validFor !== undefined}
        onChange={(event) => change({ ...data, validFor: event.currentTarget.checked ? 'P30D' : undefined })}
      />
      {validFor === undefined ? null : (
        <DurationField
          label={t('nodes.coupon.goodFor')}
          value={validFor}
          onChange={(next) => change({ ...data, validFor: next }, 'validFor')}
          error={fault('bad_duration')}
        />
      )}
      <p className="faint tiny">
        {t('nodes.coupon.hint', { coupon: '{{ coupon.code }}', expires: '{{ coupon.expires | date: "%Y-%m-%d" }}' })}
      </p>
    </>
  );
};
