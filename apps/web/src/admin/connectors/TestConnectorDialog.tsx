import { Modal, TextInput } from '@mantine/core';
import { type Connector, routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { explain } from '../../api/problem.js';
import { useMe } from '../../app/session.js';
import { Button, Footer, Icon } from '../../ui/index.js';
import styles from '../admin.module.css';

/** Sends one message through a connector and says what the other side answered. */
export const TestConnectorDialog = ({ connector, onClose }: { connector: Connector; onClose(): void }) => {
  const { t } = useTranslation();
  const me = useMe();
  const isMail = connector.channel === 'email';
  const [to, setTo] = useState(isMail ? (me?.user?.email ?? '') : 'test');
  const test = useWrite(routes.testConnector, { quiet: true, refreshes: ['/connectors', '/home'] });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    test.mutate({ id: connector.id, body: { to: to.trim() } });
  };
  const failure = test.data && !test.data.ok ? test.data.message : test.error ? explain(test.error, t) : null;
  return (
    <Modal opened onClose={onClose} title={t('connectors.testing.title', { name: connector.name })}>
      <form onSubmit={submit}>
        <div className="stack">
          <p className="muted">{isMail ? t('connectors.testing.smtpLead') : t('connectors.testing.webhookLead')}</p>
          <TextInput
            label={isMail ? t('connectors.testing.to') : t('connectors.testing.mark')}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            data-autofocus
          />
          {test.data?.ok ? (
            <p className={styles.verdict} data-good role="status">
              <Icon name="check" size={15} />
              {t('connectors.testing.ok', { message: test.data.message, ms: Math.round(test.data.milliseconds) })}
            </p>
          ) : null}
          {failure ? (
            <p className={styles.verdict} role="alert">
              <Icon name="error" size={15} />
              {t('connectors.testing.failed', { message: failure })}
            </p>
          ) : null}
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button kind="seal" icon="send" type="submit" disabled={to.trim() === ''} busy={test.isPending}>
            {t('connectors.testing.send')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
