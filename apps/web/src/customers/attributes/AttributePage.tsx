import { type AttributeTypeDetail, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useRead } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { Button, Card, ErrorNote, Loading, Page } from '../../ui/index.js';
import { CustomersNav } from '../CustomersNav.js';
import { FactsCard } from './FactsCard.js';
import { MeaningCard } from './MeaningCard.js';
import { RuleDrawer } from './RuleDrawer.js';
import { meaningOf } from './type-words.js';

const HOMES = { journey: '/journeys', segment: '/audiences/segments', template: '/content' } as const;

/** One attribute: how its values are spread, who uses it, what it means. */
export const AttributePage = () => {
  const { t, i18n } = useTranslation();
  const { name = '' } = useParams();
  const [isRuling, setRuling] = useState(false);
  const { data: type, error, refetch } = useRead(routes.attributeType, { id: name });
  const meaning = type ? meaningOf(type, i18n.language) : null;
  return (
    <>
      <PageTop
        title={type?.label ?? name}
        crumbs={[
          { label: t('customers.title'), to: '/customers' },
          { label: t('attributes.title'), to: '/customers/attributes' },
        ]}
        actions={type && !type.computed ? <Button onClick={() => setRuling(true)}>{t('attributes.rule.open')}</Button> : null}
      />
      <Page>
        <CustomersNav />
        {error && !type ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
        {!type && !error ? <Loading lines={6} /> : null}
        {type && meaning ? <p className="muted">{meaning}</p> : null}
        {type ? <FactsCard type={type} /> : null}
        {type ? <UsedBy type={type} /> : null}
        {type ? <MeaningCard key={type.name} type={type} /> : null}
        {isRuling ? <RuleDrawer name={name} onClose={() => setRuling(false)} /> : null}
      </Page>
    </>
  );
};

const UsedBy = ({ type }: { type: AttributeTypeDetail }) => {
  const { t } = useTranslation();
  return (
    <Card title={t('attributes.type.usedBy')}>
      {type.usedBy.length === 0 ? <p className="muted">{t('attributes.type.usedByNobody')}</p> : null}
      <ul>
        {type.usedBy.map(({ kind, id, name }) => (
          <li key={`${kind} ${id}`}>
            <Link to={`${HOMES[kind]}/${id}`}>{name}</Link> <span className="muted small">{t(`attributes.type.user.${kind}`)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
};
