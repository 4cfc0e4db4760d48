import { type AttributeClaim, type CustomerAttributes, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Card, confirmDestructive, ErrorNote, IconButton, Loading, toastDone } from '../../ui/index.js';
import { attributeWords } from '../profile/attribute-words.js';
import styles from './attributes.module.css';
import { sourceWords } from './source-words.js';

type Item = CustomerAttributes['items'][number];

/** What is known of a customer: each attribute with whom it comes from, and what others say of it. */
export const AttributesCard = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation();
  const { data, error, refetch } = useRead(routes.customerAttributes, { id: customerId });
  return (
    <Card title={t('customers.page.attributes')}>
      {error && !data ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={4} /> : null}
      {data?.items.length === 0 ? <p className="muted small">{t('customers.page.noAttributes')}</p> : null}
      <dl className={styles.attributes}>
        {data?.items.map((item) => (
          <div key={item.name}>
            <dt>{item.name}</dt>
            <dd>
              <Claim customerId={customerId} item={item} claim={item.holds} />
              {item.also.map((claim) => (
                <Claim key={`${claim.source} ${claim.part}`} customerId={customerId} item={item} claim={claim} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
};

const Claim = ({ customerId, item, claim }: { customerId: string; item: Item; claim: AttributeClaim }) => {
  const { t } = useTranslation();
  const { number, date, dateTime } = useFormat();
  const isHeld = claim === item.holds;
  const value = claim.value === null ? t('attributes.card.removed') : attributeWords(claim.value, { t, number, date });
  const source = sourceWords(claim, t);
  const about = [claim.at ? dateTime(claim.at) : null, claim.part ? t('attributes.card.ofPart') : null].filter(Boolean).join(' · ');
  return (
    <div className={isHeld ? styles.held : styles.also}>
      <div className="grow">
        <span className={claim.value === null ? 'faint' : undefined}>{isHeld ? value : t('attributes.card.also', { value })}</span>
        <span className={styles.origin} title={about || undefined}>
          {claim.at ? t('attributes.card.origin', { source, when: date(claim.at) }) : source}
        </span>
      </div>
      {claim.kind === 'computed' ? null : <Withdraw customerId={customerId} item={item} claim={claim} words={value} />}
    </div>
  );
};

/** Takes back what one source says, once somebody has read what holds then. */
const Withdraw = ({ customerId, item, claim, words }: { customerId: string; item: Item; claim: AttributeClaim; words: string }) => {
  const { t } = useTranslation();
  const { number, date } = useFormat();
  const may = useMay(routes.withdrawAttribute);
  const { name, holds, also } = item;
  const withdraw = useWrite(routes.withdrawAttribute, {
    refreshes: ['/customers'],
    onDone: () => toastDone(t('attributes.card.withdrawn', { name })),
  });
  const nextWords = (): string => {
    if (claim !== holds) return t('attributes.card.stays');
    const [next] = also;
    if (!next) return t('attributes.card.gone');
    return t('attributes.card.next', { value: attributeWords(next.value, { t, number, date }), source: sourceWords(next, t) });
  };
  const ask = async (): Promise<void> => {
    const question = {
      title: t('attributes.card.withdrawTitle', { value: words }),
      affects: t('attributes.card.withdrawAffects', { name, value: words, source: sourceWords(claim, t), next: nextWords() }),
      action: t('attributes.card.withdrawAction'),
    };
    if (await confirmDestructive(question)) withdraw.mutate({ id: customerId, body: { name, source: claim.source, part: claim.part } });
  };
  if (!may) return null;
  return <IconButton icon="undo" label={t('attributes.card.withdraw', { name, value: words })} onClick={() => void ask()} />;
};
