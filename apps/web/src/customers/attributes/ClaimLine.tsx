import { type AttributeClaim, type CustomerAttributes, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { confirmDestructive, IconButton, toastDone } from '../../ui/index.js';
import { attributeWords } from '../profile/attribute-words.js';
import styles from './attributes.module.css';
import { sourceWords } from './source-words.js';

export type ClaimedItem = CustomerAttributes['items'][number];

/** What is claimed of a customer: an attribute, or how they are reached. */
export interface ClaimedThing {
  readonly customerId: string;
  readonly kind: 'attribute' | 'contact';
  readonly item: ClaimedItem;
  /** What it is called on the page. */
  readonly label: string;
}

/** All that is said of it, each with whom it comes from: what holds, then what is also known. */
export const ClaimLines = (thing: ClaimedThing) => (
  <>
    <ClaimLine thing={thing} claim={thing.item.holds} />
    {thing.item.also.map((claim) => (
      <ClaimLine key={`${claim.source} ${claim.part}`} thing={thing} claim={claim} />
    ))}
  </>
);

const ClaimLine = ({ thing, claim }: { thing: ClaimedThing; claim: AttributeClaim }) => {
  const { t } = useTranslation();
  const { number, date, dateTime } = useFormat();
  const isHeld = claim === thing.item.holds;
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
      {claim.kind === 'computed' ? null : <Withdraw thing={thing} claim={claim} words={value} />}
    </div>
  );
};

/** Takes back what one source says, once somebody has read what holds then. */
const Withdraw = ({ thing, claim, words }: { thing: ClaimedThing; claim: AttributeClaim; words: string }) => {
  const { t } = useTranslation();
  const { number, date } = useFormat();
  const may = useMay(routes.withdrawAttribute);
  const { customerId, kind, item, label } = thing;
  const withdraw = useWrite(routes.withdrawAttribute, {
    refreshes: ['/customers'],
    onDone: () => toastDone(t('attributes.card.withdrawn', { name: label })),
  });
  const nextWords = (): string => {
    if (claim !== item.holds) return t('attributes.card.stays');
    const [next] = item.also;
    if (!next) return t(kind === 'contact' ? 'attributes.card.goneContact' : 'attributes.card.gone');
    return t('attributes.card.next', { value: attributeWords(next.value, { t, number, date }), source: sourceWords(next, t) });
  };
  const ask = async (): Promise<void> => {
    const question = {
      title: t('attributes.card.withdrawTitle', { value: words }),
      affects: t('attributes.card.withdrawAffects', { name: label, value: words, source: sourceWords(claim, t), next: nextWords() }),
      action: t('attributes.card.withdrawAction'),
    };
    if (await confirmDestructive(question))
      withdraw.mutate({ id: customerId, body: { name: item.name, source: claim.source, part: claim.part, kind } });
  };
  if (!may) return null;
  return <IconButton icon="undo" label={t('attributes.card.withdraw', { name: label, value: words })} onClick={() => void ask()} />;
};
