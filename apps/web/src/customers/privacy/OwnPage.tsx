import { Modal } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { Button, ButtonLink, confirmDestructive, Footer, toastDone } from '../../ui/index.js';
import { Once } from '../events/Once.js';

/** A link for a customer to the page on which they say themselves what they agree to; and the way to make all links of before lead nowhere. */
export const OwnPage = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation();
  const may = useMay(routes.preferencesLink);
  const [isOpen, setOpen] = useState(false);
  const revoke = useWrite(routes.revokePreferences, { onDone: () => toastDone(t('privacy.own.revoked')) });
  const ask = async (): Promise<void> => {
    // one question at a time: it would stand behind the dialog
    setOpen(false);
    const question = {
      title: t('privacy.own.revokeTitle'),
      affects: t('privacy.own.revokeAffects'),
      action: t('privacy.own.revokeAction'),
    };
    if (await confirmDestructive(question)) revoke.mutate({ id: customerId });
  };
  if (!may) return null;
  return (
    <>
      <Button small busy={revoke.isPending} onClick={() => setOpen(true)}>
        {t('privacy.own.open')}
      </Button>
      {isOpen ? <LinkDialog customerId={customerId} onRevoke={() => void ask()} onClose={() => setOpen(false)} /> : null}
    </>
  );
};

interface LinkDialogProps {
  readonly customerId: string;
  onRevoke(): void;
  onClose(): void;
}

const LinkDialog = ({ customerId, onRevoke, onClose }: LinkDialogProps) => {
  const { t } = useTranslation();
  const make = useWrite(routes.preferencesLink);
  return (
    <Modal opened onClose={onClose} title={t('privacy.own.title')} size={520}>
      <div className="stack">
        <p className="muted">{t('privacy.own.lead')}</p>
        {make.data ? <Once label={t('privacy.own.link')} text={make.data.url} /> : null}
      </div>
      <Footer>
        <Button kind="danger" onClick={onRevoke}>
          {t('privacy.own.revoke')}
        </Button>
        <span className="grow" />
        {make.data ? (
          <ButtonLink href={make.data.url} kind="seal">
            {t('privacy.own.look')}
          </ButtonLink>
        ) : (
          <Button kind="seal" busy={make.isPending} onClick={() => make.mutate({ id: customerId })}>
            {t('privacy.own.make')}
          </Button>
        )}
      </Footer>
    </Modal>
  );
};
