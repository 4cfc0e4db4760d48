import { type CustomerDetail, routes } from '@wayfare/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { useWorkspace } from '../../app/workspace.js';
import { useFormat } from '../../i18n/format.js';
import { Card, Icon, personName } from '../../ui/index.js';
import { AttributesCard } from '../attributes/AttributesCard.js';
import { ClaimLines } from '../attributes/ClaimLine.js';
import { ConsentHistory } from '../privacy/ConsentHistory.js';
import { OwnPage } from '../privacy/OwnPage.js';
import { usePurposeWords } from '../privacy/purpose-words.js';
import { CustomerTagsCard } from '../tags/CustomerTagsCard.js';
import styles from './profile.module.css';

/** What is known of a customer, in cards; what is not known is left out. */
export const ProfileCards = ({ customer }: { customer: CustomerDetail }) => (
  <>
    <Identity customer={customer} />
    <Orders orders={customer.orders} />
    <Consent customer={customer} />
    <CustomerTagsCard customerId={customer.id} />
    <AttributesCard customerId={customer.id} />
  </>
);

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Identity = ({ customer }: { customer: CustomerDetail }) => {
  const { t } = useTranslation();
  const name = personName(customer);
  const contact = useRead(routes.customerAttributes, { id: customer.id }).data?.contact ?? [];
  const shown = new Set(contact.flatMap(({ holds, also }) => [holds, ...also].map(({ value }) => String(value).toLowerCase())));
  const others = customer.identities.filter(({ value }) => !shown.has(value.toLowerCase()));
  return (
    <Card>
      <div className={styles.who}>
        <span className={styles.face} aria-hidden="true">
          {[...name][0]?.toUpperCase()}
        </span>
        <div>
          <b>{name}</b>
          {customer.externalId ? <span className="muted small">{customer.externalId}</span> : null}
        </div>
      </div>
      <dl className={styles.facts}>
        {contact.map((item) => (
          <Fact key={item.name} name={t(`customers.page.${item.name}`)}>
            <ClaimLines customerId={customer.id} kind="contact" item={item} label={t(`customers.page.${item.name}`)} />
          </Fact>
        ))}
        {others.map(({ kind, value, source }) => (
          <Fact key={`${kind}:${value}`} name={t(`customers.page.${kind}`, { defaultValue: kind })}>
            {value} <span className="faint tiny">{t('customers.page.source', { source })}</span>
          </Fact>
        ))}
      </dl>
    </Card>
  );
};

const Orders = ({ orders }: Pick<CustomerDetail, 'orders'>) => {
  const { t } = useTranslation();
  const { money, relative } = useFormat();
  const { now } = useWorkspace();
  return (
    <Card title={t('customers.page.orders')}>
      {orders.count === 0 ? (
        <p className="muted small">{t('customers.page.noOrders')}</p>
      ) : (
        <>
          <p className={styles.money}>{money(orders.value, orders.currency ?? undefined)}</p>
          <p className="muted small">
            {t('customers.page.ordersCount', { count: orders.count })}
            {orders.lastAt ? ` · ${t('customers.page.lastOrder', { when: relative(orders.lastAt, now) })}` : ''}
          </p>
        </>
      )}
    </Card>
  );
};

const Consent = ({ customer }: { customer: CustomerDetail }) => {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { aboutOf } = usePurposeWords();
  const channels = Object.entries(customer.consent).sort(([one], [other]) => one.localeCompare(other));
  return (
    <Card title={t('customers.page.consent')} actions={<ConsentHistory customerId={customer.id} />}>
      {channels.length + customer.awaitedConsent.length === 0 ? <p className="muted small">{t('customers.page.noConsent')}</p> : null}
      <ul className={styles.consent}>
        {channels.map(([channel, isGranted]) => (
          <li key={channel} data-granted={isGranted || undefined}>
            <Icon name={isGranted ? 'check' : 'close'} size={14} />
            <span className="grow">{aboutOf(channel)}</span>
            <span className="faint">{isGranted ? t('customers.page.granted') : t('customers.page.refused')}</span>
          </li>
        ))}
        {customer.awaitedConsent.map(({ channel, expiresAt }) => (
          <li key={`awaited ${channel}`} title={t('privacy.confirm.goodUntil', { until: date(expiresAt) })}>
            <Icon name="clock" size={14} />
            <span className="grow">{aboutOf(channel)}</span>
            <span className="faint">{t('privacy.confirm.awaited')}</span>
          </li>
        ))}
        {customer.suppressions.map(({ channel, address, reason, createdAt }) => (
          <li key={`${channel}:${address}`} data-bad title={date(createdAt)}>
            <Icon name="stop" size={14} />
            <span className="grow">
              {t('customers.page.suppressed')} · {t(`common.channel.${channel}`, { defaultValue: channel })}
              <span className="faint tiny"> {address}</span>
            </span>
            <span className="faint">{t(`reasons.${reason}`, { defaultValue: reason })}</span>
          </li>
        ))}
      </ul>
      <div className={styles.own}>
        <OwnPage customerId={customer.id} />
      </div>
    </Card>
  );
};
