import { CONTACT_FIELDS, type ContactField, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { Button, Card } from '../../ui/index.js';
import styles from './attributes.module.css';
import { RuleDrawer } from './RuleDrawer.js';

/** Which source counts for how customers are reached. */
export const ContactRulesCard = () => {
  const { t } = useTranslation();
  const rules = useRead(routes.attributeRules).data?.items;
  const [opened, setOpened] = useState<ContactField | null>(null);
  const isRuled = (field: ContactField): boolean => rules?.some(({ name }) => name === `@${field}`) ?? false;
  return (
    <Card title={t('attributes.contact.title')} lead={t('attributes.contact.lead')}>
      <ul className={styles.contact}>
        {CONTACT_FIELDS.map((field) => (
          <li key={field}>
            <span className="grow">{t(`customers.page.${field}`)}</span>
            <span className="muted small">{t(isRuled(field) ? 'attributes.contact.own' : 'attributes.contact.common')}</span>
            <Button
              small
              aria-label={t('attributes.rule.titleOf', { name: t(`customers.page.${field}`) })}
              onClick={() => setOpened(field)}
            >
              {t('attributes.rule.open')}
            </Button>
          </li>
        ))}
      </ul>
      {opened ? <RuleDrawer name={`@${opened}`} label={t(`customers.page.${opened}`)} onClose={() => setOpened(null)} /> : null}
    </Card>
  );
};
